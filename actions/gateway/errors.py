"""What the gateway refuses, and why.

ActionsError
├── BadInput ── TooLarge        a body, message or query over its limit: 413
├── NotAllowed
│   ├── Unauthorized            no token, or one that proves nothing: 401
│   └── NotYourSession          a session of another customer: 403
└── Unavailable ── TooMany      over a rate or a queue's bound: 429, with the seconds to wait
"""

from __future__ import annotations

from actions.errors import BadInput, NotAllowed, Unavailable


class TooLarge(BadInput):
    """Over a limit; the message names the limit."""


class Unauthorized(NotAllowed):
    """`code` says what is wrong with the token: `token_missing`, `token_invalid`,
    `token_expired`."""

    def __init__(self, message: str, code: str = "token_invalid") -> None:
        super().__init__(message)
        self.code = code


class NotYourSession(NotAllowed):
    """The session is good, and belongs to another customer than the one who shows it."""


class TooMany(Unavailable):
    """`retry_after_s` is when a next try can succeed."""

    def __init__(self, message: str, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
