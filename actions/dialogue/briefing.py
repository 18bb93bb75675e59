"""What a colleague should know before reading a conversation: written by code, from what the server
knows. Owns the choice of lines; their words are the language's (`[text]`, `brief_...`)."""

from __future__ import annotations

from typing import Any

from actions.dialogue.phrases import Phrases
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from actions.service import KINDS, Matter

MOST_SHOWN = 5
WORDS_CHARS = 200


def briefing(said: Utterance, services: Services, phrases: Phrases) -> list[str]:
    """A line each: the customer's words, what was looked for, what was shown, the order, the
    question that is open. What isn't so has no line. Blocks on the database for a moment."""
    facts = {
        "brief_words": said.text[:WORDS_CHARS],
        "brief_wanted": _wanted(said),
        "brief_shown": _shown(said, services),
        "brief_selected": _titles([said.state.selected], services) if said.state else "",
        "brief_order": services.clerk.recent_order(said.sender_id),
        "brief_matter": _matter(said, services, phrases),
        "brief_question": _question(said, services),
    }
    return [phrases.text[name].format(told=told) for name, told in facts.items() if told]


def told_state(said: Utterance, services: Services) -> dict[str, Any]:
    """The dialogue's state as data, for a desk's own system."""
    state = said.state
    return {
        "understood": state.understood.as_json() if state else None,
        "shown": [list(pair) for pair in state.in_view] if state else [],
        "selected": state.selected if state else None,
        "order": services.clerk.recent_order(said.sender_id),
        "under_way": _under_way(services.clerk.in_hand(said.sender_id)),
    }


def _under_way(matter: Matter | None) -> dict[str, Any] | None:
    """None of it is done: it waits for what is named."""
    if matter is None:
        return None
    return {
        "kind": matter.kind,
        "order": matter.order_id or matter.claim.order_id,
        "reason": matter.reason,
        "said": matter.text,
        "waits_for": matter.asked,
    }


def _wanted(said: Utterance) -> str:
    """The search as the customer worded it, and each condition that was understood."""
    if said.state is None:
        return ""
    understood = said.state.understood
    conditions = [constraint.words for constraint in understood.constraints if constraint.words]
    return ", ".join(dict.fromkeys(filter(None, [understood.query, *conditions])))


def _shown(said: Utterance, services: Services) -> str:
    if said.state is None:
        return ""
    return _titles([product_id for product_id, _ in said.state.in_view[:MOST_SHOWN]], services)


def _titles(product_ids: list[str | None], services: Services) -> str:
    products = [services.index.product(one) for one in product_ids if one]
    return ", ".join(f"{one.title} ({one.product_id})" for one in products if one)


def _matter(said: Utterance, services: Services, phrases: Phrases) -> str:
    """What the service desk has open with them, and that it isn't done: "return, 10005, Faulty,
    nothing done yet, waits for their yes"."""
    matter = services.clerk.in_hand(said.sender_id)
    if matter is None:
        return ""
    kind = phrases.kinds.get(matter.kind, matter.kind)
    reason = phrases.reasons.get(matter.reason, matter.reason)
    words = matter.text[:WORDS_CHARS]
    order = matter.order_id or matter.claim.order_id
    return ", ".join(one for one in (kind, order, reason, words, _waits(matter, phrases)) if one)


def _waits(matter: Matter, phrases: Phrases) -> str:
    if not matter.asked:
        return ""
    name = "brief_waits" if KINDS[matter.kind].wish else "brief_told"
    return phrases.text[name].format(told=phrases.needs.get(matter.asked, matter.asked))


def _question(said: Utterance, services: Services) -> str:
    question = services.pending.get(said.sender_id)
    return question.utterance if question else ""
