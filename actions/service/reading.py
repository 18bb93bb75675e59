"""One message as the desk reads it: the words, what they mention, what can be seen while reading.

Owns the place among choices that words point at."""

from __future__ import annotations

from dataclasses import dataclass

from actions.choosing import Parted, parted
from actions.mentions import Mentions
from actions.service.ears import Ears
from actions.service.heard import Heard
from actions.service.kinds import KINDS
from actions.service.matter import Matter
from actions.service.scene import Scene

FEW_WORDS = 4
LONGEST_PLACE = 2
"""A bare number picks a choice only where little else is said."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One message, read with what was asked before it. `first` opens its matter; `again` is one
    that was read before."""

    heard: Heard
    mentions: Mentions
    scene: Scene
    ears: Ears
    parts: Parted
    first: bool = False
    again: bool = False

    @property
    def goods(self) -> str:
        """What may name goods that something is to be done with."""
        return self.parts.rest

    @property
    def text(self) -> str:
        return self.heard.text

    @property
    def bare(self) -> bool:
        """Hardly a word beside what it mentions: "10023", "it's ada@shop.example"."""
        rest = self.text
        for found in self.mentions.spans:
            rest = rest[: found.start] + " " * (found.end - found.start) + rest[found.end :]
        return bool(self.mentions.spans) and len(rest.split()) <= FEW_WORDS


def read(
    matter: Matter,
    heard: Heard,
    scene: Scene,
    ears: Ears,
    *,
    first: bool = False,
    again: bool = False,
) -> Reading:
    asked = frozenset({matter.asked} if matter.asked else ()) | _expected(matter, first or again)
    mentions = ears.reader.read(heard.text, today=scene.today, asked=asked)
    parts = parted(heard.text, ears.words)
    return Reading(heard, mentions, scene, ears, parts, first, again)


def _expected(matter: Matter, opens: bool) -> frozenset[str]:
    """What words may mean beside an answer: an address that is put right, or the new one."""
    if "address" not in KINDS[matter.kind].fills:
        return frozenset()
    if opens:
        return frozenset({"new_address"})
    return frozenset({"address"} if matter.asked == "yes" else ())


def picks(matter: Matter, reading: Reading) -> bool:
    """Whether it picks one of the choices offered and says no more. An order's label, said back as
    a click does, has its day in it and names whatever is in the order."""
    if place_among(reading, len(matter.offered)) is not None:
        return True
    said = reading.mentions
    return matter.asked == "order" and bool(said.order_ids and said.dates)


def place_among(reading: Reading, count: int) -> int | None:
    """Which of the choices offered, by its ordinal or bare number."""
    if not count:
        return None
    said = reading.mentions.ordinals or (
        reading.mentions.quantities if len(reading.text.split()) <= LONGEST_PLACE else ()
    )
    if len(said) != 1:
        return None
    place = said[0] - 1 if said[0] > 0 else count - 1
    return place if place < count else None
