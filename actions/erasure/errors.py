"""NotAllowed (actions.errors)
└── StillOpen    something is under way that the shop would lose the thread of
"""

from __future__ import annotations

from collections.abc import Sequence

from actions.errors import NotAllowed


class StillOpen(NotAllowed):
    def __init__(self, what: Sequence[str]) -> None:
        super().__init__(f"not erased, because something is still open: {'; '.join(what)}")
