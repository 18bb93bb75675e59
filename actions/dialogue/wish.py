"""A wish for goods, heard as a new search or as a change of the last one. Owns which of the two it
is; how it is read is the index's, how it is answered `results`'s."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.likeness import alike, wants_alike
from actions.dialogue.measures import Known
from actions.dialogue.reference import lookup
from actions.dialogue.results import Page, found
from actions.dialogue.services import Services
from actions.dialogue.state import SearchState
from actions.dialogue.utterance import Utterance


async def answer_wish(said: Utterance, services: Services, *, supposed_new: bool) -> Answer:
    """`supposed_new` is what it was heard as; it holds where the words themselves don't tell."""
    state, index = said.state, services.index
    if state is None:
        understood = index.understand(said.text, language=said.language)
        return await found(understood, said, services, Page(new=True))
    if wants_alike(said, services):
        return await _alike(said, services, state)
    clicked = services.offers.holds(said.sender_id, said.text)
    new = not clicked and index.is_new_search(state.understood, said.text, supposed=supposed_new)
    if new:
        understood = index.understand(said.text, language=said.language)
    else:
        seen = looked_at(state, services)
        prices = [variant.price for _, variant in seen if variant.price]
        products = [product for product, _ in seen]
        understood = index.refine(state.understood, said.text, prices, products)
    return await found(understood, said, services, Page(before=state, new=new))


async def _alike(said: Utterance, services: Services, state: SearchState) -> Answer:
    phrases = services.phrases[said.language]
    seeded = alike(said, services)
    if seeded is None:
        return Answer.words(phrases.say("which_product", said.sender_id))
    product, understood = seeded
    opening = phrases.say("like", said.sender_id, title=product.title)
    return await found(understood, said, services, Page(before=state, opening=opening))


def looked_at(state: SearchState, services: Services) -> list[Known]:
    """The product in hand when there is one, else all that were shown."""
    shown = [pair for pair in state.shown if state.selected in (None, pair[0])]
    pairs = (lookup(services, *pair) for pair in shown or state.shown)
    return [known for known in pairs if known]
