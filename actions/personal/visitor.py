"""Whose an event, a consent or a profile is. Owns the key they are kept under."""

from __future__ import annotations

from dataclasses import dataclass

CUSTOMER, SESSION = "c:", "s:"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A customer, once a token has proved it; before that whoever has the session. The two are
    different people to us: what a session did isn't added to the customer it turns out to be."""

    session: str = ""
    customer_id: str | None = None

    @property
    def key(self) -> str:
        return f"{CUSTOMER}{self.customer_id}" if self.customer_id else f"{SESSION}{self.session}"


def customer_of(key: str) -> str | None:
    return key.removeprefix(CUSTOMER) if key.startswith(CUSTOMER) else None
