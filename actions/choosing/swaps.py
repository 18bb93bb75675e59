"""Several exchanges in one message: `the keyboard for a clicky one and the thermostat for Google
Home`. Owns pairing the items with the words on what is wanted in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.choosing.items import ProductOf
from actions.choosing.naming import Mention, Naming
from actions.choosing.terms import Term
from actions.choosing.variants import VariantMeant, variant_in
from actions.choosing.words import ChoosingWords
from actions.stores.order import Order, OrderItem


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
    mentions = _of_one_item(Naming(order, product_of, words).mentions(terms, "to"))
    if not mentions and len(order.items) == 1:
        mentions = [Mention(0, 0, order.items)]
    found: list[SwapMeant] = []
    for place, mention in enumerate(mentions):
        following = mentions[place + 1].start if place + 1 < len(mentions) else len(terms)
        for item in mention.items:
            meant = _wish_of(terms, mentions, place, following, item, product_of, words)
            if meant is not None:
                found.append(SwapMeant(item, meant))
    return tuple(found)


def _of_one_item(mentions: Sequence[Mention]) -> list[Mention]:
    """The same item named again belongs to what is wished of it: `the lamp for a black lamp`.
    What is unclear is left out."""
    kept: list[Mention] = []
    for mention in mentions:
        if mention.unclear or (kept and set(mention.items) <= set(kept[-1].items)):
            continue
        kept.append(mention)
    return kept


def _wish_of(
    terms: Sequence[Term],
    mentions: Sequence[Mention],
    place: int,
    following: int,
    item: OrderItem,
    product_of: ProductOf,
    words: ChoosingWords,
) -> VariantMeant | None:
    """What is said after the item, else around it (`a black one instead of the lamp`)."""
    product = product_of(item.product_id)
    if product is None:
        return None
    mention = mentions[place]
    current = product.variant(item.variant_id)
    begin = mentions[place - 1].end if place else 0
    turned = words.spans(terms[mention.end : following], "swaps", "to")
    after = terms[mention.end + turned[0][1] if turned else mention.end : following]
    for said in (after, terms[mention.end : following], terms[begin:following]):
        meant = variant_in(said, product, current, words)
        if meant is not None:
            return meant
    return None
