"""Actions of the cart: put something in, change it, show it. Prices are the catalogue's of now.

Owns no checkout: that is the shop's own page. Nothing is bought here, so nothing asks for a yes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.cart import MOST_OF_ONE, CartLine, fitting
from actions.choosing import variant_meant
from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.cart_asked import ask_for_cart, cart_answer
from actions.dialogue.cart_words import CartItem, CartWords
from actions.dialogue.desk.wordings import Wordings
from actions.dialogue.reference import meant_product, points_beyond
from actions.dialogue.state import SearchState
from actions.dialogue.utterance import Utterance
from actions.personal.event import Did
from actions.personal.noticing import notice
from actions.service import Ears
from actions.turns import Part
from retrieval.filters import matching_variant
from retrieval.values import Product, Variant


@dataclass(frozen=True, slots=True)
class _Moment:
    """One message about the cart, with what reads it and what it is told in."""

    said: Utterance
    ears: Ears
    words: CartWords

    @property
    def count(self) -> int | None:
        found = self.ears.reader.read(self.said.text, today=date.today()).quantities
        return min(found[0], MOST_OF_ONE) if found else None


class CartAction(ShopAction):
    def _moment(self, said: Utterance) -> _Moment:
        ears = self.services.ears
        words = CartWords(Wordings.of(said, self.services))
        return _Moment(said, ears.get(said.language) or next(iter(ears.values())), words)

    async def _items(self, said: Utterance) -> list[CartItem]:
        """What is in the cart and in the catalogue still."""
        lines = await asyncio.to_thread(self.services.carts.lines, said.sender_id)
        items = []
        for line in lines:
            product = self.services.index.product(line.product_id)
            variant = product.variant(line.variant_id) if product else None
            if product and variant:
                items.append(CartItem(product, variant, line.quantity))
        return items

    async def _put(self, said: Utterance, product: Product, variant: Variant, count: int) -> int:
        """So many of it from now on, or as many as there are; how many that is."""
        kept = fitting(count, variant.stock)
        line = CartLine(product.product_id, variant.variant_id, kept)
        await asyncio.to_thread(self.services.carts.put, said.sender_id, line)
        return kept


class CartAddAction(CartAction):
    intent = "cart_add"

    async def answer(self, said: Utterance) -> Answer:
        if answer := cart_answer(said, self.services):
            return await self._of(answer.said, answer.product, answer.product.variants[0])
        meant = meant_product(said, self.services)
        if meant is None:
            if said.state is not None and points_beyond(said, self.services):
                return Answer.words(self.say("no_such_place", said))
            return await self.by_intent["search"].answer(said)
        return await self._of(said, *meant)

    async def _of(self, said: Utterance, product: Product, shown: Variant) -> Answer:
        moment = self._moment(said)
        chosen, among = _variant(moment, product, shown)
        if chosen is None:
            ask_for_cart(said, product, self.services)
            return moment.words.which(product, among)
        if chosen.in_stock is False:
            return moment.words.out_of_stock(product)
        return await self._add(moment, product, chosen)

    async def _add(self, moment: _Moment, product: Product, variant: Variant) -> Answer:
        before = {item.variant.variant_id: item for item in await self._items(moment.said)}
        had = before.get(variant.variant_id)
        wanted = (had.quantity if had else 0) + (moment.count or 1)
        kept = await self._put(moment.said, product, variant, wanted)
        intake, visitor = self.services.personal.intake, moment.said.visitor
        await notice(intake, visitor, Did.CART, product.product_id)
        self.services.cart_asked.keep(moment.said.sender_id, None)
        item = CartItem(product, variant, kept)
        return moment.words.added(item, await self._items(moment.said), short=kept < wanted)


class CartShowAction(CartAction):
    intent = "cart_show"

    async def answer(self, said: Utterance) -> Answer:
        words, items = self._moment(said).words, await self._items(said)
        pays = items and self.phrases(said).has("checkout", said.text)
        return words.at_the_checkout(items) if pays else words.shown(items)


class CartChangeAction(CartAction):
    intent = "cart_change"

    async def answer(self, said: Utterance) -> Answer:
        moment, items = self._moment(said), await self._items(said)
        if not items:
            return moment.words.shown([])
        meant = moment.words.meant(said.text, items, moment.ears.words)
        if meant is None and moment.ears.has("cart_empty", said.text):
            await asyncio.to_thread(self.services.carts.empty, said.sender_id)
            return Answer((Part(moment.words.words.say("cart_emptied")),))
        if meant is not None and len(items) == 1 and self._of_another(moment, meant):
            return moment.words.not_there(items)
        if meant is None:
            return moment.words.which_line(items)
        wanted = _wanted(moment, meant.quantity)
        kept = await self._put(said, meant.product, meant.variant, wanted)
        left = await self._items(said)
        if not kept:
            return moment.words.removed(meant, left)
        item = CartItem(meant.product, meant.variant, kept)
        return moment.words.changed(item, left, short=kept < wanted)

    def _of_another(self, moment: _Moment, item: CartItem) -> bool:
        """Whether the words speak of a thing that isn't the one there is."""
        said = moment.ears.without("cart_words", moment.said.text)
        product_id, language = item.product.product_id, moment.said.language
        return self.services.index.names_other(said, product_id, language)


def _wanted(moment: _Moment, now: int) -> int:
    """How many it is to be: `two more`, `make it three`, `take it out`."""
    text, count = moment.said.text, moment.count
    if moment.ears.has("fewer_of_it", text):
        return now - (count or 1)
    if moment.ears.has("more_of_it", text):
        return now + (count or 1)
    if moment.ears.has("cart_remove", text):
        return now - count if count and count < now else 0
    return now if count is None else count


def _variant(
    moment: _Moment, product: Product, shown: Variant
) -> tuple[Variant | None, Sequence[Variant]]:
    """The one that the words name, or else that was asked about just now, or searched for; without
    one, it is to be asked which among those that fit."""
    if len(product.variants) == 1:
        return product.variants[0], ()
    state = moment.said.state
    searched = _as_searched(product, state) if state else product.variants
    meant = variant_meant(moment.said.text, product, None, moment.ears.words)
    if meant is not None:
        named = [one.variant for one in meant.candidates]
        fitting = [one for one in named if one in searched] or named
        only = fitting[0] if len(fitting) == 1 else None
        return meant.variant or only, fitting or product.variants
    if state and state.version and state.selected == product.product_id:
        return product.variant(state.version), product.variants
    return (shown if shown in searched and _sizeless(searched) else None), searched


def _as_searched(product: Product, state: SearchState) -> Sequence[Variant]:
    """Its variants that meet the search ("size 43"); all of them where none does."""
    wishes = state.understood.constraints
    alone = (replace(product, variants=(one,)) for one in product.variants)
    return [found for one in alone if (found := matching_variant(one, wishes))] or product.variants


def _sizeless(variants: Sequence[Variant]) -> bool:
    """Versions that differ in colour alone were seen in the picture; a size has to be said."""
    sizes = [{k: v for k, v in one.options.items() if k != "colour"} for one in variants]
    return all(one == sizes[0] for one in sizes)
