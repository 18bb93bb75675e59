"""What goes wrong with the shop's rules.

BadInput (actions.errors)
└── RulesError      the file can't be read, or says something that can't be followed
Refused             inside this package alone: a judgement that ended in a no
"""

from __future__ import annotations

from actions.errors import BadInput


class RulesError(BadInput):
    """The message names the file, the key and the cure."""


class Refused(Exception):
    """`why` is a short code (`window`, `state`, ...), for which the dialogue has words."""

    def __init__(self, why: str, needs: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.needs = needs
