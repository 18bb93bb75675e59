"""The products that are one kind of thing, and how sure that is. Owns no words and no finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap


@dataclass(frozen=True, slots=True)
class Kind:
    """The products that are such a thing. `promised`: some of them are all that the query says,
    so a condition gives way before the kind does. `strict`: nothing else belongs beside them.
    `sure` is the share of them whose category says so, in [0, 1]: titles name all kinds of words
    last. `spoken_of` are all whose names say it anywhere (`toner cartridge original`); `saying`
    are called by its last word and say the others somewhere (a necklace that is of gold).
    `called` are the words of its name, the last of them what such things are called."""

    rows: BitMap
    promised: bool
    strict: bool
    sure: float
    spoken_of: BitMap
    saying: BitMap
    called: tuple[str, ...] = ()


def joined(kinds: Sequence[Kind]) -> Kind | None:
    """Several names of one thing as one kind, as sure as the surest of them."""
    if len(kinds) < 2:
        return kinds[0] if kinds else None
    return Kind(
        BitMap.union(*(kind.rows for kind in kinds)),
        any(kind.promised for kind in kinds),
        any(kind.strict for kind in kinds),
        max(kind.sure for kind in kinds),
        BitMap.union(*(kind.spoken_of for kind in kinds)),
        BitMap.union(*(kind.saying for kind in kinds)),
        kinds[0].called,
    )
