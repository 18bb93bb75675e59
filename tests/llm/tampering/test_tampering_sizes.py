"""Sizes are changed for others of their sort: letters for letters, centimetres for centimetres."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from llm.plan import Fact, Plan, Task
from llm.tampering import KINDS, PlantWords, Sample
from llm.tampering.draw import Draw
from llm.tampering.pool import Pool

WORDS = PlantWords.load(Path("data/languages/en"))


def sample(slot: str, text: str, field: str, value: Any) -> Sample:
    facts = (Fact(slot, text, field, value, "catalog:1"),)
    return Sample(
        Plan(Task.DESCRIPTION, facts, ask="product"), f"It comes in {text}.", text.lower()
    )


LETTERS = sample("sizes", "S, M and L", "options.size", ["S", "M", "L"])
MORE_LETTERS = sample("choices", "XS, XL", "options.size", ["XS", "XL"])
NUMBERS = sample("choices", "38, 40", "options.size", ["38", "40"])
MORE_NUMBERS = sample("sizes", "42 and 44", "options.size", ["42", "44"])
BED = sample("size", "double", "size", "double")
BEDS = sample("choices", "single, king", "options.size", ["single", "king"])
PANS = sample("choices", "20 cm, 24 cm", "options.diameter", ["20 cm", "24 cm"])
PAN = sample("value", "28 cm", "attributes.diameter", "28 cm")
INCHES = sample("value", "15 inch", "attributes.diameter", "15 inch")
COLOURS = sample("choices", "navy, sage", "options.colour", ["navy", "sage"])
RATING = sample("value", "5 l", "attributes.capacity", "5 l")
ALL = [LETTERS, MORE_LETTERS, NUMBERS, MORE_NUMBERS, BED, BEDS, PANS, PAN, INCHES, COLOURS, RATING]


def planted(mine: Sample) -> set[str]:
    pool = Pool.of(ALL)
    drawn = {KINDS["changed size"](Draw(mine, pool, WORDS, random.Random(n))) for n in range(60)}
    return {text.removeprefix("It comes in ") for text in drawn if text}


def test_one_of_those_to_choose_from_becomes_another_of_its_sort() -> None:
    changed = {
        f"{a}, {b} and {c}."
        for other in ("XS", "XL")
        for a, b, c in ((other, "M", "L"), ("S", other, "L"), ("S", "M", other))
    }
    assert planted(LETTERS) == changed
    assert planted(NUMBERS) == {"42, 40.", "44, 40.", "38, 42.", "38, 44."}


def test_a_size_alone_and_a_measure_of_length_are_sizes_too() -> None:
    assert planted(BED) == {"single.", "king."}
    assert planted(PAN) == {"20 cm.", "24 cm."}
    assert planted(PANS) == {"28 cm, 24 cm.", "20 cm, 28 cm."}


@pytest.mark.parametrize("other", [COLOURS, RATING, INCHES])
def test_what_is_no_size_or_has_no_other_of_its_sort_stays(other: Sample) -> None:
    assert planted(other) == set()


def test_a_size_that_the_record_holds_is_never_planted() -> None:
    known = Sample(LETTERS.plan, LETTERS.text, "s, m, l; also as xs in another colour")
    assert all("XL" in text for text in planted(known))
    assert planted(known)
