"""NotAllowed (actions.errors)
└── NotNow    an experiment isn't in the state for that, or its lever is taken: 409
"""

from __future__ import annotations

from actions.errors import NotAllowed


class NotNow(NotAllowed):
    """The message says what is in the way."""
