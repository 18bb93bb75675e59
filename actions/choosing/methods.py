"""Which of a customer's ways to pay is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.choosing.terms import Term, joined
from actions.choosing.words import ChoosingWords
from actions.stores.customer import PaymentMethod

NEGATION_REACH = 4
_FOUR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class MethodMeant:
    """`method` is the one meant; `several` are those that the words leave open. `original` says
    that the way the order was paid is meant, whichever that was."""

    method: PaymentMethod | None = None
    several: tuple[PaymentMethod, ...] = ()
    original: bool = False


def method_meant(
    text: str,
    methods: Sequence[PaymentMethod],
    words: ChoosingWords,
    current: PaymentMethod | None = None,
) -> MethodMeant | None:
    """None when the text speaks of no way to pay that is among `methods`. `current` is what `the
    other card` is other than."""
    terms = words.cut(text)
    if words.has(terms, "methods", "original"):
        return MethodMeant(current, original=True)
    said = _FOUR.findall(text)
    by_digits = [m for m in methods if any(four in _FOUR.findall(m.label) for four in said)]
    if len(by_digits) == 1:
        return MethodMeant(by_digits[0])
    if said and any(_FOUR.search(method.label) for method in methods):
        return None  # a card that the customer doesn't have
    meant = [method for method in methods if _is_said(method, terms, words)]
    if words.has(terms, "methods", "other") and current is not None:
        meant = [method for method in (meant or methods) if method != current]
    if len(meant) == 1:
        return MethodMeant(meant[0])
    return MethodMeant(several=tuple(meant)) if meant else None


def _is_said(method: PaymentMethod, terms: Sequence[Term], words: ChoosingWords) -> bool:
    """By the brand that its label names, where a brand is said; else by its kind."""
    brands = words.table("methods_brands")
    said = {brand for brand in brands if _stands(terms, brands[brand], words)}
    own = {brand for brand in brands if _names(method.label, brands[brand], words)}
    if said and own:
        return bool(said & own)
    kinds = words.table("methods_called")
    named = {kind for kind in kinds if _stands(terms, kinds[kind], words)}
    if "gift card" in named and not _stands(
        _without(terms, kinds["gift card"], words), kinds["card"], words
    ):
        named.discard("card")
    return method.kind in named or (bool(said) and not own and method.kind == "card")


def _names(label: str, names: Sequence[str], words: ChoosingWords) -> bool:
    return bool(_places(words.cut(label), names, words))


def _stands(terms: Sequence[Term], names: Sequence[str], words: ChoosingWords) -> bool:
    """Whether one of the names is said and not denied: `not the gift card`."""
    return any(
        not words.has(_before(terms, start), "methods", "not")
        for start, _ in _places(terms, names, words)
    )


def _before(terms: Sequence[Term], start: int) -> Sequence[Term]:
    begin = max(0, start - NEGATION_REACH)
    stops = [at + 1 for at in range(begin, start) if terms[at].breaks]
    return terms[stops[-1] if stops else begin : start]


def _places(
    terms: Sequence[Term], names: Sequence[str], words: ChoosingWords
) -> list[tuple[int, int]]:
    wanted = {form for name in names for form in words.forms(joined(words.cut(name)))}
    return [
        (start, end)
        for start in range(len(terms))
        for end in range(start + 1, min(len(terms), start + 3) + 1)
        if joined(terms[start:end]) in wanted
    ]


def _without(terms: Sequence[Term], names: Sequence[str], words: ChoosingWords) -> list[Term]:
    taken = {at for start, end in _places(terms, names, words) for at in range(start, end)}
    return [term for at, term in enumerate(terms) if at not in taken]
