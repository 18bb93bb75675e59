"""Which of the things in view the customer describes: "the blue one", "the cheaper one". Owns the
describing words' reading; places and names are `reference`'s, what is cheaper is `measures`'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from actions.dialogue.measures import Known, extreme, extreme_said, extremes_said
from actions.dialogue.phrases import Phrases
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from actions.dialogue.words import words_of
from retrieval.filters import matching_variant
from retrieval.values import Constraint, Op, Variant

LONGEST_DESCRIPTION = 4
LONGEST_BARE = 2


def described(said: Utterance, services: Services, in_view: Sequence[Known]) -> list[Known]:
    """Those of `in_view` that the words describe, in the order said, each once."""
    phrases = services.phrases[said.language]
    found: list[Known] = []
    for span, whole in descriptions(said.text, phrases):
        wanted = extreme_said(span, phrases.extremes, in_view)
        one = extreme(in_view, wanted) if wanted else None
        if wanted is None and whole:
            one = _fitting(span, said, services, in_view)
        if one and one[0].product_id not in {product.product_id for product, _ in found}:
            found.append(one)
    return found


def describes_none(said: Utterance, services: Services, in_view: Sequence[Known]) -> bool:
    """Whether it speaks of `the blue one` where nothing in view is blue."""
    phrases = services.phrases[said.language]
    spans = (span for span, whole in descriptions(said.text, phrases) if whole)
    return any(
        not extremes_said(span, phrases.extremes)
        and bool(_asked(span, said, services))
        and _fitting(span, said, services, in_view) is None
        for span in spans
    )


def descriptions(text: str, phrases: Phrases) -> Iterator[tuple[str, bool]]:
    """The words between an article and a word for a thing (`the blue one`), with True; after the
    plain article also those that end the sentence (`the cheapest`), and the least or most of
    something anywhere (`put the cheapest in my cart`), with False."""
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
        elif stop is None and word in named["the"] and after:
            yield from ((one, False) for one in _extreme_at_once(" ".join(after), phrases))


def _extreme_at_once(words: str, phrases: Phrases) -> Iterator[str]:
    """The least or most that `words` begin with, where no thing is named after it."""
    named = extremes_said(words, phrases.extremes)
    begun = next((one.said for one in named if words.startswith(f"{one.said} ")), None)
    after = words_of(words.removeprefix(begun or ""))
    if begun and after and after[0] in phrases.pointing.get("goes_on", ()):
        yield begun


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
