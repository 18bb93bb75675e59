"""A page of another kind of thing than was named: dog beds for `cat beds`. Owns telling so, as one
more thing that was loosened; what is found stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from retrieval.fold import phrase, words
from retrieval.query import Kind, Language
from retrieval.values import Product, Relaxation, Understood

FRONT = 5
"""Products at the front of a page that tell what it shows."""


class _Is(Enum):
    """What a category is to the thing named: that thing, another one of the sort (`dog bed` for
    `cat bed`), or something else about the same (`cat tree`)."""

    IT = auto()
    ANOTHER = auto()
    ELSE = auto()


def other_kind(
    understood: Understood, kind: Kind | None, front: Sequence[Product], language: Language
) -> Relaxation | None:
    """None where the page shows what was named, or where its categories don't tell: no product
    of the kind may say the words before its name (`washing machine`), what comes first must be in
    a category of several words (`espresso machine`) of which none before the last was said, and
    nothing in one that may be what was named."""
    if kind is None or kind.promised or not understood.kind or not front:
        return None
    if len(kind.called) < 2:
        return None
    if any(_measures(word, language) for word in kind.called[:-1]):
        return None
    named = (*words(understood.kind), *kind.called)
    said = {form for word in named for form in language.forms(word)}
    head = set(language.forms(kind.called[-1]))
    shown = {phrase(product.category): None for product in front}
    told = {category: _is(category.split(), said, head) for category in shown}
    if next(iter(told.values())) is not _Is.ANOTHER or _Is.IT in told.values():
        return None
    others = [category for category, one in told.items() if one is _Is.ANOTHER]
    return Relaxation("category", understood.kind, ", ".join(others))


def _measures(word: str, language: Language) -> bool:
    """`litre` of `half litre bottle` says how large, not of which kind."""
    return word in language.number_words or (word,) in language.units


def _is(category: Sequence[str], said: set[str], head: set[str]) -> _Is:
    own = category[:-1]
    if own and said.isdisjoint(own):
        return _Is.ANOTHER
    return _Is.IT if not own or category[-1] in head else _Is.ELSE
