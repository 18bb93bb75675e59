"""Slots, alternatives, articles and conditions of the hand-written sentences."""

from __future__ import annotations

from random import Random

import pytest

from actions.sample.attributes import draw_attributes
from actions.sample.condition import Condition
from actions.sample.errors import MaterialError
from actions.sample.sentence import Sentence, title_case

RNG = Random(1)


@pytest.mark.parametrize(
    ("written", "filled"),
    [
        ("It is a {material} bowl.", "It is an oak bowl."),
        ("{material} inside. {material} outside.", "Oak inside. Oak outside."),
        ("A {size:n}-litre pan.", "An 8-litre pan."),
        ("{material:t} and {line:l}.", "Oak and fig leaf."),
    ],
)
def test_slots_are_filled_as_prose(written, filled):
    words = {"material": "oak", "size:n": "8", "size": "8 litres", "line": "Fig Leaf"}
    assert Sentence.parse(written).fill(words, RNG) == filled


def test_alternatives_leave_ordinary_brackets_alone():
    assert (
        Sentence.parse("One (or two) of (these|these).").fill({}, RNG) == "One (or two) of these."
    )


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ("waterproof", True),
        ("!waterproof", False),
        ("weight<400 & waterproof", True),
        ("weight>=400", False),
        ("material=oak/ash", True),
        ("material!=oak", False),
        ("absent", False),
        ("!absent", True),
    ],
)
def test_conditions(condition, met):
    facts = {"waterproof": True, "weight": 380, "material": "oak"}
    assert Condition.parse(condition).holds(facts) is met


def test_a_broken_condition_is_named():
    with pytest.raises(MaterialError, match="what is this"):
        Condition.parse("what is this")


def test_attributes_follow_quality_and_each_other():
    specs = {
        "power": "100..200 step 10 W",
        "grade": "plain | fine",
        "wireless": True,
        "battery": {"when": "wireless", "is": "30 h"},
        "cable": {"when": "!wireless", "is": "2 m"},
    }
    cheap, dear = (draw_attributes(specs, quality, Random(5)) for quality in (0.0, 1.0))
    assert cheap.values["power"] < dear.values["power"]
    assert (cheap.values["grade"], dear.values["grade"]) == ("plain", "fine")
    assert cheap.as_json()["battery"] == {"value": 30, "unit": "h"}
    assert cheap.words()["battery"] == "30 hours"
    assert "cable" not in cheap.values


def test_title_case_keeps_units_and_inner_letters():
    assert title_case("chef's 3-layer rain shell") == "Chef's 3-Layer Rain Shell"
