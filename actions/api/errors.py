"""What the API alone refuses.

ActionsError
├── BadInput ── Invalid     well-formed JSON that says something impossible: 422, with the field
└── NotImplementedYet       a route of the surface that is yet to come: 501
"""

from __future__ import annotations

from actions.errors import ActionsError, BadInput


class Invalid(BadInput):
    """A field that is missing, unknown, of the wrong kind or out of bounds."""


class NotImplementedYet(ActionsError):
    """The route is part of the public surface, and this release doesn't honour it yet."""
