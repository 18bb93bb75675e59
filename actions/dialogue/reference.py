"""Which of the things shown the customer points at: "the second one", "1 and 3", its name.

Owns the pointing; the words come from the language folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance, words_of
from retrieval.values import Product, Variant

# "the second one please" picks; a longer sentence that holds a number says something else.
LONGEST_PICK = 4


def places(text: str, ordinals: Mapping[str, int]) -> list[int]:
    """Zero-based places that the words point at, in the order said; -1 is the last. A digit points
    only where little else is said: "2-person tent" is a name."""
    said = words_of(text)
    terse = len(said) <= LONGEST_PICK
    found = []
    for word in said:
        number = ordinals.get(word)
        if number is None and terse and word.isdecimal() and len(word) == 1 and word != "0":
            number = int(word)
        if number is not None:
            found.append(number - 1 if number > 0 else number)
    return list(dict.fromkeys(found))


def loose_places(text: str, ordinals: Mapping[str, int], numbers: Mapping[str, int]) -> list[int]:
    """As `places`, and where no ordinal points, numbers in words do ("one and three")."""
    return places(text, ordinals) or places(text, numbers)


def chosen_place(
    text: str, labels: Sequence[str], ordinals: Mapping[str, int], numbers: Mapping[str, int]
) -> int | None:
    """The option meant by its label or by its number alone ("2", "the last one"), or None."""
    said = words_of(text)
    for place, label in enumerate(labels):
        if said == words_of(label):
            return place
    pointed = loose_places(text, ordinals, numbers)
    if len(pointed) == 1 and len(said) <= LONGEST_PICK:
        place = pointed[0] if pointed[0] >= 0 else len(labels) - 1
        return place if place < len(labels) else None
    return None


def pointed_at(
    said: Utterance, services: Services, *, bare_numbers: bool = False
) -> list[tuple[Product, Variant]]:
    """The shown products that the words point at by place, in the order said. With
    `bare_numbers`, "one and three" points too; without, "the blue one" points at nothing."""
    if said.state is None:
        return []
    phrases = services.phrases[said.language]
    numbers = phrases.numbers if bare_numbers else {}
    shown = said.state.shown
    pairs = [
        shown[place]
        for place in loose_places(said.text, phrases.ordinals, numbers)
        if -len(shown) <= place < len(shown)
    ]
    return [found for pair in pairs if (found := lookup(services, *pair))]


def meant_product(said: Utterance, services: Services) -> tuple[Product, Variant] | None:
    """The one product that is spoken of: named in the words, pointed at by place, in hand from
    before, or else the first one shown. None when there is nothing to point at."""
    found = named(said, services)
    if found is None:
        found = next(iter(pointed_at(said, services)), None)
    if found is None and said.state and said.state.shown:
        state = said.state
        pair = next((one for one in state.shown if one[0] == state.selected), state.shown[0])
        found = lookup(services, *pair)
    return found


def named(said: Utterance, services: Services) -> tuple[Product, Variant] | None:
    """The product whose whole title stands in the words, the longest such title."""
    text = f" {' '.join(said.words)} "
    best: Product | None = None
    for hit in services.index.search(said.text, k=5, language=said.language).hits:
        title = " ".join(words_of(hit.product.title))
        if f" {title} " in text and (best is None or len(title) > len(best.title)):
            best = hit.product
    return (best, best.variants[0]) if best else None


def lookup(services: Services, product_id: str, variant_id: str) -> tuple[Product, Variant] | None:
    """None when the shop no longer has it."""
    product = services.index.product(product_id)
    if product is None:
        return None
    return product, product.variant(variant_id) or product.variants[0]
