"""The customer's earlier words, read again: what they say of an order shows only once it is known
whose orders are meant. Owns no decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from actions.service.ears import Ears
from actions.service.filling import filled
from actions.service.goods import named_best
from actions.service.heard import Heard
from actions.service.matter import Matter
from actions.service.reading import Reading, read
from actions.service.scene import Scene
from actions.stores import Order


@dataclass(frozen=True, slots=True)
class Again:
    heard: Heard
    scene: Scene
    ears: Ears

    def read(self, matter: Matter) -> Matter:
        """With all that the words of before set. Raises `TooManyGuesses`."""
        for place in range(len(matter.heard)):
            plain = replace(matter, asked="", offered=())
            said = filled(plain, self._reading(plain, matter.heard[place]))
            matter = replace(said, asked=matter.asked, offered=matter.offered)
        return matter

    def named(self, matter: Matter, orders: Sequence[Order]) -> list[Order]:
        """Those of which the words name something."""
        found = (named_best(reading, orders) for reading in self._readings(matter))
        return next((some for some in found if some), [])

    def points(self, matter: Matter) -> bool:
        """Whether the words point at the order that was spoken of: "cancel it"."""
        return any(self.ears.has("it", text) for text in matter.heard)

    def says(self, cue: str, matter: Matter) -> bool:
        return any(self.ears.has(cue, text) for text in matter.heard)

    def _readings(self, matter: Matter) -> Iterator[Reading]:
        plain = replace(matter, asked="", offered=())
        for text in matter.heard:
            yield self._reading(plain, text)

    def _reading(self, matter: Matter, text: str) -> Reading:
        return read(matter, replace(self.heard, text=text), self.scene, self.ears, again=True)
