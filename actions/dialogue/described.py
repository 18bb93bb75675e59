"""Which of the things in view the customer describes: "the blue one", "the cheaper one". Owns the
describing words' reading; places and names are `reference`'s."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from actions.dialogue.phrases import Phrases
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from actions.dialogue.words import words_of
from retrieval.filters import matching_variant
from retrieval.values import Constraint, Op, Product, Variant

LONGEST_DESCRIPTION = 4
LONGEST_BARE = 2

Known = tuple[Product, Variant]


def described(said: Utterance, services: Services, in_view: Sequence[Known]) -> list[Known]:
    """Those of `in_view` that the words describe, in the order said, each once."""
    phrases = services.phrases[said.language]
    found: list[Known] = []
    for span, whole in descriptions(said.text, phrases):
        measure = extreme_said(span, phrases.extremes)
        one = extreme(in_view, *measure) if measure else None
        if measure is None and whole:
            one = _fitting(span, said, services, in_view)
        if one and one[0].product_id not in {product.product_id for product, _ in found}:
            found.append(one)
    return found


def describes_none(said: Utterance, services: Services, in_view: Sequence[Known]) -> bool:
    """Whether it speaks of `the blue one` where nothing in view is blue."""
    phrases = services.phrases[said.language]
    spans = (span for span, whole in descriptions(said.text, phrases) if whole)
    return any(
        extreme_said(span, phrases.extremes) is None
        and bool(_asked(span, said, services))
        and _fitting(span, said, services, in_view) is None
        for span in spans
    )


def descriptions(text: str, phrases: Phrases) -> Iterator[tuple[str, bool]]:
    """The words between an article and a word for a thing (`the blue one`), with True; after the
    plain article also those that end the sentence (`the cheapest`), with False."""
    said = words_of(text)
    named = {name: set(phrases.pointing.get(name, ())) for name in ("definite", "the", "one")}
    for place, word in enumerate(said):
        if word not in named["definite"]:
            continue
        after = said[place + 1 : place + 2 + LONGEST_DESCRIPTION]
        stop = next((at for at, one in enumerate(after) if one in named["one"]), None)
        if stop:
            yield " ".join(after[:stop]), True
        elif stop is None and word in named["the"] and 0 < len(after) <= LONGEST_BARE:
            yield " ".join(after), False


def extreme_said(
    span: str, extremes: Mapping[str, Mapping[str, Sequence[str]]]
) -> tuple[str, bool] | None:
    """(measure, whether the most of it) where the words name one: `cheapest` is least price."""
    said = f" {' '.join(words_of(span))} "
    for measure, sides in extremes.items():
        for side, names in sides.items():
            if any(f" {' '.join(words_of(name))} " in said for name in names):
                return measure, side == "most"
    return None


def extreme(in_view: Sequence[Known], measure: str, most: bool) -> Known | None:
    """The one with the most or least of `measure`; None where fewer than two state it, or where
    two share it: then it isn't the one."""
    ranked = by_measure(in_view, measure, most)
    if len(ranked) < 2 or _amount(ranked[0], measure) == _amount(ranked[1], measure):
        return None
    return ranked[0]


def by_measure(in_view: Sequence[Known], measure: str, most: bool) -> list[Known]:
    """Those that state it, the most (or least) first."""
    stating = [known for known in in_view if _amount(known, measure) is not None]
    return sorted(stating, key=lambda known: _amount(known, measure) or 0.0, reverse=most)


def _amount(known: Known, measure: str) -> float | None:
    product, variant = known
    if measure == "price":
        return float(variant.price.amount) if variant.price else None
    if measure == "rating":
        return product.rating
    attribute = product.attribute(measure)
    value = attribute.value if attribute else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _fitting(
    span: str, said: Utterance, services: Services, in_view: Sequence[Known]
) -> Known | None:
    """The first whose shown variant meets what the words ask, where one is just so in those words
    (blue before navy) that one, else the first that has such a variant. None where the words ask
    for nothing."""
    asked = _asked(span, said, services)
    if not asked:
        return None
    fitting = [
        (product, variant)
        for product, variant in in_view
        if matching_variant(replace(product, variants=(variant,)), asked)
    ]
    if fitting:
        spoken = f" {span} "
        return max(fitting, key=lambda one: _said_just_so(one[1], spoken))
    for product, _ in in_view:
        other = matching_variant(product, asked)
        if other:
            return product, other
    return None


def _said_just_so(variant: Variant, spoken: str) -> int:
    """How many of the variant's options the words say."""
    return sum(f" {' '.join(words_of(value))} " in spoken for value in variant.options.values())


def _asked(span: str, said: Utterance, services: Services) -> tuple[Constraint, ...]:
    """The conditions in a description, read among the things it is said of."""
    if said.state is None:
        return ()
    bare = replace(said.state.understood, constraints=(), sort=None)
    read = services.index.refine(bare, span).constraints
    return tuple(one for one in read if one.op is not Op.NONE_OF)
