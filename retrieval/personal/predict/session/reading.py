"""A file of events, CSV or JSONL, as acts by visitor. Owns the reading and its errors.

Columns: `session`, `type`, `product_id`, `occurred` (an ISO time, or seconds since 1970); where
there are any, `visitor`, `price`, `category` and `on_offer`. Without `visitor` each session is
somebody of its own.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from retrieval.errors import BadInput
from retrieval.personal.deed import Did
from retrieval.personal.predict.session.act import Act
from retrieval.personal.predict.table import TRUE

NEEDED = ("session", "type", "occurred")
OF_A_PRODUCT = frozenset(Did) - {Did.SEARCH}


def read_acts(path: Path, zone: tzinfo = UTC) -> dict[str, list[Act]]:
    """By visitor. Raises `BadInput` with the line."""
    found: dict[str, list[Act]] = {}
    for line, record in _records(path):
        try:
            visitor, act = _act(record, zone)
        except (KeyError, ValueError, OverflowError, OSError) as error:
            raise BadInput(_reason(error, record), source=path, line=line) from error
        found.setdefault(visitor, []).append(act)
    if not found:
        raise BadInput("holds no event", source=path)
    return found


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise BadInput("there is no such file", source=path) from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadInput(f"can't be read as text in UTF-8: {error}", source=path) from error
    if text.lstrip().startswith("{"):
        yield from _json_lines(text, path)
        return
    rows = csv.DictReader(io.StringIO(text, newline=""))
    absent = [name for name in NEEDED if name not in (rows.fieldnames or ())]
    if absent:
        raise BadInput(f"has no column {absent[0]!r}", source=path, line=1)
    for row in rows:
        yield rows.line_num, row


def _json_lines(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadInput(f"is no JSON: {error.msg}", source=path, line=number) from error
        if not isinstance(record, dict):
            raise BadInput("is no object", source=path, line=number)
        yield number, record


def _act(record: Mapping[str, Any], zone: tzinfo) -> tuple[str, Act]:
    did = Did(str(record["type"] or "").strip().lower())
    session = str(record["session"] or "").strip()
    product_id = str(record.get("product_id") or "").strip()
    if not session:
        raise KeyError("session")
    if did in OF_A_PRODUCT and not product_id:
        raise KeyError("product_id")
    act = Act(
        did,
        _when(record["occurred"], zone),
        product_id,
        session,
        _price(record.get("price")),
        str(record.get("category") or ""),
        str(record.get("on_offer") or "").strip().lower() in TRUE,
    )
    return str(record.get("visitor") or session), act


def _when(told: Any, zone: tzinfo) -> datetime:
    text = str(told).strip()
    try:
        return datetime.fromtimestamp(float(text), zone)
    except ValueError:
        when = datetime.fromisoformat(text)
        return when.astimezone(zone) if when.tzinfo else when.replace(tzinfo=zone)


def _price(told: Any) -> float | None:
    if told is None or not str(told).strip():
        return None
    price = float(told)
    if not math.isfinite(price) or price < 0:
        raise ValueError(f"{told!r} is no price")
    return price


def _reason(error: Exception, record: Mapping[str, Any]) -> str:
    if isinstance(error, KeyError):
        return f"lacks {error.args[0]!r}"
    if str(record.get("type") or "").strip().lower() not in frozenset(Did):
        return f"{record.get('type')!r} is none of {', '.join(Did)}"
    return f"can't be used: {error}"
