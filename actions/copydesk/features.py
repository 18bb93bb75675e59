"""What can be seen of a piece without reading it as a person would: its length, tone, the facts it
names, how its sentences open. Owns these features; what they weigh is `ranking`'s."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.copydesk.kinds import limit_of
from actions.copydesk.piece import Piece

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
OPENING_WORDS = 2
USUAL = 400  # characters: where a part has no limit of its own


def features_of(piece: Piece) -> dict[str, float]:
    """By name; what isn't there is 0."""
    found: dict[str, float] = {f"tone:{piece.wish.tone.value}": 1.0}
    facts = 0
    for part, reply in piece.parts.items():
        room = min(limit_of(piece.wish.kind, part), USUAL)
        found[f"length:{part}"] = min(len(reply.text) / room, 2.0)
        facts += len(reply.evidence)
        for entry in reply.evidence:
            found[f"fact:{_field(str(entry['field']))}"] = 1.0
        for opening in _openings(piece, part):
            found[f"opens:{opening}"] = 1.0
        if "?" in reply.text:
            found["asks"] = 1.0
    sources = [reply.source == "template" for reply in piece.parts.values()]
    return found | {"facts": facts / 10, "templates": sum(sources) / len(sources)}


def _field(field: str) -> str:
    """Every attribute is one kind of fact: what a product is."""
    return field.partition(".")[0]


def _openings(piece: Piece, part: str) -> Iterator[str]:
    """Each sentence's first words, with what the records say put back to a mark."""
    reply = piece.parts[part]
    text = reply.text
    values = [str(entry["value"]) for entry in reply.evidence]
    for value in sorted((one for one in values if len(one) > 1), key=len, reverse=True):
        text = text.replace(value, "…")
    for sentence in SENTENCE.split(text):
        words = sentence.lower().split()[:OPENING_WORDS]
        if words:
            yield " ".join(words).strip(".,:;!?")
