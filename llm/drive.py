"""Runs many replies through one engine at once. Owns the loop; for callers without a server."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

from llm.engine.engine import Engine
from llm.engine.request import Completion, GenerateRequest
from llm.engine.sequence import Sequence
from llm.reply import Reply

Steps = Generator[GenerateRequest, Completion, Reply]


def drive(engine: Engine, replies: Iterable[Steps], done: Callable[[int], None]) -> list[Reply]:
    """The replies in their order; `done` hears how many are finished. As many run at a time as the
    engine has slots."""
    waiting = enumerate(replies)
    running: dict[Sequence, tuple[int, Steps]] = {}
    finished: dict[int, Reply] = {}

    def advance(number: int, steps: Steps, completion: Completion | None) -> None:
        try:
            request = next(steps) if completion is None else steps.send(completion)
        except StopIteration as stop:
            finished[number] = stop.value
            done(len(finished))
        else:
            running[engine.add(request)] = (number, steps)

    while True:
        while len(running) < engine.slots and (entry := next(waiting, None)) is not None:
            advance(*entry, None)
        if not running:
            return [finished[number] for number in sorted(finished)]
        for sequence in engine.step():
            number, steps = running.pop(sequence)
            advance(number, steps, sequence.completion())
