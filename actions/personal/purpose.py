"""What somebody may let their data be used for. Owns the list; who agreed to what is `consents`'.

Service needs no consent: an order can't be looked up without reading it. It keeps no events.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntFlag
from functools import reduce
from operator import or_


class Purpose(IntFlag):
    """As bits, because an event is held for several: what it may be used for is one number."""

    PERSONALISATION = 1
    """A profile, and recommendations made for this one person."""
    MARKETING = 2
    """To be in an audience, and to be written to."""
    ANALYTICS = 4
    """To be counted among others, and learned from: what is in demand, what follows what, which of
    two ways serves people better."""

    @property
    def word(self) -> str:
        """Of one purpose, as it is called in JSON."""
        return (self.name or "").lower()


PURPOSES = tuple(Purpose)


def together(purposes: Iterable[Purpose]) -> Purpose:
    return reduce(or_, purposes, Purpose(0))
