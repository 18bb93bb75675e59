"""Wishes for less or more of a measure than what was shown: `lighter`. Owns which measure a wish
is about, by the language's words; a price has its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from retrieval.query.language import Language
from retrieval.values import Constraint, Op, Product


def surpassing(
    wishes: Iterable[tuple[str, str]], shown: Sequence[Product], language: Language
) -> Mapping[str, Constraint]:
    """For each of `wishes` (its name, its words) that may be about measures, the condition to beat
    the first of `shown` that states the first of them that is stated; none where none is."""
    words = language.list.refine
    found: dict[str, Constraint] = {}
    for wish, said in wishes:
        measures = words.less.get(wish) or words.more.get(wish) or ()
        stated = next((one for name in measures for one in _stated(shown, name)), None)
        if stated is None:
            continue
        name, amount, unit = stated
        field = f"attribute:{name}"
        if wish in words.less:
            bound = Constraint(
                field, Op.BETWEEN, high=amount, unit=unit, words=said, open_high=True
            )
        else:
            bound = Constraint(field, Op.BETWEEN, low=amount, unit=unit, words=said, open_low=True)
        found[wish] = bound
    return found


def _stated(shown: Sequence[Product], name: str) -> Iterator[tuple[str, float, str]]:
    for product in shown:
        attribute = product.attribute(name)
        value = attribute.value if attribute else None
        if attribute and isinstance(value, int | float) and not isinstance(value, bool):
            yield name, float(value), attribute.unit
