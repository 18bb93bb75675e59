"""Replies sound as the shop wishes: its length, unless a plan has one of its own."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from actions.metrics import Metrics
from actions.replies import ReplyService
from actions.serving import DeviceOwner
from llm.plan import Fact, Length, Plan, Task, Tone
from llm.writer import Writer

FACTS = (
    Fact("name", "Brae Kettle", "title", "Brae Kettle", "catalog:k"),
    Fact("price", "€45.00", "price", {"amount": 45.0, "currency": "EUR"}, "catalog:k/k"),
    Fact("stock", "", "in_stock", True, "catalog:k/k"),
)
PLAN = Plan(Task.QA, FACTS, "how much is it?", "price", tone=Tone.WARM)


async def sentences(plan: Plan, length: Length) -> float:
    """How many a template takes, on average over a few plans."""
    replies = ReplyService(
        Writer.open(None, Path("data/languages")), DeviceOwner(None, None), Metrics(), length=length
    )
    said = [
        await replies.reply(replace(plan, query=f"{n}?"), seed="", deadline=time.monotonic() + 9)
        for n in range(20)
    ]
    return sum(reply.text.count(". ") + 1 for reply in said) / len(said)


async def test_the_shops_length_is_heard() -> None:
    assert await sentences(PLAN, Length.SHORT) < await sentences(PLAN, Length.LONG)


async def test_a_plans_own_length_wins() -> None:
    long = replace(PLAN, length=Length.LONG)
    assert await sentences(long, Length.SHORT) == await sentences(long, Length.LONG)


async def test_a_reply_is_told_sentence_by_sentence_and_is_what_was_told() -> None:
    writer = Writer.open(Path("data/models/generator"), Path("data/languages"))
    owner = DeviceOwner(None, writer.engine)
    await owner.start()
    told: list[str] = []
    try:
        replies = ReplyService(writer, owner, Metrics())
        deadline = time.monotonic() + 60
        reply = await replies.tell(PLAN, told.append, seed="t", deadline=deadline)
    finally:
        await owner.drain()
    assert len(told) > 1
    assert " ".join(told) == reply.text
    assert replies.recent.listed()[0].reply is reply


async def test_a_reply_that_is_told_too_late_is_a_template() -> None:
    writer = Writer.open(Path("data/models/generator"), Path("data/languages"))
    told: list[str] = []
    replies = ReplyService(writer, DeviceOwner(None, writer.engine), Metrics())
    late = time.monotonic() - 1
    reply = await replies.tell(PLAN, told.append, seed="t", deadline=late)
    assert reply.source == "template"
    assert " ".join(told) == reply.text
