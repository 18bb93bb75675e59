"""What a refusal of the judge means at the desk: ask for something else, or say no.

Owns the two lists; a refusal in neither is the last word once all is known."""

from __future__ import annotations

from actions.policies import Verdict

ASKED_BY_REFUSAL = {
    "reason": "reason",
    "nothing_chosen": "items",
    "not_in_order": "items",
    "quantity": "items",
    "unopened": "unopened",
    "no_text": "text",
    "no_method": "method",
    "no_such_method": "method",
    "refund_to": "method",
    "same_method": "method",
    "short_of_funds": "method",
    "out_of_stock": "to",
    "same_variant": "to",
    "already_in_order": "to",
    "no_address": "address",
    "same_address": "address",
    "no_order": "order",
}
"""Refusals that another answer can mend, and what to ask for then. Any other is the last word."""

AT_ONCE = frozenset(
    {
        "state",
        "not_delivered",
        "window",
        "already_open",
        "not_offered",
        "items_changed",
        "delivered",
        "too_early",
        "overdue",
        "under_way",
        "currency",
        "no_other_method",
    }
)
"""Refusals that no further answer would change: nothing more is asked then."""


def is_at_once(verdict: Verdict, kind: str) -> bool:
    """A country is the customer's own, and no answer; but for an address it is the answer."""
    if verdict.refusal == "country":
        return kind == "start_exchange"
    return verdict.refusal in AT_ONCE


def is_final(verdict: Verdict) -> bool:
    return verdict.change is None and not asked_for(verdict)


def asked_for(verdict: Verdict) -> str:
    return next(iter(verdict.needs), "") or ASKED_BY_REFUSAL.get(verdict.refusal, "")
