"""Customers who talk with an assistant, each waiting for an answer before the next message.

Owns the stop-watch. How an assistant is reached is its door's (`chat_doors.py`)."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count, zip_longest
from typing import Protocol

import numpy as np

TURNS = 10  # of one conversation; then the customer begins another
WARM_UP = 6


class Door(Protocol):
    """One assistant. `say` gives the words of the answer; `talk` names the conversation."""

    async def say(self, talk: str, text: str) -> str: ...

    def cpu_s(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """`must` is a pattern that a true answer holds."""

    name: str
    messages: Sequence[str]
    must: str = r"\w"

    def is_answered(self, text: str) -> bool:
        return bool(re.search(self.must, text))


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one assistant, with so many customers at a time. `answered` is the share of true ones."""

    turns: int
    p50_ms: float
    p95_ms: float
    turns_s: float
    cpu_ms: float
    answered: float


@dataclass(slots=True)
class _Talks:
    took_s: list[float] = field(default_factory=list)
    answered: int = 0


_numbers = count()


async def load(door: Door, kind: Kind, users: int, seconds: float) -> Measured:
    """Raises what the door raises: an assistant that fails has no figure."""
    await _talk(door, kind, _Talks(), _after(WARM_UP))
    talks, cpu_s, began = _Talks(), door.cpu_s(), time.perf_counter()
    until = began + seconds
    async with asyncio.TaskGroup() as customers:
        for _ in range(users):
            customers.create_task(_talk(door, kind, talks, lambda: time.perf_counter() >= until))
    lasted_s, cpu_s = time.perf_counter() - began, door.cpu_s() - cpu_s
    turns = len(talks.took_s)
    p50, p95 = np.percentile(talks.took_s, [50, 95]) * 1000
    return Measured(
        turns, float(p50), float(p95), turns / lasted_s, cpu_s / turns * 1000,
        talks.answered / turns,
    )  # fmt: skip


async def _talk(door: Door, kind: Kind, talks: _Talks, is_over: Callable[[], bool]) -> None:
    said = next(_numbers)
    while True:
        talk = f"{kind.name}-{next(_numbers)}"
        for _ in range(TURNS):
            began = time.perf_counter()
            answer = await door.say(talk, kind.messages[said % len(kind.messages)])
            talks.took_s.append(time.perf_counter() - began)
            talks.answered += kind.is_answered(answer)
            said += 1
            if is_over():
                return


def _after(turns: int) -> Callable[[], bool]:
    left = iter(range(turns - 1))
    return lambda: next(left, None) is None


@dataclass(frozen=True, slots=True)
class Late:
    """A turn of a long conversation: of it and the turns before it."""

    turn: int
    p50_ms: float
    cpu_ms: float


BEFORE = 10  # turns that a figure is the median, and the mean of the processor's time, of


async def long_talk(door: Door, kinds: Sequence[Kind], at: Sequence[int]) -> list[Late]:
    """One conversation, as long as the last of `at`, of all kinds in turn."""
    texts = [text for group in zip_longest(*(k.messages for k in kinds)) for text in group if text]
    edges = {max(0, turn - BEFORE) for turn in at} | set(at)
    took_s, cpu_s = [], {0: door.cpu_s()}
    for number in range(max(at)):
        began = time.perf_counter()
        await door.say("long", texts[number % len(texts)])
        took_s.append(time.perf_counter() - began)
        if number + 1 in edges:
            cpu_s[number + 1] = door.cpu_s()
    found = []
    for turn in at:
        first = max(0, turn - BEFORE)
        used = (cpu_s[turn] - cpu_s[first]) / (turn - first)
        found.append(Late(turn, float(np.median(took_s[first:turn])) * 1000, used * 1000))
    return found
