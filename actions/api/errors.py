"""What the API alone refuses.

ActionsError
└── BadInput ── Invalid     well-formed JSON that says something impossible: 422, with the field
"""

from __future__ import annotations

from actions.errors import BadInput


class Invalid(BadInput):
    """A field that is missing, unknown, of the wrong kind or out of bounds."""
