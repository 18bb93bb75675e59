"""A product that is asked about by a name which no product has: "is the Fell Down Jacket vegan?".

Owns telling such a name from the words of a question; what is offered instead is a search's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from actions.dialogue.reference import alike_in_name, meant_product
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from actions.dialogue.words import words_of
from retrieval.values import Hit, Product, Variant

LONGEST_NAME = 6
SHORTEST_NAME = 2

Known = tuple[Product, Variant]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name as it was said, and the product that it is half the name of: `the Harrow jacket`.
    None where no product is called so, or several are."""

    name: str
    known: Known | None = None


def spoken_name(said: Utterance, services: Services) -> Spoken | None:
    """The name that the question calls a product by without being a product's whole name; None
    where it calls none. Words of what the product in hand is like are no name of another."""
    if not _articles(said, services) & set(said.words):
        return None
    hits = alike_in_name(said, services)
    runs = [run for run in _runs(said, hits, services) if not _describes(run, said, services)]
    in_hand = meant_product(said, services) if runs else None
    own = _words_of_record(in_hand[0]) if in_hand else set[str]()
    for run in runs:
        words = set(words_of(run))
        if words <= own:
            continue
        fitting = [hit for hit in hits if words <= set(words_of(hit.product.title))]
        if len(fitting) == 1:
            return Spoken(run, (fitting[0].product, fitting[0].product.variants[0]))
        return Spoken(run)
    return None


def _runs(said: Utterance, hits: Sequence[Hit], services: Services) -> Iterator[str]:
    """What is said behind an article and looks like a name."""
    pointing, articles = services.phrases[said.language].pointing, _articles(said, services)
    stands_for = set(pointing.get("pronoun", ()))
    filler = services.replies.asks(said.language).filler
    spelt = re.findall(r"[\w'’-]+", said.text)
    plain = [word.lower() for word in spelt]
    names, kinds = _first_words(hits), {words_of(hit.product.title)[-1] for hit in hits}
    for at, word in enumerate(plain):
        if word not in articles:
            continue
        after = plain[at + 1 : at + 1 + LONGEST_NAME]
        stop = next((n for n, one in enumerate(after) if one in kinds), None)
        if after and after[0] in names and stop and not filler & set(after[:stop]):
            yield " ".join(spelt[at + 1 : at + 2 + stop])
        elif not stands_for & set(plain):
            yield from _in_capitals(spelt[at + 1 :])


def _articles(said: Utterance, services: Services) -> set[str]:
    pointing = services.phrases[said.language].pointing
    return {*pointing.get("definite", ()), *pointing.get("own", ())}


def _describes(run: str, said: Utterance, services: Services) -> bool:
    """Whether it begins with what a search takes for a condition: "the blue jacket"."""
    first = run.split()[0]
    understood = services.index.understand(first, language=said.language)
    return any(one.field != "brand" for one in understood.constraints)


def _in_capitals(words: Sequence[str]) -> Iterator[str]:
    """Two words or more that begin in capitals or with a number, the first in a capital, where more
    follows that doesn't. Abbreviations alone (`USB C`) are no name."""
    stop = next((n for n, one in enumerate(words) if not (one[0].isupper() or one[0].isdigit())), 0)
    run = words[:stop]
    if SHORTEST_NAME <= len(run) <= LONGEST_NAME and run[0][0].isupper() and run[0].istitle():
        yield " ".join(run)


def _first_words(hits: Iterable[Hit]) -> set[str]:
    """Those that titles begin with and that nothing is made of or said to be."""
    products = [hit.product for hit in hits]
    told = {word for one in products for a in one.attributes for word in words_of(a.text)}
    kinds = {word for one in products for word in words_of(one.category)}
    firsts = {words_of(one.title)[0] for one in products if len(words_of(one.title)) > 1}
    return {word for word in firsts - told - kinds if len(word) > 2}


def _words_of_record(product: Product) -> set[str]:
    attributes = " ".join(f"{one.label} {one.text}" for one in product.attributes)
    text = f"{product.title} {product.category} {product.description} {attributes}"
    return set(words_of(text))
