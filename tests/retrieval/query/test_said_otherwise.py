"""What people say otherwise than the catalogue writes it: counts by their attribute's name, other
names of a feature, words in one or in two, colours with a slip."""

from __future__ import annotations

from functools import cache

import pytest
from shelf import english

from retrieval.query import Gazetteers, QueryParser
from retrieval.values import Attribute, Constraint, Money, Op, Product, Understood, Variant

Stated = dict[str, bool | float | str]

_TITLES: list[tuple[str, str, Stated]] = [
    ("Linen sheets", "white", {"thread_count": 200}),
    ("Percale sheets", "brown", {"thread_count": 400}),
    ("Soft trolley", "black", {"cabin": True}),
    ("Hard trolley", "brown", {"cabin": False}),
    ("Wi-Fi router", "white", {"type": "home"}),
    ("Cabled router", "black", {"type": "compatible"}),
    ("Flat cable", "", {"cable_colour": "purple"}),
    ("Round cable", "", {"cable_colour": "grey"}),
]


@cache
def _parser() -> QueryParser:
    products = [
        Product(
            f"o{number}",
            title,
            (Variant(f"o{number}", {"colour": colour} if colour else {}, Money.of(20, "EUR")),),
            attributes=tuple(Attribute(name, value) for name, value in stated.items()),
        )
        for number, (title, colour, stated) in enumerate(_TITLES)
    ]
    return QueryParser(english(), Gazetteers.of(products, english()), "EUR")


def _understood(query: str) -> Understood:
    return _parser().parse(query)


def _only(query: str) -> Constraint:
    (constraint,) = _understood(query).constraints
    return constraint


@pytest.mark.parametrize(
    ("query", "low", "high"),
    [
        ("sheets 400 thread count", 400, 400),
        ("sheets with a thread count of 200", 200, 200),
        ("sheets, thread count over 300", 300, None),
        ("sheets with at least 300 thread count", 300, None),
    ],
)
def test_a_count_is_named_by_its_attribute(query: str, low: float, high: float | None) -> None:
    found = _only(query)
    assert (found.field, found.low, found.high) == ("attribute:thread_count", low, high)


def test_a_count_that_such_things_lack_is_no_price() -> None:
    assert _understood("router under 300 thread count").constraints == ()


@pytest.mark.parametrize("query", ["carry-on trolley", "hand luggage trolley"])
def test_a_feature_is_known_by_its_other_names(query: str) -> None:
    assert (_only(query).field, _only(query).values) == ("attribute:cabin", ("yes",))


@pytest.mark.parametrize("query", ["router without wifi", "router without wi fi"])
def test_what_is_ruled_out_may_be_written_in_one_or_in_two(query: str) -> None:
    found = _only(query)
    assert found.op is Op.NONE_OF
    assert "wi fi" in found.values


@pytest.mark.parametrize(("said", "written"), [("violet", "purple"), ("gray", "grey")])
def test_a_colour_among_the_values_is_known_by_its_other_name(said: str, written: str) -> None:
    found = _only(f"{said} cable")
    assert (found.field, found.values) == ("attribute:cable_colour", (written,))


def test_what_a_thing_goes_with_is_no_type() -> None:
    assert _understood("router compatible with fibre").constraints == ()


@pytest.mark.parametrize(("slip", "colour"), [("brow", "brown"), ("whit", "white")])
def test_an_english_word_beside_a_colour_is_its_slip_before_a_thing(slip: str, colour: str) -> None:
    assert _only(f"{slip} sheets").values[0] == colour
    assert [(c.said, c.meant) for c in _understood(f"{slip} sheets").corrections] == [
        (slip, colour)
    ]


@pytest.mark.parametrize("query", ["glue router", "whit", "a brow for sheets"])
def test_other_words_are_left_as_they_are(query: str) -> None:
    understood = _understood(query)
    assert (understood.constraints, understood.corrections) == ((), ())
