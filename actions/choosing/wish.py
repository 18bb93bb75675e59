"""A wish of a variant, as it was read: a value, which reads nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.choosing.options import Pair

Pairs = frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Step:
    """Along an ordered option: `way` is 1 for more, -1 for less; `whole` to the very end."""

    option: str
    way: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """Each of `wanted` is met by any of its pairs, the first before the next; of `unheard` options
    something was asked that no variant has. `soft` is preferred and no more; `kept` options stay
    as they are. `price` is as a step's way, with `price_whole`."""

    wanted: tuple[tuple[Pair, ...], ...] = ()
    avoided: Pairs = frozenset()
    unheard: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()
    soft: tuple[tuple[Pair, ...], ...] = ()
    kept: frozenset[str] = frozenset()
    price: int = 0
    price_whole: bool = False

    @property
    def options(self) -> frozenset[str]:
        """All that it speaks of."""
        said = {option for pairs in self.wanted for option, _ in pairs}
        said |= {option for option, _ in self.avoided} | self.unheard
        return frozenset(said | {step.option for step in self.steps})

    def or_else(self, other: Wish) -> Wish:
        """This one with the other's in place of what they both speak of."""
        taken = other.options
        return replace(
            other,
            wanted=(*(p for p in self.wanted if not {o for o, _ in p} & taken), *other.wanted),
            avoided=frozenset(p for p in self.avoided if p[0] not in taken) | other.avoided,
            unheard=frozenset(o for o in self.unheard if o not in taken) | other.unheard,
            steps=(*(s for s in self.steps if s.option not in taken), *other.steps),
            soft=(*(p for p in self.soft if not {o for o, _ in p} & taken), *other.soft),
            kept=self.kept | other.kept,
            price=other.price or self.price,
            price_whole=other.price_whole or self.price_whole,
        )
