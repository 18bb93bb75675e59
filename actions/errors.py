"""The server's own errors, and the one table that says what each error means to a caller.

ActionsError
├── BadInput          the caller can mend it: 400, exit 2
├── NotFound          404
├── NotAllowed        403
└── Unavailable       a part is missing or down: 503, exit 1

Owns no wording for shoppers (see `data/languages/<code>/messages.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass


class ActionsError(Exception):
    """Root of what `actions` raises on purpose."""


class BadInput(ActionsError):
    """`field` names the part of the request that is wrong, when there is one."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotFound(ActionsError):
    """The thing named in the request isn't in the shop's records."""


class NotAllowed(ActionsError):
    """The token is missing, wrong, expired, or not for this."""


class Unavailable(ActionsError):
    """A part that the request needs is missing or down; the message says what mends it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an error is to the outside: HTTP status, `error.code`, whether a retry may help."""

    status: int
    code: str
    retryable: bool = False
