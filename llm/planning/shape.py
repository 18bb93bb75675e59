"""Which slots a reply of each kind may hold, and in which order they are said.

The one table that planners, corpus, templates and tests agree on. Owns no values and no words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from types import MappingProxyType

from llm.plan import Task

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


def _group(*options: str, share: float = 1.0) -> Group:
    return Group(tuple(tuple(option.split()) for option in options), share)


_RATING = _group("rating rating_count", "rating", share=0.35)
_STOCK = _group("stock", share=0.3)
_FEATURE = ("feature", "thing", "label value")
_FEATURES = (*_FEATURE, "feature feature2", "feature thing", "feature label value",
             "thing label value", "label value label2 value2")  # fmt: skip
_TWO = "name price name2 price2"
_SEARCH_NOTICE = (
    _group("said meant", share=0.08),
    _group("wanted instead", "wanted", share=0.12),
)
_SEARCH_BEST = (
    _group("name price", "name"),
    _group("list_price", share=0.15),
    _group("colour", share=0.12),
    _group(*_FEATURE, share=0.35),
    _RATING,
    _STOCK,
)
_SEARCH_OTHERS = _group(
    "name2 price2", "name2 price2 name3 price3", "name2", "name2 name3", share=0.75
)
_PLACED = _group("placed", share=0.3)
_CARRIER = _group("carrier tracking", "carrier", share=0.8)
_DUE = _group("due", "due_from due_to", share=0.85)
_REFUND = _group("refund refunded method", "refund refunded", "refund method", "refund", share=0.85)
_ORDER = _group("order state")

# What a card says for its product, in this order: one to three of these points, never none.
_CARD_POINTS = (
    (*_FEATURES,),
    ("colour",),
    ("size",),
    ("brand",),
    ("price budget", "price"),
    ("rating rating_count", "rating"),
)


def _card() -> Group:
    options = (
        " ".join(said)
        for count in (1, 2, 3)
        for points in combinations(_CARD_POINTS, count)
        for said in product(*points)
    )
    return _group(*options)


_SHAPES: dict[Task, dict[str, tuple[Group, ...]]] = {
    Task.SEARCH: {
        "one": (*_SEARCH_NOTICE, *_SEARCH_BEST),
        "many": (*_SEARCH_NOTICE, _group("count", share=0.6), *_SEARCH_BEST, _SEARCH_OTHERS),
        "more": (_group("name price", "name"), _SEARCH_OTHERS),
    },
    Task.WHY: {
        ask: (
            _group("name"),
            _group("words", share=0.5),
            _group("price budget", "price", share=0.6),
            _group("brand", share=0.2),
            _group("colour", share=0.2),
            _group("size", share=0.12),
            _group(*_FEATURES, share=0.6),
            _group("rating rating_count", "rating", share=0.5),
            _STOCK,
        )
        for ask in ("match", "near")
    }
    | {"card": (_card(),)},
    Task.COMPARE: {
        "two": (
            _group(_TWO, "name name2"),
            _group("label value value2", share=0.7),
            _group("other_label other_value other_value2", share=0.4),
            _group("rating rating2", share=0.5),
            _group("cheaper", share=0.5),
        ),
        "three": (
            _group(f"{_TWO} name3 price3", "name name2 name3"),
            _group("label value value2 value3", share=0.7),
            _group("rating rating2 rating3", share=0.5),
            _group("cheaper", share=0.5),
        ),
    },
    Task.QA: {
        "price": (_group("name price"), _group("list_price", share=0.2), _STOCK),
        "stock": (_group("name stock"), _group("price", share=0.4)),
        "sold_out": (_group("name stock"),),
        "rating": (_group("name rating rating_count", "name rating"),),
        "brand": (_group("name brand"),),
        "options": (_group("name label choices"),),
        "attribute": (_group("name label value"),),
        "yes": (_group("name feature", "name thing", "name label value"),),
        "no": (_group("name feature", "name thing", "name label value"),),
        "unknown": (_group("name topic", "name"),),
        "details": (
            _group("name price", "name"),
            _group("brand", share=0.6),
            _group(*_FEATURES, share=0.85),
            _group("rating rating_count", "rating", share=0.6),
            _group("stock", share=0.7),
        ),
    },
    Task.ORDER: {
        "pending": (_ORDER, _PLACED, _DUE),
        "processing": (_ORDER, _PLACED, _DUE),
        "packed": (_ORDER, _PLACED, _group("carrier", share=0.4), _DUE),
        "shipped": (_ORDER, _group("shipped", share=0.4), _CARRIER, _DUE),
        "out_for_delivery": (_ORDER, _CARRIER, _DUE),
        "delivered": (_ORDER, _group("delivered", share=0.9), _CARRIER),
        "delayed": (_ORDER, _CARRIER, _DUE),
        "cancelled": (_ORDER, _group("cancelled", share=0.9), _REFUND),
        "return_requested": (_ORDER, _group("delivered", share=0.5)),
        "returned": (_ORDER, _REFUND),
        "refunded": (_ORDER, _REFUND),
        "not_found": (_group("order", share=0.8),),
    },
    Task.POLICY: {
        "quote": (_group("heading quote", "quote"),),
        "unknown": (_group("topic", share=0.3),),
    },
    Task.NOTHING: {
        "nothing": (_group("wanted", share=0.8),),
        "nearest": (
            _group("wanted", share=0.8),
            _group("name price", "name"),
            _group("name2 price2", "name2", share=0.5),
        ),
    },
    Task.CLARIFY: {
        "choices": (_group("option option2 option3", "option option2", "option"),),
        "order": (),
        "product": (),
        "unclear": (),
    },
}

SHAPES: Mapping[Task, Mapping[str, tuple[Group, ...]]] = MappingProxyType(_SHAPES)


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
