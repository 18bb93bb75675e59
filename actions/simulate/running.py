"""Many conversations, some at once. Owns their order and the progress, no judgement."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import aiohttp

from actions.simulate.case import Case, Outcome
from actions.simulate.target import Target

Advance = Callable[[int, int], None]


async def run_cases(
    target: Target, cases: Sequence[Case], at_once: int, advance: Advance
) -> list[Outcome]:
    """In the order of `cases`. Raises what a conversation raises (`NoAnswer`)."""
    door = asyncio.Semaphore(at_once)
    done = 0
    advance(0, len(cases))

    async def one(case: Case) -> Outcome:
        nonlocal done
        async with door:
            outcome = await target.run(case, http)
        done += 1
        advance(done, len(cases))
        return outcome

    async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(case)) for case in cases]
    return [task.result() for task in tasks]
