"""What of an audit's, a request's or an order's JSON says who or holds somebody's words, taken out.

By lists of what may stay: a field that a later version adds goes, until somebody decides otherwise.
Owns no rows.
"""

from __future__ import annotations

from typing import Any

CHANGE = (
    "kind", "topic", "order_id", "version", "lines", "swaps", "variant_id", "reason", "refund",
    "method", "to_pay", "on",
)  # fmt: skip
DETAIL = ("rules", "costs", "receipt")
ORDER = (
    "id", "placed", "state", "items", "shipping", "total", "currency", "carrier", "shipped_on",
    "expected_from", "expected_to", "delivered_on", "cancelled_on", "cancel_reason", "refund",
    "items_changed",
)  # fmt: skip
PAYMENT = ("kind", "amount")
UNDER_WAY = ("lines", "swaps", "refund", "to_pay", "on", "reason")


def change_redacted(change: dict[str, Any]) -> dict[str, Any]:
    return _only(change, CHANGE)


def detail_redacted(detail: dict[str, Any]) -> dict[str, Any]:
    """Of an audit row: what was done, by which rules, at what cost; not how or by which words."""
    kept = _only(detail, DETAIL) | {"redacted": True}
    if "change" in detail:
        kept["change"] = change_redacted(detail["change"])
    return kept


def order_redacted(record: dict[str, Any], alias: str) -> dict[str, Any]:
    """What was bought, when and for how much."""
    kept = _only(record, ORDER) | {"customer_id": alias}
    if "payments" in record:
        kept["payments"] = [_only(one, PAYMENT) for one in record["payments"]]
    for name in ("returning", "exchanging"):
        if name in record:
            kept[name] = _only(record[name], UNDER_WAY)
    for name in ("earlier_returns", "earlier_exchanges"):
        if name in record:
            kept[name] = [_only(one, UNDER_WAY) for one in record[name]]
    return kept


def _only(written: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: written[name] for name in names if name in written}
