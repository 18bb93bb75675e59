"""Nothing passes that the plan doesn't license: planted faults of every kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm.corpus.clause import read_folder
from llm.grounding.verifier import Verifier
from llm.plan import Fact, Plan, Task, Tone

VERIFIER = Verifier({"en": read_folder(Path("data/replies/en"))})


def _plan(task: Task, ask: str, **facts: str) -> Plan:
    rows = (Fact(slot, text, slot, text, "catalog:1") for slot, text in facts.items())
    return Plan(task, tuple(rows), ask=ask, tone=Tone.WARM)


PRICE = _plan(Task.QA, "price", name="Harrow Jacket", price="€89.00")
SEARCH = _plan(Task.SEARCH, "one", name="Harrow Jacket", price="€89.00", stock="in stock")


def test_a_reply_made_of_written_clauses_passes() -> None:
    assert VERIFIER.fault(PRICE, "Let me look. {name} costs {price}. Does that help?") is None
    assert VERIFIER.fault(SEARCH, "I'd suggest {name}, at {price}. It's {stock} right now.") is None


@pytest.mark.parametrize(
    "text",
    [
        "{name} costs.",
        "{name} costs {price}. Our price is {price}.",
        "{name} costs {price}. The list price is {list_price}.",
        "{name} costs €12.00 and {price}.",
        "{name} costs {price}. It is black.",
        "{name} costs {price}. It's in stock right now.",
        "{name} costs {price}. It ships on Monday.",
        "{name} costs {price}, less than any other.",
        "{name} by Harrow costs {price}.",
        "{name} does not cost {price}.",
        "{name} costs {price}. <eos>",
        "{name} costs {price}. {",
        "{name} costs {price} {name}.",
        "costs name {price} {name} the.",
        "",
    ],
)
def test_planted_faults_are_turned_away(text: str) -> None:
    assert VERIFIER.fault(PRICE, text) is not None


def test_it_may_not_come_before_the_name_it_stands_for() -> None:
    late = "It's {stock} right now. I'd suggest {name}, at {price}."
    assert VERIFIER.fault(SEARCH, late) is not None


def test_a_clause_of_another_answer_is_no_licence() -> None:
    sorry = "I'm sorry, {name} is {stock} at the moment."
    there = _plan(Task.QA, "stock", name="Harrow Jacket", stock="in stock")
    gone = _plan(Task.QA, "sold_out", name="Harrow Jacket", stock="out of stock")
    assert VERIFIER.fault(gone, sorry) is None
    assert VERIFIER.fault(there, sorry) is not None


def test_small_talk_stays_in_its_place_and_measure() -> None:
    assert VERIFIER.fault(PRICE, "{name} costs {price}. Let me look.") is not None
    assert (
        VERIFIER.fault(PRICE, "Let me look. I checked for you. {name} costs {price}.") is not None
    )
    closers = "Does that help? Anything else I can look up? Ask away if there's more."
    assert VERIFIER.fault(PRICE, f"{{name}} costs {{price}}. {closers}") is not None


def test_a_fact_without_words_is_not_sent() -> None:
    silent = _plan(Task.QA, "price", name="Harrow Jacket", price=" ")
    assert VERIFIER.fault(silent, "{name} costs {price}.") is not None


def test_half_of_one_clause_and_half_of_another_are_no_clause() -> None:
    plan = _plan(Task.SEARCH, "many", name="A", price="€1.00", name2="B", price2="€2.00")
    mixed = "I'd suggest {name}, at {price}. Two others worth seeing are {name2}, at {price2}."
    whole = "I'd suggest {name}, at {price}. Close behind is {name2}, at {price2}."
    assert VERIFIER.fault(plan, whole) is None
    assert VERIFIER.fault(plan, mixed) is not None


def test_a_tone_is_kept() -> None:
    brief = Plan(Task.QA, PRICE.facts, ask="price", tone=Tone.BRIEF)
    assert VERIFIER.fault(brief, "{name} costs {price}.") is None
    assert VERIFIER.fault(brief, "{name} costs {price}. Does that help?") is not None


def test_an_untaught_language_has_no_licence_at_all() -> None:
    plan = Plan(Task.QA, PRICE.facts, ask="price", language="xx", tone=Tone.WARM)
    assert VERIFIER.fault(plan, "{name} costs {price}.") is not None


@given(st.text(max_size=60))
def test_free_text_never_passes_as_a_priced_reply(text: str) -> None:
    assert VERIFIER.fault(PRICE, f"{{name}} costs {{price}}. {text}x9") is not None


@given(name=st.text(min_size=1, max_size=40).filter(str.strip))
def test_whatever_a_title_holds_the_reply_is_judged_by_its_own_words(name: str) -> None:
    plan = _plan(Task.QA, "price", name=name, price="€89.00")
    assert VERIFIER.fault(plan, "{name} costs {price}.") is None


def test_a_yes_to_something_else_than_was_asked_is_not_sent() -> None:
    facts = [
        Fact("name", "Harrow Jacket", "title", "Harrow Jacket", "catalog:1"),
        Fact("feature", "waterproof", "attributes.waterproof", "yes", "catalog:1"),
    ]
    plan = Plan(Task.QA, tuple(facts), ask="yes", tone=Tone.WARM, answers="waterproof")
    assert VERIFIER.fault(plan, "Yes, {name} is {feature}.") is None
    for other in ("", "vegan"):
        fault = VERIFIER.fault(replace(plan, answers=other), "Yes, {name} is {feature}.")
        assert fault == "a yes to something else than was asked"
