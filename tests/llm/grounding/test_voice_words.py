"""The shop's words state nothing by themselves: none is a fact by the checker that shares nothing
with the verifier, nor a value of the sample catalogue. What they could claim is refused."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from llm.evaluate import vocabulary
from llm.grounding.final import FinalVerifier
from llm.grounding.templates import Templates
from llm.plan import Fact, Plan, Task

LANGUAGES = Path("data/languages")
VERIFIER = FinalVerifier.of_corpus(LANGUAGES, Path("data/replies"))
WORDS = VERIFIER.plain_words("en")
CHECKER = tomllib.loads((LANGUAGES / "en" / "checker.toml").read_text("utf-8"))
# Values of some attribute ("spring-clean: check") that a sentence can't do without.
ALSO_VALUES = {"check", "clear", "either", "lead", "reading", "right", "short"}
PLAN = Templates(LANGUAGES).speak(
    Plan(
        Task.QA,
        (
            Fact("name", "Harrow Jacket", "title", "Harrow Jacket", "catalog:1"),
            Fact("price", "€89.00", "price", {"amount": 89.0, "currency": "EUR"}, "catalog:1/1a"),
        ),
        ask="price",
        locale="en_IE",
    )
)


def test_no_word_is_a_fact_or_hype() -> None:
    facts = {word for words in CHECKER["fact_words"].values() for word in words}
    assert WORDS & (facts | set(CHECKER["hype"])) == set()


def test_no_word_is_a_value_of_the_catalogue() -> None:
    lines = Path("data/catalog/products.jsonl").read_text("utf-8").splitlines()
    values = vocabulary({"products": [json.loads(line)]} for line in lines)
    assert len(values) > 100
    assert WORDS & values <= ALSO_VALUES


@pytest.mark.parametrize(
    "text",
    [
        "Thankfully we have good news: the Harrow Jacket can be yours for €89.00.",
        "I've looked through our listings, and the price given for the Harrow Jacket is €89.00.",
        "For the Harrow Jacket the figure in our database is €89.00; hopefully that clarifies it.",
        "Let me reply to your enquiry: according to our data, Harrow Jacket is €89.00.",
    ],
)
def test_everyday_words_may_be_said(text: str) -> None:
    assert VERIFIER.fault(PLAN, text) is None


@pytest.mark.parametrize(
    "claim",
    [
        "It is also waterproof.", "It has been featured in magazines.", "Delivery is provided.",
        "Thankfully it's reduced.", "It really is the best.", "Hopefully you'll have it by Friday.",
        "We sell lots of them.", "It ships soon.", "It's recommended by experts.",
        "It comes in navy.", "Everyone appreciates it.", "It never fails.", "Its price falls.",
        "It actually costs €79.00.", "Presumably it isn't €89.00.", "Only two remain.",
    ],
)  # fmt: skip
def test_what_no_record_holds_is_refused_still(claim: str) -> None:
    assert VERIFIER.fault(PLAN, f"Harrow Jacket costs €89.00. {claim}") is not None
