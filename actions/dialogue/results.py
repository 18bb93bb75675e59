"""Search, and say what was found: the one way from a wish to cards, for every action that searches.

Owns the shape of a results message; wording is the generator's, ranking the index's.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from typing import Any

from actions.dialogue.answer import Answer
from actions.dialogue.phrases import Phrases
from actions.dialogue.services import Services
from actions.dialogue.state import SearchState
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import Voice, seed, voice
from actions.serving import ServingError
from actions.turns import Part
from llm.plan import Tone
from llm.planning import plan_card, plan_nothing, plan_search
from llm.reply import Reply
from retrieval.values import Hit, SearchResult, Understood

SHOWN = 5
EXPLAINED = 3


async def found(
    understood: Understood,
    said: Utterance,
    services: Services,
    *,
    before: SearchState | None = None,
    past: tuple[Understood, ...] = (),
    offset: int = 0,
) -> Answer:
    """`before` is the state this search refines (kept for undo); `past` replaces that history."""
    result = await search(understood, said, services, k=offset + SHOWN)
    page = replace(result, hits=result.hits[offset:])
    if offset and not page.hits:
        text = services.phrases[said.language].say("nothing_more", said.sender_id)
        return Answer.words(text)
    part = await (
        _results_part(page, said, services, more=offset > 0)
        if page.hits
        else _nothing(page, said, services)
    )
    if not page.hits:
        return Answer((part,))  # what was shown before can still be asked about
    state = SearchState.after(page, before, offset)
    return Answer((part,), replace(state, past=past) if past else state)


async def search(
    understood: Understood, said: Utterance, services: Services, k: int
) -> SearchResult:
    """The query's vector comes from the device's queue; without it the index ranks by words."""
    vector = None
    if understood.text:
        try:
            vectors = await services.owner.encode([understood.text], deadline=said.deadline)
            vector = vectors[0]
        except ServingError:
            vector = None
    return await asyncio.to_thread(services.index.search, understood, k=k, query_vector=vector)


async def _results_part(
    result: SearchResult, said: Utterance, services: Services, *, more: bool
) -> Part:
    phrases, sounding = services.phrases[said.language], voice(said, services)
    explained = result.hits[:EXPLAINED]
    words = services.replies.asks(said.language)
    plans = [plan_search(_counted(result), more=more, words=words, **sounding)]
    short: Voice = {**sounding, "tone": Tone.BRIEF}
    plans += [plan_card(hit, result.understood, words=words, **short) for hit in explained]
    lead, *reasons = await services.replies.replies(plans, seed=seed(said), deadline=said.deadline)
    locale = services.shop.locale
    lines = [_line(number, hit, phrases, locale) for number, hit in enumerate(result.hits, 1)]
    custom = {
        "type": "products",
        "lead": lead.text,
        **result.as_json(),
        "explanations": [_explanation(*pair) for pair in zip(explained, reasons, strict=True)],
        "quick_replies": list(phrases.quick_replies.get("search", ())),
    }
    return Part("\n".join([lead.text, *lines]), custom, list(lead.evidence))


def _counted(page: SearchResult) -> SearchResult:
    """`total` counts whatever passed the filters, of any kind: only a page that isn't full tells
    how many there are."""
    known = len(page.hits) if len(page.hits) < SHOWN else sys.maxsize
    return replace(page, total=known)


async def _nothing(result: SearchResult, said: Utterance, services: Services) -> Part:
    plan = plan_nothing(result.understood, **voice(said, services))
    reply = await services.replies.reply(plan, seed=seed(said), deadline=said.deadline)
    custom = {"type": "products", "lead": reply.text, **result.as_json(), "explanations": []}
    return Part(reply.text, custom, list(reply.evidence))


def _explanation(hit: Hit, reply: Reply) -> dict[str, Any]:
    return {
        "product_id": hit.product.product_id,
        "text": reply.text,
        "evidence": list(reply.evidence),
    }


def _line(number: int, hit: Hit, phrases: Phrases, locale: str) -> str:
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
