"""Copy for many products at once, without a server. Owns the rounds over all of them; what may
stand is decided as in `copywriter`."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from actions.copydesk.claims import Claims
from actions.copydesk.copywriter import ROUNDS, seed_of
from actions.copydesk.kinds import PARTS
from actions.copydesk.piece import Piece, gathered
from actions.copydesk.smooth import Drawn, Smooth
from actions.copydesk.wish import Wish, plan_part
from llm.plan import Plan
from llm.reply import Reply
from llm.writer import Writer

Progress = Callable[[int, int], None]
CHUNK = 100


@dataclass(slots=True)
class _Part:
    """One part of a wish, with the texts found for it."""

    wish: Wish
    name: str
    drawn: Drawn
    turn: int = 0


def write_batch(
    writer: Writer,
    claims: Claims,
    smooth: Smooth,
    wishes: Sequence[Wish],
    today: date,
    *,
    seed: int = 0,
    progress: Progress | None = None,
) -> Iterator[Piece]:
    """In the order of `wishes`. Raises `BadInput` for one that can't be planned."""
    for start in range(0, len(wishes), CHUNK):
        chunk = wishes[start : start + CHUNK]
        yield from _written(writer, claims, smooth, chunk, today, seed)
        if progress:
            progress(min(start + CHUNK, len(wishes)), len(wishes))


def _written(
    writer: Writer, claims: Claims, smooth: Smooth, wishes: Sequence[Wish], today: date, seed: int
) -> Iterator[Piece]:
    parts = [[_Part(wish, name, Drawn(wish.n)) for name in PARTS[wish.kind]] for wish in wishes]
    for _ in range(ROUNDS):
        asked = [_asked(writer, part, today, seed) for each in parts for part in each]
        plans = [(part, *one) for part, ones in asked for one in ones]
        replies = writer.write_all([plan for _, plan, _ in plans], [n for _, _, n in plans])
        for (part, plan, _), reply in zip(plans, replies, strict=True):
            if _may_stand(writer, claims, part, plan, reply, today):
                part.drawn.add(reply, smooth=smooth.reads(reply.text, part.wish.language))
    for wish, each in zip(wishes, parts, strict=True):
        yield from gathered(wish, {part.name: part.drawn.best() for part in each})


def _asked(
    writer: Writer, part: _Part, today: date, seed: int
) -> tuple[_Part, list[tuple[Plan, int]]]:
    first = part.turn
    part.turn += part.drawn.missing
    words = writer.asks(part.wish.language)
    number = zlib.crc32(seed_of(part.wish, part.name, first).encode()) + seed
    turns = range(first, part.turn)
    return part, [
        (plan_part(part.wish, part.name, one, words, today), number + one) for one in turns
    ]


def _may_stand(
    writer: Writer, claims: Claims, part: _Part, plan: Plan, reply: Reply, today: date
) -> bool:
    wish = part.wish
    if part.drawn.knows(reply.text) or writer.fault(plan, reply.text) is not None:
        return False
    return not claims.found(reply.text, wish.language, wish.about(today))
