"""Work beside the requests ends with its context, also where that fails."""

import asyncio

import pytest

from actions.background import beside


async def test_work_goes_on_meanwhile_and_ends_with_the_context() -> None:
    done: list[str] = []

    async def work() -> None:
        try:
            while True:
                done.append("step")
                await asyncio.sleep(0)
        finally:
            done.append("end")

    async def fail() -> None:
        async with beside(work()):
            await asyncio.sleep(0.01)
            raise ValueError("out")

    with pytest.raises(ValueError, match="out"):
        await fail()
    assert done.count("step") > 1
    assert done[-1] == "end"
    assert done.count("end") == 1
