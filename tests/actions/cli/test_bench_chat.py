"""The bench's own honesty: what is counted, which way a ratio goes, and which bar is met."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from actions.cli.bench import chat
from actions.cli.bench.chat_bars import OURS, THEIRS, report, show
from actions.cli.bench.chat_load import TURNS, WARM_UP, Kind, load, long_talk
from actions.config import load_config
from actions.errors import Unavailable


class Echo:
    """Answers at once, and keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    async def say(self, talk: str, text: str) -> str:
        self.told.append((talk, text))
        await asyncio.sleep(0)
        return f"{text} costs 3"

    def cpu_s(self) -> float:
        return len(self.told) * 0.004


class Down(Echo):
    async def say(self, talk: str, text: str) -> str:
        raise ConnectionError("gone")


KIND = Kind("search", ["a", "b"], r"\d")


async def test_every_turn_counts_once_and_what_it_cost() -> None:
    door = Echo()
    found = await load(door, KIND, 3, 0.05)
    assert found.turns == len(door.told) - WARM_UP
    assert found.cpu_ms == pytest.approx(4)
    assert found.answered == 1
    assert 0 < found.p50_ms <= found.p95_ms


async def test_an_answer_without_what_it_must_hold_is_not_a_true_one() -> None:
    assert (await load(Echo(), Kind("search", ["a"], r"€"), 1, 0.02)).answered == 0


async def test_a_conversation_ends_and_another_begins() -> None:
    door = Echo()
    await load(door, KIND, 2, 0.05)
    talks = [talk for talk, _ in door.told]
    assert max(talks.count(talk) for talk in talks) == TURNS
    assert len(set(talks)) > 2


async def test_an_assistant_that_fails_has_no_figure() -> None:
    with pytest.raises(ConnectionError):
        await load(Down(), KIND, 1, 0.02)


async def test_a_long_talk_is_one_conversation_of_all_kinds() -> None:
    door = Echo()
    found = await long_talk(door, [KIND, Kind("rule", ["hi"])], (10, 25))
    assert [one.turn for one in found] == [10, 25]
    assert [one.cpu_ms for one in found] == pytest.approx([4, 4])
    assert len(door.told) == 25
    assert {talk for talk, _ in door.told} == {"long"}
    assert {text for _, text in door.told} == {"a", "b", "hi"}


def figures(turns_s: float, p95_ms: float = 100.0, cpu_ms: float = 10.0) -> dict[str, Any]:
    run = {"p50_ms": 50.0, "p95_ms": p95_ms, "turns_s": turns_s, "cpu_ms": cpu_ms, "answered": 1.0}
    return {"runs": {"rule x4": run, "search x4": run}, "memory_mb": {"Rasa": 9.0}, "long": []}


def met(found: dict[str, Any]) -> dict[str, bool]:
    return {bar["what"]: bar["met"] for bar in found["bars"]}


def test_a_ratio_above_one_is_quicker_than_default_rasa() -> None:
    found = report({THEIRS: figures(10, cpu_ms=30), OURS: figures(40)})
    assert found["ratios"]["rule x4"] == {"turns_s": 4.0, "cpu": 3.0}
    assert all(met(found).values())


def test_a_missed_bar_is_said() -> None:
    found = report({THEIRS: figures(10), OURS: figures(20, p95_ms=200)})
    assert met(found) == {
        "rule x4: p95 ms": False,
        "rule x4: throughput": False,
        "search x4: p95 ms": True,
        "search x4: throughput": True,
    }


def test_alone_there_is_nothing_to_compare(capsys: pytest.CaptureFixture[str]) -> None:
    found = report({OURS: figures(20)})
    assert "bars" not in found
    show(found)
    assert "rule x4" in capsys.readouterr().out


def test_both_learned_what_they_are_asked() -> None:
    config = load_config()
    learned = "\n".join(
        file.read_text(encoding="utf-8") for file in (config.root / "data" / "nlu").rglob("*.yml")
    )
    told = chat._told(config)
    for kind in chat.KINDS:
        for text in told[kind]["messages"]:
            assert f"- {text}\n" in learned


def test_default_rasa_is_trained_anew_when_what_it_learns_changes() -> None:
    assert chat._digest("{}") == chat._digest("{}") != chat._digest("[]")


def test_training_that_fails_ends_the_bench(tmp_path: Any) -> None:
    with pytest.raises(Unavailable, match="could not be trained"):
        chat._train("no json", tmp_path / "model.tar.gz")
