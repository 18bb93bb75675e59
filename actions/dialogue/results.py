"""Search, and say what was found: the one way from a wish to cards, for every action that searches.

Owns the shape of a results message; wording is the generator's, ranking the index's.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, replace
from typing import Any

from actions.dialogue.answer import Answer
from actions.dialogue.changes import Changes, offered
from actions.dialogue.foremost import Ranked, told_first, topmost
from actions.dialogue.measures import extremes_said
from actions.dialogue.phrases import Phrases
from actions.dialogue.services import Services
from actions.dialogue.state import SearchState
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import Voice, asked, voice
from actions.exposure.shown import Surface
from actions.serving import ServingError
from actions.turns import Part
from llm.plan import Tone
from llm.planning import plan_card, plan_nothing, plan_search
from llm.reply import Reply
from retrieval.backends.base import Vectors
from retrieval.values import Hit, SearchResult, Understood

SHOWN = 5
RANKED = 60
"""So many of the best are put in order where the lightest is asked for."""
EXPLAINED = 3


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a result is shown, and what is said before it. `before` is the state that the
    search follows, kept for undo; `past` and `ahead` replace that history where they are given.
    `follows`: the customer has just seen the page before. `new`: the words begin the search, and
    may ask for the most of something; then that is told in `opening`, with its `evidence`."""

    before: SearchState | None = None
    past: tuple[Understood, ...] | None = None
    ahead: tuple[Understood, ...] = ()
    offset: int = 0
    size: int = SHOWN
    follows: bool = False
    opening: str = ""
    new: bool = False
    evidence: tuple[dict[str, Any], ...] = ()

    def state(self, result: SearchResult) -> SearchState:
        state = SearchState.after(result, self.before, self.offset)
        past = state.past if self.past is None else self.past
        return replace(state, past=past, ahead=self.ahead)

    def state_of_none(self, result: SearchResult) -> SearchState | None:
        """What was shown can still be asked about, and what found nothing be loosened; None, so
        nothing changes, where it had no condition to give up."""
        understood = result.understood
        if not understood.constraints:
            return None
        if self.before is None:
            return SearchState(understood, past=self.past or ())
        past = self.before.past_with_this
        return replace(self.before, understood=understood, past=past, ahead=())


FIRST_PAGE = Page()


async def found(
    understood: Understood, said: Utterance, services: Services, page: Page = FIRST_PAGE
) -> Answer:
    """The answer to a search, and the state after it."""
    vector = await _vector(understood, said, services)
    asks = page.new and understood.sort is None and _asks_for_most(said, services)
    size = page.offset + page.size
    result = await _search(understood, services, RANKED if asks else size, vector)
    if asks and (order := topmost(result.hits, said, services)):
        result, page = _by_measure(order, result, page, said, services)
    if not page.offset:
        services.searches.searched(result)
    shown = replace(result, hits=result.hits[page.offset : size])
    if page.offset and not shown.hits:
        text = services.phrases[said.language].say("nothing_more", said.sender_id)
        return Answer.words(text)
    if not shown.hits:
        return Answer((await _nothing(shown, said, services),), page.state_of_none(shown))
    services.exposure.shown(Surface.CHAT, (hit.product.product_id for hit in shown.hits))
    part = await _results_part(shown, said, services, page, vector)
    return Answer((part,), page.state(shown))


def _asks_for_most(said: Utterance, services: Services) -> bool:
    return bool(extremes_said(said.text, services.phrases[said.language].extremes))


def _by_measure(
    order: Ranked, result: SearchResult, page: Page, said: Utterance, services: Services
) -> tuple[SearchResult, Page]:
    """What has the most of it first, and a sentence that says so."""
    by_id = {hit.product.product_id: hit for hit in result.hits}
    hits = tuple(by_id[product.product_id] for product, _ in order.goods)
    told = told_first(order, said, services)
    told_page = replace(page, opening=told.text, evidence=tuple(told.evidence))
    return replace(result, hits=hits), told_page


async def search(
    understood: Understood, said: Utterance, services: Services, k: int
) -> SearchResult:
    vector = await _vector(understood, said, services)
    return await _search(understood, services, k, vector)


async def _vector(understood: Understood, said: Utterance, services: Services) -> Vectors | None:
    """The query's vector comes from the device's queue; without it the index makes its own."""
    if not understood.text or understood.like:
        return None
    try:
        text = services.index.spoken(understood)
        vectors = await services.owner.encode([text], deadline=said.deadline)
    except ServingError:
        return None
    vector: Vectors = vectors[0]
    return vector


async def _search(
    understood: Understood, services: Services, k: int, vector: Vectors | None
) -> SearchResult:
    return await asyncio.to_thread(services.index.search, understood, k=k, query_vector=vector)


async def _results_part(
    result: SearchResult, said: Utterance, services: Services, page: Page, vector: Vectors | None
) -> Part:
    phrases, sounding = services.phrases[said.language], voice(said, services)
    explained = result.hits[:EXPLAINED]
    words = services.replies.asks(said.language)
    short: Voice = {**sounding, "tone": Tone.BRIEF}
    lead_sounds = short if page.opening else sounding
    plans = [plan_search(_counted(result), more=page.follows, words=words, **lead_sounds)]
    plans += [plan_card(hit, result.understood, words=words, **short) for hit in explained]
    (lead, *reasons), changes = await asyncio.gather(
        services.replies.replies(plans, **asked(said)),
        offered(result, services, vector),
    )
    services.offers.make(said.sender_id, changes.texts)
    opened = " ".join(filter(None, [page.opening, lead.text]))
    locale = services.shop.locale
    lines = [line_of(number, hit, phrases, locale) for number, hit in enumerate(result.hits, 1)]
    custom = {
        "type": "products",
        "lead": opened,
        **result.as_json(),
        "found": result.found,
        **_resembled(result.understood, services),
        "explanations": [_explanation(*pair) for pair in zip(explained, reasons, strict=True)],
        **changes.as_json(),
        "quick_replies": changes.quick_replies(phrases, result, page.offset),
    }
    return Part("\n".join([opened, *lines]), custom, [*page.evidence, *lead.evidence])


def _resembled(understood: Understood, services: Services) -> dict[str, Any]:
    product = services.index.product(understood.like) if understood.like else None
    if product is None:
        return {}
    return {"like": {"product_id": product.product_id, "title": product.title}}


def _counted(page: SearchResult) -> SearchResult:
    """`total` counts whatever passed the filters, of any kind: only a page that isn't full tells
    how many there are."""
    known = len(page.hits) if len(page.hits) < SHOWN else sys.maxsize
    return replace(page, total=known)


async def _nothing(result: SearchResult, said: Utterance, services: Services) -> Part:
    plan = plan_nothing(result.understood, **voice(said, services))
    reply = await services.replies.reply(plan, **asked(said))
    changes = Changes((), services.index.forgetting(result.understood))
    services.offers.make(said.sender_id, changes.texts)
    custom = {
        "type": "products",
        "lead": reply.text,
        **result.as_json(),
        "explanations": [],
        **changes.as_json(),
        "quick_replies": changes.texts,
    }
    return Part(reply.text, custom, list(reply.evidence))


def _explanation(hit: Hit, reply: Reply) -> dict[str, Any]:
    return {
        "product_id": hit.product.product_id,
        "text": reply.text,
        "evidence": list(reply.evidence),
    }


def line_of(number: int, hit: Hit, phrases: Phrases, locale: str) -> str:
    """A hit in one plain line, for a terminal or a channel without cards."""
    in_stock = hit.variant.in_stock
    stock = "" if in_stock is None else phrases.text["in_stock" if in_stock else "out_of_stock"]
    price = hit.variant.price
    name = "hit" if price else "hit_no_price"
    return phrases.text[name].format(
        number=number,
        title=hit.product.title,
        price=price.text(locale) if price else "",
        stock=stock,
    )
