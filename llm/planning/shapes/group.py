"""Slots that are said together. Owns no table."""

from __future__ import annotations

from dataclasses import dataclass

Slots = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Slots said together: one of `options`, or none. `share` is how often the group is there
    (1: always); it weighs the training examples and limits nothing."""

    options: tuple[Slots, ...]
    share: float = 1.0

    @property
    def choices(self) -> tuple[Slots, ...]:
        return self.options if self.share >= 1 else ((), *self.options)


def group(*options: str, share: float = 1.0) -> Group:
    return Group(tuple(tuple(option.split()) for option in options), share)
