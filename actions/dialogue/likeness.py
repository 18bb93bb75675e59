"""A search for what is like a product: "like the second one but cheaper". Owns which product is
meant and how the search is seeded by it; what is changed besides is the refinement's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from actions.dialogue.described import descriptions
from actions.dialogue.reference import meant_product, places
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from actions.dialogue.words import words_of
from retrieval.values import Product, Understood


def wants_alike(said: Utterance, services: Services) -> bool:
    phrases = services.phrases[said.language]
    return phrases.begins("like_first", said.text) or phrases.has("like", said.text)


def alike(said: Utterance, services: Services) -> tuple[Product, Understood] | None:
    """The product meant, and the search for its like: what was asked for before holds but for
    what the words change. None where nothing is there to be like."""
    meant = meant_product(said, services)
    if meant is None:
        return None
    product, variant = meant
    prices = [variant.price] if variant.price else []
    changed = _rest(product, said, services)
    return product, services.index.refine(_seeded(product, said), changed, prices, [product])


def _seeded(product: Product, said: Utterance) -> Understood:
    """The conditions of the search that showed it; of none where it was named from elsewhere."""
    state = said.state
    shown = state is not None and any(product.product_id == one for one, _ in state.shown)
    before = state.understood if state and shown else Understood(product.title, "")
    text = product.category or product.title
    return replace(
        before, text=text, kind=product.category, sort=None, like=product.product_id, query=text
    )


def _rest(product: Product, said: Utterance, services: Services) -> str:
    """What is said beside the pointing, as it was written: `but cheaper`."""
    phrases = services.phrases[said.language]
    pointing = [product.title, *phrases.pointing["like"], *phrases.pointing["like_first"]]
    if places(said.text, phrases.ordinals):
        pointing += [*phrases.ordinals, *phrases.pointing["one"]]
    else:
        for span, whole in descriptions(said.text, phrases):
            ends = phrases.pointing["one"] if whole else [""]
            pointing += [f"{span} {end}" for end in ends]
    return without(said.text, pointing)


def without(text: str, phrases: Iterable[str]) -> str:
    """`text` less these phrases, the longest first, whatever stands between their words."""
    for spoken in sorted(map(words_of, phrases), key=len, reverse=True):
        if spoken:
            between = r"\W+".join(map(re.escape, spoken))
            text = re.sub(rf"(?<!\w){between}(?!\w)", " ", text, flags=re.IGNORECASE)
    return " ".join(text.split())
