"""Rows of a CSV -> the records that JSONL holds. Owns the names of columns.

A customer or a gift card is a row. An order is a row a line of it: the first says all, the others
repeat its number and may leave the rest empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from actions.errors import BadInput
from actions.records.kinds import EXPECTED, Kind, kind_of, near

ADDRESS = ("street", "city", "postcode", "country", "extra", "region")
ITEM = ("product_id", "variant_id", "title", "quantity", "price")
CONSENT = "consent_"
PURPOSES = ("service", "personalisation", "marketing", "analytics")
TRUE, FALSE = ("true", "yes", "1", "y"), ("false", "no", "0", "n")
COLUMNS: dict[Kind, tuple[str, ...]] = {
    Kind.CUSTOMER: (
        "id", "name", "email", "phone", "joined", *ADDRESS, *(CONSENT + one for one in PURPOSES),
    ),
    Kind.ORDER: (
        "id", "customer_id", "placed", "state", *ITEM, "shipping", "total", "currency", "paid_by",
        "carrier", "tracking", "shipped_on", "expected_from", "expected_to", "delivered_on",
        "cancelled_on", "cancel_reason", *ADDRESS,
    ),
    Kind.GIFT_CARD: ("code", "balance", "currency", "expires"),
}  # fmt: skip
Row = Mapping[str, str]
Found = tuple[int, Kind, dict[str, Any]]
OnFault = Callable[[str, str], None]


def from_rows(
    file: Path, rows: Iterable[tuple[int, Row]], currency: str, on_fault: OnFault
) -> Iterator[Found]:
    """Each record with the line it begins on. Raises `BadInput` for columns that say nothing."""
    listed = list(rows)
    if not listed:
        return
    heads = list(dict.fromkeys(name for _, row in listed for name in row))
    kind = kind_of(heads)
    if kind is None:
        known = [name for names in COLUMNS.values() for name in names]
        guessed = "".join({near(name, known) for name in heads})
        raise BadInput(
            f"{file}: the columns {', '.join(heads)} say neither customers nor orders nor gift "
            f"cards; name them in the first line: {EXPECTED}.{guessed}"
        )
    _refuse_unknown(file, heads, kind)
    if kind is Kind.ORDER:
        yield from _orders(file, listed, currency, on_fault)
        return
    for line, row in listed:
        made = _customer(row) if kind is Kind.CUSTOMER else {"currency": currency, **row}
        yield line, kind, made


def _refuse_unknown(file: Path, heads: list[str], kind: Kind) -> None:
    for name in heads:
        if name not in COLUMNS[kind]:
            raise BadInput(
                f"{file}: there is no column {name} for {kind.value.replace('_', ' ')}s."
                f"{near(name, COLUMNS[kind])} Known: {', '.join(COLUMNS[kind])}. Rename it or "
                "leave it out"
            )


def _customer(row: Row) -> dict[str, Any]:
    plain = {name: row[name] for name in ("id", "name", "email", "phone", "joined") if name in row}
    said = {one: _truth(row[CONSENT + one]) for one in PURPOSES if CONSENT + one in row}
    return plain | _address(row) | ({"consent": said} if said else {})


def _orders(
    file: Path, rows: Iterable[tuple[int, Row]], currency: str, on_fault: OnFault
) -> Iterator[Found]:
    first: dict[str, tuple[int, Row]] = {}
    items: dict[str, list[dict[str, Any]]] = {}
    for line, row in rows:
        number = row.get("id", "")
        begun, told = first.setdefault(number, (line, row))
        items.setdefault(number, []).append(_item(row))
        other = next((n for n, said in row.items() if n not in ITEM and told.get(n) != said), None)
        if other:
            on_fault(
                f"{file}:{line}",
                f"{other}: order {number} says {told.get(other, 'nothing')!r} on line {begun} and "
                f"{row[other]!r} here",
            )
    for number, (line, row) in first.items():
        yield line, Kind.ORDER, _order(row, items[number], currency)


def _order(row: Row, items: list[dict[str, Any]], currency: str) -> dict[str, Any]:
    """What is paid for goods and shipping is added up where no total is told."""
    aside = (*ITEM, *ADDRESS, "paid_by")
    plain: dict[str, Any] = {name: said for name, said in row.items() if name not in aside}
    order = {"shipping": "0", "currency": currency} | plain | {"items": items} | _address(row)
    if "total" not in order:
        order["total"] = _sum(order["shipping"], items)
    if "paid_by" in row:
        order["payments"] = [{"kind": row["paid_by"], "amount": order["total"]}]
    return order


def _item(row: Row) -> dict[str, Any]:
    told = {name: row[name] for name in ITEM if name in row}
    made = {"variant_id": row.get("product_id"), "quantity": "1"} | told
    return {name: said for name, said in made.items() if said is not None}


def _sum(shipping: str, items: list[dict[str, Any]]) -> str | None:
    """None where a number is none: the check names it then."""
    try:
        goods = sum(Decimal(one["price"]) * int(one["quantity"]) for one in items)
        return str(goods + Decimal(shipping))
    except (InvalidOperation, ValueError, KeyError):
        return None


def _address(row: Row) -> dict[str, Any]:
    told = {name: row[name] for name in ADDRESS if name in row}
    return {"address": told} if told else {}


def _truth(said: str) -> object:
    """As it was where it is neither: the check names it then."""
    folded = said.strip().casefold()
    return True if folded in TRUE else False if folded in FALSE else said
