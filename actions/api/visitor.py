"""Whose a request is: the token's visitor, or for the shop's own back end the one it names."""

from __future__ import annotations

from actions.api.errors import Invalid
from actions.gateway.tokens import Caller
from actions.personal.visitor import Visitor


def visitor_of(caller: Caller, session: str | None, customer_id: str | None) -> Visitor:
    """`session` and `customer_id` are what the request names. Raises `Invalid` where a shopper
    names any."""
    if caller.is_admin:
        return Visitor(session or "", customer_id)
    for field, value in (("session", session), ("customer_id", customer_id)):
        if value is not None:
            raise Invalid(f"{field}: comes from the token, not from the body", field)
    return Visitor(caller.session.sender_id if caller.session else "", caller.customer_id)


def somebody(visitor: Visitor) -> Visitor:
    """Raises `Invalid` where an admin's request named nobody."""
    if not visitor.session and not visitor.customer_id:
        raise Invalid("customer_id: whose? name a customer_id or a session", "customer_id")
    return visitor
