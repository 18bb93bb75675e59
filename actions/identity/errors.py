"""NotAllowed (actions.errors)
└── TooManyGuesses    a visitor was wrong too often: nothing is looked up for a while
"""

from __future__ import annotations

from actions.errors import NotAllowed


class TooManyGuesses(NotAllowed):
    def __init__(self, wait_s: float) -> None:
        super().__init__("too many wrong answers; nothing is looked up for a while")
        self.wait_s = wait_s
