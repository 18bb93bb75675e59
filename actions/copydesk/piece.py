"""One piece of copy: its parts, each with what it rests on. Owns no wording and no state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.copydesk.kinds import PARTS
from actions.copydesk.wish import Wish
from llm.reply import Reply


@dataclass(frozen=True, slots=True)
class Piece:
    """`parts` are in the order of their place on the page."""

    wish: Wish
    parts: Mapping[str, Reply]


def gathered(wish: Wish, found: Mapping[str, list[Reply]]) -> list[Piece]:
    """Whole pieces, at most the wish's `n`, no two alike: where a long name leaves room for few
    headlines, one stands in several. None where a part has no text at all."""
    if any(not found.get(part) for part in PARTS[wish.kind]):
        return []
    count = min(wish.n, max(len(replies) for replies in found.values()))
    return [
        Piece(wish, {part: found[part][number % len(found[part])] for part in PARTS[wish.kind]})
        for number in range(count)
    ]
