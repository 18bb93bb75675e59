"""Which reasons the shop's rules know for a kind of matter."""

from __future__ import annotations

from actions.policies import Rules


def reasons_of(kind: str, rules: Rules) -> tuple[str, ...]:
    """None for a kind that asks for no reason, or that the shop doesn't offer."""
    section = {
        "cancel_order": "cancel",
        "start_return": "returns",
        "delivery_problem": "delivery_problem",
    }.get(kind)
    return tuple(getattr(getattr(rules, section, None), "reasons", ())) if section else ()
