"""What was said to a sender lately is kept for them alone, in bounds, and for a while."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from actions import lately
from actions.lately import Lately
from actions.metrics import Metrics
from actions.replies import ReplyService
from actions.serving import DeviceOwner
from llm.plan import Fact, Plan, Task
from llm.writer import Writer

PLAN = Plan(
    Task.QA,
    (
        Fact("name", "Brae Kettle", "title", "Brae Kettle", "catalog:k"),
        Fact("price", "€45.00", "price", {"amount": 45.0, "currency": "EUR"}, "catalog:k/k"),
    ),
    "how much is it?",
    "price",
)
TURNS = 12


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_sender_has_their_own() -> None:
    said = Lately()
    said.add("ann", (1, 2))
    said.add("ben", (3,))
    assert said.of("ann") == {(1, 2)}
    assert said.of("ben") == {(3,)}
    assert said.of("") == set()


def test_a_conversation_is_forgotten_after_a_while() -> None:
    clock = Clock()
    said = Lately(clock)
    said.add("ann", (1,))
    clock.now = lately.TTL_S - 1
    said.add("ben", (2,))
    assert said.of("ann") == {(1,)}
    clock.now = lately.TTL_S
    assert said.of("ben") == {(2,)}
    assert said.of("ann") == set()
    assert list(said._said) == ["ben"]


def test_so_many_wordings_of_so_many_senders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lately, "MAX_SENDERS", 2)
    said = Lately()
    for number in range(lately.WORDINGS + 1):
        said.add("ann", (number,))
    assert len(said.of("ann")) == lately.WORDINGS
    assert (0,) not in said.of("ann")
    for sender in ("ben", "cat"):
        said.add(sender, (1,))
    assert said.of("ann") == set()


async def test_a_customer_hears_fewer_wordings_twice_and_others_are_not_touched() -> None:
    """The same question about `TURNS` products of one conversation, and of as many customers."""
    writer = Writer.open(Path("data/models/generator"), Path("data/languages"))
    owner = DeviceOwner(None, writer.engine)
    await owner.start()
    replies = ReplyService(writer, owner, Metrics())

    async def different(senders: list[str]) -> int:
        wordings = set()
        for turn, sender in enumerate(senders):
            plan = replace(PLAN, query=f"the price of {turn}?")
            deadline = time.monotonic() + 60
            reply = await replies.reply(plan, seed=str(turn), deadline=deadline, to=sender)
            wordings.add(reply.wording and reply.wording.completion_tokens)
        return len(wordings)

    try:
        alone = await different([""] * TURNS)
        assert await different([f"customer {turn}" for turn in range(TURNS)]) == alone < TURNS
        assert await different(["ann"] * TURNS) > alone
    finally:
        await owner.drain()
