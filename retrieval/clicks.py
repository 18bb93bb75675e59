"""What customers did after a search: `{"query", "product_id", "event"}` a line. Owns reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import BadInput

WORTH = {"view": 1, "click": 1, "cart": 2, "purchase": 3}
"""How right a product was, by what was done with it."""


@dataclass(frozen=True, slots=True)
class Click:
    query: str
    product_id: str
    worth: int


def read_clicks(path: Path) -> list[Click]:
    """Events that say nothing of a product (`search`) are passed over. Raises `BadInput` with the
    line."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            clicks = list(_clicks(path, enumerate(file, 1)))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"can't be read: {error}", source=path) from error
    if not clicks:
        raise BadInput("holds no click", source=path)
    return clicks


def _clicks(path: Path, lines: Iterator[tuple[int, str]]) -> Iterator[Click]:
    for number, line in lines:
        if not line.strip():
            continue
        event = _object(path, number, line)
        query, product_id = event.get("query"), event.get("product_id")
        worth = WORTH.get(str(event.get("event", "")))
        if worth is None:
            continue
        if not isinstance(query, str) or not query.strip() or not isinstance(product_id, str):
            raise BadInput("needs the texts query and product_id", source=path, line=number)
        yield Click(query.strip(), product_id, worth)


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError as error:
        raise BadInput(f"is no JSON: {error}", source=path, line=number) from error
    if not isinstance(event, dict):
        raise BadInput("is no JSON object", source=path, line=number)
    return event
