"""A customer as an audience sees one: what they did and what was done to them, and nothing of who
they are. Owns the shape; that nothing is in it which wasn't agreed to is seen to by who fills it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from retrieval.personal.deed import Deed


@dataclass(frozen=True, slots=True)
class Person:
    """`deeds` are oldest first; `agreed` is since when they may be written to; `contacts` are when
    they were. No name, address, age or group: what isn't here can't be scored by."""

    customer_id: str
    agreed: datetime
    deeds: tuple[Deed, ...] = ()
    returned: frozenset[str] = frozenset()
    complains: bool = False
    contacts: tuple[datetime, ...] = ()
