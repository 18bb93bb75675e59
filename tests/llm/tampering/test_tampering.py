"""A planted error is one: what may be true is never planted, and every kind can be."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from llm.plan import Fact, Plan, Task
from llm.tampering import KINDS, PlantWords, Sample, Tamperer
from llm.tampering.draw import Draw
from llm.tampering.pool import Pool

WORDS = PlantWords.load(Path("data/languages/en"))


def _money(slot: str, cents: int, source: str) -> Fact:
    value = {"amount": cents / 100, "currency": "EUR"}
    return Fact(slot, f"€{cents / 100:.2f}", "price", value, source)


def _two(first: int, second: int) -> Sample:
    facts = (
        Fact("name", "Alder Kettle", "title", "Alder Kettle", "catalog:1"),
        _money("price", first, "catalog:1/a"),
        Fact("name2", "Brae Kettle", "title", "Brae Kettle", "catalog:2"),
        _money("price2", second, "catalog:2/a"),
    )
    said = ", and ".join(f"{facts[n].text} costs {facts[n + 1].text}" for n in (0, 2))
    return Sample(Plan(Task.COMPARE, facts, ask="two"), f"{said}.", said.lower())


def _plant(kind: str, sample: Sample, seed: int = 0) -> str | None:
    draw = Draw(sample, Pool.of([sample]), WORDS, random.Random(seed))
    return KINDS[kind](draw)


def test_prices_change_places() -> None:
    planted = _plant("swapped prices", _two(5000, 3000))
    assert planted == "Alder Kettle costs €30.00, and Brae Kettle costs €50.00."


@pytest.mark.parametrize("kind", ["swapped prices", "swapped names", "wrong comparative"])
def test_what_stays_true_is_not_planted(kind: str) -> None:
    assert _plant(kind, _two(5000, 3000)) is not None
    assert _plant(kind, _two(5000, 5000)) is None


def test_a_digit_never_becomes_another_fact() -> None:
    sample = _two(5000, 6000)
    planted = {_plant("changed digit", sample, seed) for seed in range(200)}
    assert sample.text.replace("€50.00", "€60.00") not in planted
    assert len(planted) > 50


def test_others_facts_are_taken_only_where_the_record_lacks_them() -> None:
    def brand(name: str, record: str) -> Sample:
        facts = (Fact("brand", name, "brand", name, "catalog:1"),)
        return Sample(Plan(Task.QA, facts, ask="brand"), f"It is by {name}.", record)

    mine = brand("Alder", "alder and brae")
    pool = Pool.of([mine, brand("Brae", ""), brand("Corrie", "")])
    planted = {KINDS["other brand"](Draw(mine, pool, WORDS, random.Random(n))) for n in range(40)}
    assert planted <= {"It is by Corrie.", None}
    assert "It is by Corrie." in planted


def test_the_draw_is_repeatable_and_no_text_comes_twice() -> None:
    samples = [_two(5000 + n, 3000 + n) for n in range(20)]
    first = [(one.kind, one.text) for one in Tamperer(samples, WORDS, 1).plant(200)]
    assert first == [(one.kind, one.text) for one in Tamperer(samples, WORDS, 1).plant(200)]
    assert len(set(first)) == len(first) >= 200
    assert all(text not in {sample.text for sample in samples} for _, text in first)
