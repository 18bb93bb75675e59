"""Ways of writing the same, made one before a message is heard: how a number is referred to.

"Order no. 10405 never came." and "order 10405 never came" want the same, but the examples of one
intent happen to hold more of the first and those of another more of the second, and that decides
where little else does. Owns no words: which ones stand before a number is the lookup table
`number` of the dialogue examples. What customers wrote stays as it is for everyone else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

TABLE = "number"
DIGITS = r"(?=[a-z]{0,3}-?\d{3})"  # of an order's number, not of a size or a price


class Writing:
    """`leads`: what may stand between "order" and its number ("number", "no.", "#")."""

    def __init__(self, leads: Iterable[str] = ()) -> None:
        self.leads = sorted({lead.lower() for lead in leads if lead.strip()}, key=len, reverse=True)
        told = "|".join(
            re.escape(lead) + (r"\b" if lead[-1].isalnum() else "") for lead in self.leads
        )
        between = rf"(?<!\w)(?:{told})[\s.:]*{DIGITS}"
        self._lead = re.compile(between, re.IGNORECASE) if self.leads else None

    @classmethod
    def of(cls, lookup_tables: Sequence[Mapping[str, Any]]) -> Writing:
        """From Rasa's training data; nothing changes where it has no such table."""
        return cls(
            lead for table in lookup_tables if table["name"] == TABLE for lead in table["elements"]
        )

    def apply(self, text: str) -> str:
        return self._lead.sub("", text) if self._lead else text
