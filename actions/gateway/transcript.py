"""An answer's messages as lines to be kept, and lines as messages. Owns what of a card is kept:
what a colleague needs to know what was shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.gateway.exchanges import Answer
from actions.handoff import Author, Line
from actions.stores.moment import now

MOST_ITEMS = 10


def answer_lines(answer: Answer) -> list[Line]:
    moment = now()
    return [
        Line(
            key=f"{answer.turn_id}:{place}",
            author=Author.ASSISTANT,
            text=str(message["text"]),
            said=moment,
            card=_card(message.get("custom")),
            evidence=message.get("evidence"),
        )
        for place, message in enumerate(answer.messages)
    ]


def messages_of(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """As the public surface has them; with the line's key as the turn id, where it has one: by
    that a client knows what it has."""
    return [_message(line) for line in lines]


def _message(line: Line) -> dict[str, Any]:
    custom: dict[str, Any] = {"type": "notice", **(line.card or {})}
    if line.author is Author.HUMAN:
        custom = {"type": "human", "name": line.name}
    place = {"turn_id": line.key, "index": 0} if line.key else {}
    return {**place, "text": line.text, "custom": custom}


def _card(custom: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not custom:
        return None
    hits = custom.get("hits") or []
    items = [
        {"id": hit["product_id"], "title": hit["title"]}
        for hit in hits[:MOST_ITEMS]
        if "product_id" in hit and "title" in hit
    ]
    return {"type": custom.get("type"), **({"items": items} if items else {})}
