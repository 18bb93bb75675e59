"""A search changed by what is said next."""

import pytest
from shelf import parser
from test_constraints import written

from retrieval.query import drop, refine
from retrieval.values import Attribute, Money, Product, Sort, Understood, Variant

FIRST = "a waterproof jacket under 120, not black"
SHOWN = [Money.of("99.90", "EUR"), Money.of(80, "EUR")]


def after(*utterances: str, first: str = FIRST) -> Understood:
    understood = parser().parse(first)
    for utterance in utterances:
        understood = refine(parser(), understood, utterance, SHOWN)
    return understood


def means(understood: Understood) -> set[str]:
    return {written(c) for c in understood.constraints}


WAS = {"price ..<120", "colour not black", "attribute:waterproof yes"}


@pytest.mark.parametrize(
    ("utterance", "gone", "new"),
    [
        ("cheaper", {"price ..<120"}, {"price ..<99.9"}),
        ("too expensive", {"price ..<120"}, {"price ..<99.9"}),
        ("something cheaper in red", {"price ..<120"}, {"price ..<99.9", "colour red|burgundy"}),
        ("more expensive", {"price ..<120"}, {"price >99.9..<120"}),
        ("under 80 instead", {"price ..<120"}, {"price ..<80"}),
        ("under 80", {"price ..<120"}, {"price ..<80"}),
        ("forget the price", {"price ..<120"}, set()),
        ("the price doesn't matter", {"price ..<120"}, set()),
        ("any colour", {"colour not black"}, set()),
        ("any colour but red", {"colour not black"}, {"colour not black|red|burgundy"}),
        ("black is fine", {"colour not black"}, {"colour black"}),
        ("in blue", set(), {"colour blue|navy"}),
        ("size L please", set(), {"size l"}),
        ("in stock only", set(), {"in_stock yes"}),
        ("not Tarn", set(), {"brand not Tarn"}),
        ("by Canyon", set(), {"brand Canyon"}),
        ("with a hood", set(), {"attribute:hood yes"}),
        ("without hood", set(), {"attribute:hood not yes"}),
        ("at least 4 stars", set(), {"rating 4.."}),
        ("no wax please", set(), {"text not wax"}),
    ],
)
def test_utterance_changes_just_what_it_says(utterance: str, gone: set[str], new: set[str]) -> None:
    assert means(after(utterance)) == (WAS - gone) | new


@pytest.mark.parametrize(
    ("utterance", "expected"),
    [
        ("in blue", {"brand Tarn", "colour blue|navy"}),
        ("also in blue", {"brand Tarn", "colour red|burgundy|blue|navy"}),
        ("or blue", {"brand Tarn", "colour red|burgundy|blue|navy"}),
        ("blue or green instead", {"brand Tarn", "colour blue|navy|green|olive|sage|mint"}),
        ("not red", {"brand Tarn", "colour not red|burgundy"}),
        ("another colour", {"brand Tarn", "colour not red|burgundy"}),
        ("other brands", {"brand not Tarn", "colour red|burgundy"}),
        ("not that brand", {"brand not Tarn", "colour red|burgundy"}),
        ("any brand", {"colour red|burgundy"}),
        ("canyon instead", {"brand Canyon", "colour red|burgundy"}),
    ],
)
def test_names_replace_or_join_names(utterance: str, expected: set[str]) -> None:
    assert means(after(utterance, first="red tarn jacket")) == expected


def test_what_is_dropped_leaves_the_text() -> None:
    assert after("in blue", first="red tarn jacket").text == "tarn jacket blue"
    assert after("other brands", first="red tarn jacket").text == "red jacket"
    assert after("forget the colour", first="red tarn jacket").text == "tarn jacket"


def test_plain_words_extend_the_text_once() -> None:
    assert after("for running").text == "waterproof jacket running"
    assert after("for running", "for running").text == "waterproof jacket running"


def test_another_thing_takes_the_place_of_the_first() -> None:
    understood = after("tents instead")
    assert understood.text == "tents"
    assert means(understood) == {"price ..<120", "colour not black"}


@pytest.mark.parametrize(
    ("query", "means_then"),
    [
        ("jacket around 100", "price ..<99"),
        ("jacket between 80 and 120", "price 80..<99"),
        ("jacket 80-120", "price 80..<99"),
    ],
)
def test_cheaper_than_about_so_much_has_no_lower_end(query: str, means_then: str) -> None:
    found = refine(parser(), parser().parse(query), "cheaper", [Money.of(99, "EUR")])
    assert means_then in means(found)


def test_cheaper_twice_goes_on_down_and_keeps_a_lower_bound() -> None:
    understood = parser().parse("jacket over 50")
    first = refine(parser(), understood, "cheaper", [Money.of(119, "EUR")])
    assert means(first) == {"price >50..<119"}
    second = refine(parser(), first, "cheaper", [Money.of(89, "EUR")])
    assert means(second) == {"price >50..<89"}
    third = refine(parser(), second, "cheaper", [Money.of(50, "EUR")])
    assert means(third) == {"price ..<50"}


def test_cheaper_with_nothing_shown_sorts_by_price() -> None:
    understood = refine(parser(), parser().parse(FIRST), "cheaper")
    assert understood.sort is Sort.PRICE_ASC
    assert means(understood) == WAS


@pytest.mark.parametrize(
    ("utterance", "sort"),
    [
        ("newest first", Sort.NEWEST),
        ("better rated", Sort.RATING),
        ("cheapest first", Sort.PRICE_ASC),
    ],
)
def test_sort_wishes(utterance: str, sort: Sort) -> None:
    assert after(utterance).sort is sort
    assert after(utterance, "in blue").sort is sort


def test_measure_wishes_become_words() -> None:
    assert after("bigger", first="tent").text == "tent large"


def test_wishes_add_up_over_turns() -> None:
    understood = after("in red", "size M", "cheaper", "not Tarn", "forget the price")
    assert means(understood) == {
        "colour not black",
        "attribute:waterproof yes",
        "colour red|burgundy",
        "size m",
        "brand not Tarn",
    }


def test_query_keeps_what_was_said_and_stays_short() -> None:
    assert after("in blue").query == f"{FIRST}, in blue"
    assert len(after(*["and also something in a deep blue please"] * 20).query) <= 300


def test_drop_forgets_one_field_and_its_words() -> None:
    understood = drop(parser().parse("red tarn jacket under 100"), "colour")
    assert means(understood) == {"brand Tarn", "price ..<100"}
    assert understood.text == "tarn jacket"
    assert drop(parser().parse("cheapest jacket"), "price").sort is None
    assert drop(understood, "unheard of") == understood


def test_lighter_is_below_the_weight_shown_where_one_is() -> None:
    light, bare = (
        Product(name, name, (Variant(name),), attributes=attributes)
        for name, attributes in (("light", (Attribute("weight", 280, "g"),)), ("bare", ()))
    )
    understood = parser().parse("jacket")
    changed = refine(parser(), understood, "something lighter", (), [bare, light])
    (bound,) = changed.constraints
    assert (bound.field, bound.high, bound.unit, bound.open_high) == (
        "attribute:weight",
        280,
        "g",
        True,
    )
    assert changed.text == "jacket"
    assert refine(parser(), understood, "something lighter", (), [bare]).text == "jacket light"
    heavier = refine(parser(), understood, "a heavier one", (), [light]).constraints[0]
    assert (heavier.low, heavier.open_low) == (280, True)


@pytest.mark.parametrize(
    ("utterance", "stated", "low", "high"),
    [
        ("something bigger", ("sleeps", 3, ""), 3, None),
        ("a smaller one", ("capacity", 30, "l"), None, 30),
        ("anything brighter?", ("brightness", 200, "lm"), 200, None),
        ("with a longer battery life", ("battery_life", 12, "h"), 12, None),
    ],
)
def test_other_measures_are_surpassed_where_they_are_stated(
    utterance: str, stated: tuple[str, float, str], low: float | None, high: float | None
) -> None:
    shown = Product("one", "one", (Variant("one"),), attributes=(Attribute(*stated),))
    (bound,) = refine(parser(), parser().parse("jacket"), utterance, (), [shown]).constraints
    assert (bound.field, bound.low, bound.high) == (f"attribute:{stated[0]}", low, high)


@pytest.mark.parametrize("utterance", ["the wind ones", "wind", "show me the wind ones"])
def test_word_that_some_of_the_kind_are_called_by_must_be_found(utterance: str) -> None:
    assert means(after(utterance, first="jackets")) == {"text wind"}


@pytest.mark.parametrize("utterance", ["the nice ones", "nice", "the jacket ones"])
def test_word_that_none_or_all_are_called_by_leaves_none_out(utterance: str) -> None:
    assert means(after(utterance, first="jackets")) == set()


def test_dearer_than_a_sum_named_about_stays_in_sight_of_it() -> None:
    understood = after("a bit fancier maybe", first="a jacket around 80")
    assert means(understood) == {"price >99.9..200"}
    assert understood.text == "jacket"
