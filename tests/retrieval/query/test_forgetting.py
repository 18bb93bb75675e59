"""What of a search is given up by words, and what to say to give it up."""

import pytest
from shelf import parser
from test_constraints import written

from retrieval.query import forgetting, refine
from retrieval.values import Sort, Understood

FIRST = "a waterproof jacket with a hood under 120, not black, for women, at least 4 stars, size M"
ALL = {
    "price ..<120",
    "colour not black",
    "attribute:waterproof yes",
    "attribute:hood yes",
    "attribute:gender women",
    "rating 4..",
    "size m",
}


def means(understood: Understood) -> set[str]:
    return {written(c) for c in understood.constraints}


def after(utterance: str, first: str = FIRST) -> Understood:
    return refine(parser(), parser().parse(first), utterance)


@pytest.mark.parametrize(
    ("utterance", "gone"),
    [
        ("forget waterproof", {"attribute:waterproof yes"}),
        ("it doesn't have to be waterproof", {"attribute:waterproof yes"}),
        ("waterproof isn't necessary", {"attribute:waterproof yes"}),
        ("never mind the hood", {"attribute:hood yes"}),
        ("forget the price and the rating", {"price ..<120", "rating 4.."}),
        ("take off the price limit", {"price ..<120"}),
        ("ignore the size", {"size m"}),
        ("forget the rating", {"rating 4.."}),
        ("forget not black", {"colour not black"}),
    ],
)
def test_just_what_is_named_is_given_up(utterance: str, gone: set[str]) -> None:
    assert gone <= ALL
    assert means(after(utterance)) == ALL - gone


def test_without_a_thing_denies_it_and_forgets_nothing() -> None:
    assert means(after("without the hood")) == (ALL - {"attribute:hood yes"}) | {
        "attribute:hood not yes"
    }


def test_order_is_given_up_by_its_name() -> None:
    assert parser().parse("cheapest jacket").sort is Sort.PRICE_ASC
    assert after("forget the order", "cheapest jacket").sort is None


@pytest.mark.parametrize("first", [FIRST, "red or blue Tarn jacket, no wax, not Canyon"])
def test_what_would_be_said_gives_up_just_that(first: str) -> None:
    understood = parser().parse(first)
    assert len(understood.constraints) >= 4
    for constraint in understood.constraints:
        text = forgetting(understood, constraint, parser().language)
        left = refine(parser(), understood, text).constraints
        assert set(left) == set(understood.constraints) - {constraint}


def test_word_that_is_no_condition_leaves_the_text_and_the_thing_stays() -> None:
    first = "jacket for cold mornings"
    assert after("forget cold mornings", first).text == "jacket"
    assert "jacket" in after("forget the jacket", first).text
