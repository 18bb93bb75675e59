"""Facts go where their slots are, and a reply stays well punctuated."""

from __future__ import annotations

from llm.grounding.fill import fill
from llm.grounding.words import speak
from llm.plan import Fact, Plan, Task

WORDS = {
    "stock": {"true": "in stock", "false": "out of stock"},
    "count": {"one": "{n} match", "other": "{n} matches"},
    "rating": {"one": "{n} star", "other": "{n} stars"},
}


def _plan(*facts: Fact, locale: str = "en") -> Plan:
    return Plan(Task.QA, facts, locale=locale)


def _fact(slot: str, text: str = "", value: object = "") -> Fact:
    return Fact(slot, text, slot, value, "catalog:1")


def test_a_title_that_ends_its_sentence_takes_no_second_stop() -> None:
    plan = _plan(_fact("name", "Desk, 60 in."))
    assert fill("The best fit is {name}.", plan) == "The best fit is Desk, 60 in."
    assert (
        fill("The best fit is {name}, I think.", plan) == "The best fit is Desk, 60 in., I think."
    )


def test_braces_in_a_fact_are_text() -> None:
    plan = _plan(_fact("name", "{price} <b>"), _fact("price", "€1.00"))
    assert fill("{name} costs {price}.", plan) == "{price} <b> costs €1.00."


def test_values_are_said_in_the_languages_words_and_numbers_in_the_locales() -> None:
    plan = _plan(
        _fact("stock", value=False), _fact("count", value=1), _fact("rating2", value=4.5),
        locale="de",
    )  # fmt: skip
    assert [fact.text for fact in speak(plan, WORDS).facts] == [
        "out of stock",
        "1 match",
        "4,5 stars",
    ]
    many = speak(_plan(_fact("count", value=1234)), WORDS)
    assert many.facts[0].text == "1,234 matches"


def test_a_value_without_words_is_said_as_the_record_has_it() -> None:
    assert speak(_plan(_fact("state", value="out_for_delivery")), {}).facts[0].text == (
        "out for delivery"
    )
