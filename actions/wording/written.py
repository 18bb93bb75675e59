"""A file of true replies written by hand, with the records they rest on: TOML, a case a request.

Owns the file's shape. `half` parts its replies for good: one half may be looked at when a verifier
is tuned, the other is held out.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from actions.errors import BadInput
from actions.wording.rows import RequestRow

_MONEY = ("price", "list_price")


@dataclass(frozen=True, slots=True)
class Written:
    row: RequestRow
    reply: str

    @property
    def held_out(self) -> bool:
        return hashlib.blake2b(self.reply.encode(), digest_size=1).digest()[0] % 2 == 1


def read_written(path: Path, currency: str) -> list[Written]:
    """Raises `BadInput`, naming the case."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path}: {error}") from error
    return [one for number, case in enumerate(data.get("cases", ()), start=1)
            for one in _of_case(case, number, data, path, currency)]  # fmt: skip


def _of_case(
    case: dict[str, Any], number: int, data: dict[str, Any], path: Path, currency: str
) -> Iterator[Written]:
    said = {k: v for k, v in case.items() if k not in ("products", "order", "policy", "replies")}
    try:
        products = [
            _product(name, data["products"][name], currency) for name in case.get("products", ())
        ]
        said |= {"id": number, "products": products}
        if "order" in case:
            said["order"] = data["orders"][case["order"]]
        if "policy" in case:
            said["policy"] = [data["policies"][case["policy"]]]
        row = RequestRow.model_validate(said)
    except (KeyError, ValidationError) as error:
        raise BadInput(f"{path}, case {number}: {error}") from error
    for reply in case.get("replies", ()):
        yield Written(row, reply)


def _product(name: str, record: dict[str, Any], currency: str) -> dict[str, Any]:
    amounts = {
        field: {"amount": record[field], "currency": currency}
        for field in _MONEY
        if field in record
    }
    return record | amounts | {"product_id": name}
