"""A page of another kind of thing than was named: dog beds for `cat beds`. Owns telling so, as one
more thing that was loosened; what is found stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.fold import phrase, words
from retrieval.query import Kind, Language
from retrieval.values import Product, Relaxation, Understood

FRONT = 5
"""Products at the front of a page that tell what it shows."""


def other_kind(
    understood: Understood, kind: Kind | None, front: Sequence[Product], language: Language
) -> Relaxation | None:
    """None where the page shows what was named, or where its categories don't tell: no product
    of the kind may say the other words of the name (`washing machine`), and each category shown
    must have a name of several words of which all but the last are others (`espresso machine`),
    or the last one is (`cat tree` for `cat beds`)."""
    named = words(understood.kind)
    if kind is None or kind.promised or len(named) < 2 or not front:
        return None
    said = {form for word in named for form in language.forms(word)}
    last = set(language.forms(named[-1]))
    categories = list(dict.fromkeys(phrase(product.category) for product in front))
    if not all(_is_other(category.split(), said, last) for category in categories):
        return None
    return Relaxation("category", understood.kind, ", ".join(categories))


def _is_other(category: Sequence[str], said: set[str], last: set[str]) -> bool:
    own = category[:-1]
    return bool(own) and (said.isdisjoint(own) or category[-1] not in last)
