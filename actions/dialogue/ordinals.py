"""A language's words for places ("second", "last"), and where in a sentence they point at one.

Owns telling "the last one" from "how long does it last"; what stands at a place is `reference`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MOST_BESIDE = 1
LONGEST_TERSE = 4


@dataclass(frozen=True, slots=True)
class Ordinals(Mapping[str, int]):
    """`places` by their words, 1 the first, -1 the last. Such a word points behind one of `after`
    ("the", "number"), before one of `before` ("one", "of"), behind a place and one of `joints`
    ("and"), or where hardly a word is said beside it, `beside` not counted ("second, please").
    With one of the phrases `never` it is no place ("second hand")."""

    places: Mapping[str, int]
    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    never: tuple[tuple[str, ...], ...] = field(default=())

    @classmethod
    def of(cls, places: Mapping[str, int], pointing: Mapping[str, Sequence[str]]) -> Ordinals:
        def words(*names: str) -> frozenset[str]:
            return frozenset(word for name in names for word in pointing.get(name, ()))

        return cls(
            places,
            after=words("definite", "place_after"),
            before=words("one", "place_before"),
            joints=words("place_joints"),
            beside=words("definite", "one", "place_after", "place_before", "place_joints",
                         "place_beside"),
            never=tuple(tuple(one.split()) for one in pointing.get("no_place", ())),
        )  # fmt: skip

    def __getitem__(self, word: str) -> int:
        return self.places[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def pointing(self, said: Sequence[str]) -> set[int]:
        """Which of the words point, by where they stand."""
        known = [at for at, word in enumerate(said) if word in self and not self._barred(said, at)]
        terse = len(said) <= LONGEST_TERSE and self._beside(said) <= MOST_BESIDE
        found = {at for at in known if terse or self._points(said, at)}
        for at in known:
            joined = at >= 2 and at - 2 in found and said[at - 1] in self.joints
            found |= {at} if joined else set()
        for at in reversed(known):
            rest = [word for word in said[at + 1 : at + 4] if word not in self.after]
            follows = len(rest) > 1 and rest[0] in self.joints and rest[1] in self
            if follows and any(at < other <= at + 3 for other in found):
                found.add(at)
        return found

    def _points(self, said: Sequence[str], at: int) -> bool:
        behind = said[at - 1] if at else ""
        ahead = said[at + 1] if at + 1 < len(said) else ""
        as_number = any(sign.isdecimal() for sign in said[at])
        return as_number or behind in self.after or ahead in self.before

    def _beside(self, said: Sequence[str]) -> int:
        return sum(word not in self and word not in self.beside for word in said)

    def _barred(self, said: Sequence[str], at: int) -> bool:
        spans = [(at - back, len(one)) for one in self.never for back in range(len(one))]
        cut = [tuple(said[start : start + length]) for start, length in spans if start >= 0]
        return any(one in self.never for one in cut)
