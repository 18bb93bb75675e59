"""Comparisons in a text: the next size up, the longest, the cheapest. Owns which option one is
along, and the order of an option's values."""

from __future__ import annotations

from collections.abc import Sequence

from actions.choosing.options import Options
from actions.choosing.terms import Term, joined
from actions.choosing.wish import Step
from actions.choosing.words import ChoosingWords


def comparisons(
    terms: Sequence[Term], options: Options, words: ChoosingWords
) -> tuple[list[Step], int, bool]:
    """Steps along options; the way of the price (0 for none), and whether to the very end."""
    steps = []
    for name, way, whole in (("up", 1, False), ("down", -1, False), ("most", 1, True),
                             ("least", -1, True)):  # fmt: skip
        for start, end in words.spans(terms, "compare", name):
            if words.has(terms[max(0, start - 1) : start], "compare", "no"):
                continue  # "no longer", "any longer"
            option = _stepped(terms, start, end, options, words)
            if option:
                steps.append(Step(option, way, whole))
    for name, way, whole in (("price_less", -1, False), ("price_more", 1, False),
                             ("price_least", -1, True), ("price_most", 1, True)):  # fmt: skip
        if words.has(terms, "compare", name):
            return steps, way, whole
    return steps, 0, False


def _stepped(
    terms: Sequence[Term], start: int, end: int, options: Options, words: ChoosingWords
) -> str | None:
    """The option that a comparison is along: named beside it, called by its own word
    (`longer`), or the one that there is to order by."""
    near = terms[max(0, start - 2) : end + 3]
    named = [o for o, names in options.names.items() if any(t.key in names for t in near)]
    ordered = [o for o in options.values if rank_of(options, o, words)]
    for option in named:
        if option in ordered:
            return option
    comparison = joined(terms[start:end])
    along = words.listed("compare_along", comparison)
    if along or comparison in words.phrases("compare", "vague"):
        return next((option for option in ordered if option.lower() in along), None)
    preferred = [o for o in ordered if o.lower() in words.listed("compare", "sizes")]
    if preferred:
        return preferred[0]
    return ordered[0] if len(ordered) == 1 else None


def rank_of(options: Options, option: str, words: ChoosingWords) -> dict[str, float]:
    """The values of an option in order: all on one scale of words, or all by their numbers; empty
    where they have no order."""
    values = options.values[option]
    wholes = {value: joined(words.cut(value)) for value in values}
    ranks: dict[str, float] = {}
    for scale in words.scales:
        if all(whole in scale for whole in wholes.values()):
            ranks = {value: scale[whole] for value, whole in wholes.items()}
            break
    else:
        numbers = {value: _number(words.cut(value)) for value in values}
        ranks = {value: number for value, number in numbers.items() if number is not None}
    ordered = len(ranks) == len(values) and len(set(ranks.values())) > 1
    return ranks if ordered else {}


def _number(terms: Sequence[Term]) -> float | None:
    """The first number of a value, in its unit's base."""
    for term in terms:
        digits = term.key.removesuffix(term.kind) if term.kind else term.key
        if digits.replace(".", "", 1).isdecimal():
            return float(digits)
    return None
