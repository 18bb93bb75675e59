"""Many at once are written together, each told of its own, and one's fault is no other's."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from actions.personal.event import Event
from actions.personal.intake import Intake, IntakeFull, taking_in
from actions.personal.purpose import Purpose
from tests.actions.personal.conftest import ANN, Diary


class Watched:
    """A journal that counts its transactions, and waits to be let go."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self.batches: list[int] = []
        self.go = threading.Event()

    def keep(self, events: Sequence[Event]) -> list[bool]:
        self.go.wait(5)
        self.batches.append(len(events))
        if any(event.product_id == "cursed" for event in events):
            raise RuntimeError("the disk is full")
        return self._diary.journal.keep(events)


@pytest.fixture
def watched(diary: Diary) -> Watched:
    diary.consents.put(ANN, {Purpose.PERSONALISATION: True})
    return Watched(diary)


async def test_whoever_comes_meanwhile_is_written_together(diary: Diary, watched: Watched) -> None:
    intake = Intake(watched)  # type: ignore[arg-type]
    async with taking_in(intake):
        asked = [asyncio.create_task(intake.keep([diary.event(ANN)])) for _ in range(20)]
        await asyncio.sleep(0.05)
        watched.go.set()
        assert await asyncio.gather(*asked) == [1] * 20
    assert len(watched.batches) <= 2
    assert len(diary.kept(ANN, Purpose.PERSONALISATION)) == 20


async def test_each_is_told_of_its_own(diary: Diary, watched: Watched) -> None:
    intake, twice = Intake(watched), diary.event(ANN)  # type: ignore[arg-type]
    watched.go.set()
    async with taking_in(intake):
        several = [[twice], [twice, diary.event(ANN)], [diary.event(ANN), diary.event(ANN)]]
        told = await asyncio.gather(*(intake.keep(events) for events in several))
    assert told == [1, 1, 2]


async def test_what_cant_be_kept_takes_no_other_with_it(diary: Diary, watched: Watched) -> None:
    intake = Intake(watched)  # type: ignore[arg-type]
    async with taking_in(intake):
        asked = [intake.keep([diary.event(ANN, name)]) for name in ("fine", "cursed", "well")]
        waiting = asyncio.gather(*asked, return_exceptions=True)
        await asyncio.sleep(0.05)
        watched.go.set()
        told = await waiting
    assert [told[0], told[2]] == [1, 1]
    assert isinstance(told[1], RuntimeError)


async def test_what_waits_at_the_end_is_written(diary: Diary, watched: Watched) -> None:
    intake = Intake(watched)  # type: ignore[arg-type]
    async with taking_in(intake):
        asked = [asyncio.create_task(intake.keep([diary.event(ANN)])) for _ in range(3)]
        await asyncio.sleep(0)
        watched.go.set()
    assert [one.result() for one in asked] == [1, 1, 1]


async def test_more_than_can_wait_is_refused_whole(diary: Diary, watched: Watched) -> None:
    intake = Intake(watched, most_waiting=3)  # type: ignore[arg-type]
    first = asyncio.create_task(intake.keep([diary.event(ANN), diary.event(ANN)]))
    await asyncio.sleep(0)
    with pytest.raises(IntakeFull):
        await intake.keep([diary.event(ANN), diary.event(ANN)])
    watched.go.set()
    async with taking_in(intake):
        assert await first == 2
