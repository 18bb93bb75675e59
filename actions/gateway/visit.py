"""Whom a page knows its visitor as, told along with a message: so that the chat goes by what they
looked at. Owns nothing but the reading; a token that is bad says nothing, since the message is good
without it."""

from __future__ import annotations

from actions.gateway.errors import Unauthorized
from actions.gateway.tokens import Session, Tokens
from actions.personal.visitor import Visitor


def visitor_in(session: Session, visit: str | None, tokens: Tokens) -> Visitor:
    """A customer is a customer, whatever the page remembers of whoever was here before."""
    own = Visitor(session.sender_id, session.customer_id)
    if session.customer_id is not None or not visit:
        return own
    try:
        known = tokens.read_session(visit)
    except Unauthorized:
        return own
    return own if known.customer_id is not None else Visitor(known.sender_id)
