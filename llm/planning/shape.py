"""Which slots a reply of each kind may hold, and in which order they are said.

The one table that planners, corpus, templates and tests agree on, joined of `shapes`' files. Owns
no values and no words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType

from llm.plan import Task
from llm.planning.shapes.copy import COPY
from llm.planning.shapes.group import Group, Slots
from llm.planning.shapes.sales import SALES
from llm.planning.shapes.service import SERVICE

SHAPES: Mapping[Task, Mapping[str, tuple[Group, ...]]] = MappingProxyType(SALES | SERVICE | COPY)


def asks() -> Iterator[tuple[Task, str]]:
    """Every kind of answer there is."""
    for task, by_ask in SHAPES.items():
        for ask in by_ask:
            yield task, ask


def slots_of(task: Task, ask: str) -> frozenset[str]:
    """Every slot a reply of this kind may hold."""
    groups = SHAPES[task][ask]
    return frozenset(slot for group in groups for option in group.options for slot in option)


def all_slots() -> tuple[str, ...]:
    """Every slot of every kind, sorted: the tokenizer gives each a token of its own."""
    return tuple(sorted({slot for task, ask in asks() for slot in slots_of(task, ask)}))


def fits(task: Task, ask: str, slots: Slots) -> bool:
    """Whether `slots`, in this order, is a reply the table allows."""
    return _fits(SHAPES[task][ask], slots)


def _fits(groups: tuple[Group, ...], slots: Slots) -> bool:
    if not groups:
        return not slots
    return any(
        slots[: len(choice)] == choice and _fits(groups[1:], slots[len(choice) :])
        for choice in groups[0].choices
    )


def every_shape(task: Task, ask: str) -> Iterator[Slots]:
    """All slot sequences of a kind (a few thousand at most)."""
    for choices in product(*(group.choices for group in SHAPES[task][ask])):
        yield tuple(slot for choice in choices for slot in choice)


def draw_shape(task: Task, ask: str, rng: random.Random) -> Slots:
    """A slot sequence as the planners make them, for training examples."""
    slots: list[str] = []
    for group in SHAPES[task][ask]:
        if rng.random() < group.share:
            slots.extend(rng.choice(group.options))
    return tuple(slots)
