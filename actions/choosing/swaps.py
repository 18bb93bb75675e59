"""Several exchanges in one message: `the keyboard for a clicky one and the thermostat for Google
Home`. Owns pairing the items with the words on what is wanted in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actions.choosing.items import ProductOf
from actions.choosing.naming import Mention, Naming
from actions.choosing.terms import Term
from actions.choosing.variants import VariantMeant, variant_in
from actions.choosing.words import ChoosingWords
from actions.stores.order import Order, OrderItem

TURN_REACH = 6
"""How far after an item's name its own description may go (`the bottle of 500 ml to ...`)."""
STOP = Term(".", 0, 0)
"""Between two things that are said apart."""


@dataclass(frozen=True, slots=True)
class SwapMeant:
    item: OrderItem
    meant: VariantMeant


def swaps_meant(
    text: str, order: Order, product_of: ProductOf, words: ChoosingWords
) -> tuple[SwapMeant, ...]:
    """The items named with words on another variant. Where no item is named and the order has one
    only, the words are on that one."""
    terms = words.cut(text)
    mentions = _of_one_item(Naming(order, product_of, words).mentions(terms, "to"), terms, words)
    if not mentions and (len(order.items) == 1 or words.has(terms, "items", "all")):
        mentions = [Mention(0, 0, order.items)]
    found: list[SwapMeant] = []
    for item in dict.fromkeys(item for one in mentions for item in one.items):
        places = [place for place, one in enumerate(mentions) if item in one.items]
        product = product_of(item.product_id)
        if product is None:
            continue
        current = product.variant(item.variant_id)
        tried = (variant_in(said, product, current, words)
                 for said in _wishes_of(terms, mentions, places, words))  # fmt: skip
        meant = next((one for one in tried if one is not None), None)
        if meant is not None:
            found.append(SwapMeant(item, meant))
    return tuple(found)


def _of_one_item(
    mentions: Sequence[Mention], terms: Sequence[Term], words: ChoosingWords
) -> list[Mention]:
    """The same item named again belongs to what is wished of it: `the lamp for a black lamp`; so
    does what lists on without the name of a thing: `for a big, black one`. What is unclear is left
    out."""
    kept: list[Mention] = []
    for mention in mentions:
        if mention.unclear or (kept and set(mention.items) <= set(kept[-1].items)):
            continue
        if kept and not mention.by_noun and _lists_on(terms, mention.start, words):
            continue
        kept.append(mention)
    return kept


def _lists_on(terms: Sequence[Term], place: int, words: ChoosingWords) -> bool:
    """Whether a comma comes before it, and no `and`."""
    joins = words.phrases("items", "joins")
    before = next((one for one in reversed(terms[:place]) if one.breaks or one.key in joins), None)
    return before is not None and before.key == ","


def _wishes_of(
    terms: Sequence[Term],
    mentions: Sequence[Mention],
    places: Sequence[int],
    words: ChoosingWords,
) -> Iterator[list[Term]]:
    """What is said of an item where it is named: after "for" and the like, after its name, and
    around it (`a black one instead of the lamp`). Of one named twice, all of it."""
    turned, after = [], []
    for place in places:
        end = mentions[place].end
        following = mentions[place + 1].start if place + 1 < len(mentions) else len(terms)
        turns = words.spans(terms[end : min(following, end + TURN_REACH)], "swaps", "to")
        condition = _condition(terms, mentions[place].start, words)
        turned += [*condition, *terms[end + turns[0][1] if turns else end : following], STOP]
        after += [*condition, *terms[end:following], STOP]
    yield turned
    yield after
    first = places[0]
    begin = mentions[first - 1].end if first else 0
    yield [*terms[begin : mentions[first].start], STOP, *after]


def _condition(terms: Sequence[Term], start: int, words: ChoosingWords) -> Sequence[Term]:
    """The `if there is no` before a name: what follows the name is then no wish yet."""
    stops = [at + 1 for at in range(start) if terms[at].breaks]
    before = terms[stops[-1] if stops else 0 : start]
    return before if words.has(before, "fallback", "if") else ()
