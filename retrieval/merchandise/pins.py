"""Which products are pinned for a query. Owns when a query is the one that was meant; whether a
product meets what is asked is the search's to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from retrieval.fold import words
from retrieval.merchandise.rules import Pin
from retrieval.query import Language
from retrieval.values import Constraint, Understood


def pinned(
    pins: Iterable[Pin],
    understood: Understood,
    language: Language,
    parse: Callable[[str], Understood],
) -> tuple[str, ...]:
    """The products pinned for what was understood: for `rain jacket` those of the pin `rain
    jackets`, with whatever conditions besides."""
    said = _key(understood.query, language)
    asked = set(map(_bare, understood.constraints))
    for pin in pins:
        if pin.language in ("", language.code) and _key(pin.query, language) <= said:
            meant = parse(pin.query)
            if _key(meant.text, language) == _key(understood.text, language) and asked.issuperset(
                map(_bare, meant.constraints)
            ):
                return pin.products
    return ()


def _key(text: str, language: Language) -> frozenset[str]:
    """The words, in whatever number and order."""
    return frozenset(min(language.forms(word), key=len) for word in words(text))


def _bare(constraint: Constraint) -> tuple[object, ...]:
    """Without the words it was said in."""
    return (
        constraint.field, constraint.op, constraint.values, constraint.low, constraint.high,
        constraint.unit,
    )  # fmt: skip
