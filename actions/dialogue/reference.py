"""Which of the things shown the customer points at: "the second one", "1 and 3", its name.

Owns the pointing; the words come from the language folder, `described` reads descriptions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise

from actions.dialogue.described import described, describes_none
from actions.dialogue.ordinals import Ordinals
from actions.dialogue.services import Services
from actions.dialogue.state import SearchState
from actions.dialogue.utterance import Utterance
from actions.dialogue.words import words_of
from retrieval.values import Hit, Product, Understood, Variant

# "the second one please" picks; a longer sentence that holds a number says something else.
LONGEST_PICK = 4
LONGEST_LIST = 7
SHORTEST_LIST = 3
NAMES_TRIED = 20
SLIPS = 0.75
"""How like each other two words are of which one may be the other mistyped."""


def places(text: str, ordinals: Mapping[str, int], longest: int = LONGEST_PICK) -> list[int]:
    """Zero-based places that the words point at, in the order said; -1 is the last. A digit points
    only where little else is said, at most `longest` words: "2-person tent" is a name. A language's
    `Ordinals` tell where its words point at all: "how long does it last" doesn't."""
    said = words_of(text)
    terse = len(said) <= longest
    pointing = ordinals.pointing(said) if isinstance(ordinals, Ordinals) else range(len(said))
    found = []
    for at, word in enumerate(said):
        number = ordinals.get(word) if at in pointing else None
        if number is None and terse and word.isdecimal() and len(word) == 1 and word != "0":
            number = int(word)
        if number is not None:
            found.append(number - 1 if number > 0 else number)
    return list(dict.fromkeys(found))


def stretch(text: str, ordinals: Mapping[str, int], numbers: Mapping[str, int]) -> list[int]:
    """The places of `the first three` or `the last two`; none for anything else."""
    said = words_of(text)
    for word, following in pairwise(said):
        many = numbers.get(following) or (int(following) if following in "23456789" else 0)
        if many > 1 and ordinals.get(word) == 1:
            return list(range(many))
        if many > 1 and ordinals.get(word) == -1:
            return list(range(-many, 0))
    return []


def loose_places(text: str, ordinals: Mapping[str, int], numbers: Mapping[str, int]) -> list[int]:
    """As `places`, and where no ordinal points, numbers in words do ("one and three"). One alone
    among other words is none: "the one with wheels"."""
    by_ordinal = places(text, ordinals, LONGEST_LIST)
    if by_ordinal:
        return by_ordinal
    counted = places(text, numbers, LONGEST_LIST)
    return counted if len(counted) > 1 or len(words_of(text)) <= SHORTEST_LIST else []


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
    """The shown products that the words point at by place or describe, in the order said. With
    `bare_numbers`, "one and three" points too."""
    state = said.state
    if state is None:
        return []
    phrases = services.phrases[said.language]
    pointed = stretch(said.text, phrases.ordinals, phrases.numbers) or places(
        said.text, phrases.ordinals, LONGEST_LIST if bare_numbers else LONGEST_PICK
    )
    if not pointed:
        known = described(said, services, in_view(said, services))
        if known or not bare_numbers:
            return known
        pointed = loose_places(said.text, phrases.ordinals, phrases.numbers)
    there = _standing(pointed, state, services)
    # "The lighter one of the first two" is one of them.
    return (described(said, services, there) if len(there) > 1 else []) or there


def at_places(said: Utterance, services: Services) -> list[tuple[Product, Variant]]:
    """Those that ordinals alone point at, however they are described besides."""
    phrases, state = services.phrases[said.language], said.state
    pointed = stretch(said.text, phrases.ordinals, phrases.numbers) or loose_places(
        said.text, phrases.ordinals, phrases.numbers
    )
    return _standing(pointed, state, services) if state else []


def _standing(
    pointed: Sequence[int], state: SearchState, services: Services
) -> list[tuple[Product, Variant]]:
    pairs = [pair for place in pointed if (pair := _at(place, state))]
    return [found for pair in pairs if (found := lookup(services, *pair))]


def in_view(said: Utterance, services: Services) -> list[tuple[Product, Variant]]:
    """What the customer looks at, as far as the shop still has it."""
    pairs = said.state.in_view if said.state else ()
    return [found for pair in pairs if (found := lookup(services, *pair))]


def _at(place: int, state: SearchState) -> tuple[str, str] | None:
    """What stands at `place` in view; past the end of a comparison, in the list behind it."""
    for pairs in (state.in_view, state.shown):
        if -len(pairs) <= place < len(pairs):
            return pairs[place]
    return None


def points_beyond(said: Utterance, services: Services) -> bool:
    """Whether the words point at a place that nothing was shown in ("the seventh" of five), or
    describe what wasn't shown ("the blue one")."""
    pointed = places(said.text, services.phrases[said.language].ordinals)
    if not pointed:
        return describes_none(said, services, in_view(said, services))
    return not any(said.state and _at(place, said.state) for place in pointed)


def meant_product(said: Utterance, services: Services) -> tuple[Product, Variant] | None:
    """The one product that is spoken of: named in the words, pointed at by place, in hand from
    before, shown or not, or else the first one shown. None when there is nothing there to point
    at."""
    found = next(iter(named(said, services)), None)
    if found is None and points_beyond(said, services):
        return None
    if found is None:
        found = next(iter(pointed_at(said, services)), None)
    if found is None and said.state and said.state.shown:
        state = said.state
        in_hand = (state.selected, state.version or "") if state.selected else state.shown[0]
        pair = next((one for one in state.shown if one[0] == state.selected), in_hand)
        found = lookup(services, *pair) or lookup(services, *state.shown[0])
    return found


def named(said: Utterance, services: Services) -> list[tuple[Product, Variant]]:
    """The products whose whole titles stand in the words, in the order said; of titles that
    overlap, the longest."""
    text = f" {' '.join(said.words)} "
    candidates = [hit.product for hit in alike_in_name(said, services)]
    spans: list[tuple[int, int, Product]] = []
    for product in sorted(candidates, key=lambda one: -len(one.title)):
        title = f" {' '.join(words_of(product.title))} "
        start = text.find(title)
        end = start + len(title) - 1
        if start >= 0 and all(end <= first or start >= last for first, last, _ in spans):
            spans.append((start, end, product))
    return [(product, product.variants[0]) for _, _, product in sorted(spans, key=lambda s: s[0])]


def nearly_named(said: Utterance, services: Services) -> list[tuple[Product, Variant]]:
    """The product whose title stands in the words with slips of the finger; none where two do."""
    spoken = said.words
    found = [
        hit.product
        for hit in alike_in_name(said, services)
        if all(get_close_matches(word, spoken, 1, SLIPS) for word in _told(hit.product.title))
    ]
    return [(found[0], found[0].variants[0])] if len(found) == 1 else []


def _told(title: str) -> list[str]:
    """Its words but for numbers, which few people say."""
    return [word for word in words_of(title) if not any(sign.isdecimal() for sign in word)]


def alike_in_name(said: Utterance, services: Services) -> list[Hit]:
    """What the words could name, with no condition read into them: a title may hold a colour."""
    bare = Understood(said.text, said.text, language=said.language)
    return list(services.index.search(bare, k=NAMES_TRIED).hits)


def lookup(services: Services, product_id: str, variant_id: str) -> tuple[Product, Variant] | None:
    """None when the shop no longer has it."""
    product = services.index.product(product_id)
    if product is None:
        return None
    return product, product.variant(variant_id) or product.variants[0]
