"""Rasa's texts and the parts that waited in the turn, made one list of messages again.

Owns the matching. Rasa hands a text on in pieces, cut at blank lines; a part is found where its
own pieces stand next to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.turns import Part


@dataclass(frozen=True, slots=True)
class _Place:
    part: Part
    pieces: tuple[str, ...]


def join(texts: Sequence[str], parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Messages in the order Rasa said them, each text with the part that said it.

    A part whose words Rasa did not hand on (it failed after the action ran) comes last: what an
    action said is never lost.
    """
    waiting = [_Place(part, _pieces(part.text)) for part in parts]
    messages: list[dict[str, Any]] = []
    at = 0
    while at < len(texts):
        place = next((p for p in waiting if _stands(p.pieces, texts, at)), None)
        if place is None:
            messages.append({"text": texts[at]})
            at += 1
            continue
        waiting.remove(place)
        messages.append(place.part.as_json())
        at += len(place.pieces)
    return messages + [place.part.as_json() for place in waiting]


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(text.strip().split("\n\n"))


def _stands(pieces: tuple[str, ...], texts: Sequence[str], at: int) -> bool:
    return tuple(texts[at : at + len(pieces)]) == pieces
