"""Whether what is said next changes the last search or begins another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import parser

from retrieval.query import begins_anew

FIRST = "jackets under 150"


def anew(utterance: str, *, first: str = FIRST, supposed: bool = False) -> bool:
    return begins_anew(parser(), parser().parse(first), utterance, supposed)


@pytest.mark.parametrize("supposed", [False, True])
@pytest.mark.parametrize(
    "utterance",
    [
        "in red",
        "the red ones",
        "do you have it in red?",
        "with a hood",
        "and with a hood",
        "for women",
        "from Tarn",
        "Tarn",
        "under 100",
        "in stock only",
        "waterproof",
        "wind",
        "cheaper",
        "forget the price",
        "red jackets",
        "a jacket for women",
        "rain jackets",
        "jackets for cold mornings",
        "boots instead",
    ],
)
def test_a_change_is_no_new_search_whatever_was_supposed(utterance: str, supposed: bool) -> None:
    assert not anew(utterance, supposed=supposed)


@pytest.mark.parametrize("supposed", [False, True])
@pytest.mark.parametrize(
    "utterance",
    [
        "boots",
        "and boots",
        "do you have boots to go with them?",
        "what about boots?",
        "leather boots under 100",
        "a gift for my sister",
    ],
)
def test_another_thing_is_a_new_search_whatever_was_supposed(
    utterance: str, supposed: bool
) -> None:
    assert anew(utterance, supposed=supposed)


@pytest.mark.parametrize("utterance", ["jackets", "show me jackets"])
def test_the_thing_alone_begins_anew(utterance: str) -> None:
    assert anew(utterance)


@pytest.mark.parametrize("supposed", [False, True])
@pytest.mark.parametrize("utterance", ["something for the beach", "whatever keeps me dry"])
def test_what_names_nothing_is_what_it_was_supposed_to_be(utterance: str, supposed: bool) -> None:
    assert anew(utterance, supposed=supposed) == supposed


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_decided_somehow(first: str, second: str) -> None:
    assert anew(second, first=first) in (True, False)
