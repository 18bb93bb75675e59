"""Constraints on products: what each means, and that the table means the same."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.filters import FilterTable, matching_variant
from retrieval.values import Attribute, Constraint, Money, Op, Product, Variant


def variant(
    variant_id: str = "v", price: float | None = 50, stock: int | None = 5, **options: str
) -> Variant:
    return Variant(
        variant_id, options, None if price is None else Money.of(price, "EUR"), None, stock
    )


def product(*variants: Variant, title: str = "Rain jacket", **fields: object) -> Product:
    return Product("p", title, variants or (variant(),), **fields)  # type: ignore[arg-type]


def any_of(field: str, *values: str) -> Constraint:
    return Constraint(field, Op.ANY_OF, values)


def none_of(field: str, *values: str) -> Constraint:
    return Constraint(field, Op.NONE_OF, values)


def between(
    field: str, low: float | None = None, high: float | None = None, unit: str = ""
) -> Constraint:
    return Constraint(field, Op.BETWEEN, low=low, high=high, unit=unit)


def meets(item: Product, *constraints: Constraint) -> bool:
    """By both ways at once: where they differ, the test fails."""
    table = FilterTable()
    table.put(0, item)
    alone = matching_variant(item, constraints) is not None
    assert table.mask(constraints).tolist() == [alone]
    return alone


def test_one_variant_must_meet_everything_together() -> None:
    item = product(variant("a", 90, colour="navy"), variant("b", 120, colour="red"))
    assert meets(item, any_of("colour", "red"))
    assert meets(item, between("price", high=100))
    assert not meets(item, any_of("colour", "red"), between("price", high=100))


def test_variant_in_stock_comes_before_a_cheaper_one_and_cheap_before_dear() -> None:
    item = product(
        variant("gone", 10, 0), variant("dear", 90), variant("good", 80), variant("odd", 5, None)
    )
    best = matching_variant(item, [])
    assert best is not None
    assert best.variant_id == "good"
    only = matching_variant(item, [between("price", high=20)])
    assert only is not None
    assert only.variant_id == "odd"


def test_bounds_include_their_ends_and_exclude_the_unknown() -> None:
    assert meets(product(variant(price=119.9)), between("price", high=119.9))
    assert not meets(product(variant(price=119.91)), between("price", high=119.9))
    assert meets(product(variant(price=0.1)), between("price", low=0.1))
    assert not meets(product(variant(price=None)), between("price", high=100))
    assert meets(product(variant(price=None)), between("price"))


def test_open_bounds_exclude_their_ends() -> None:
    under = Constraint("price", Op.BETWEEN, high=100, open_high=True)
    assert meets(product(variant(price=99.99)), under)
    assert not meets(product(variant(price=100)), under)
    over = Constraint("attribute:weight", Op.BETWEEN, low=2, unit="kg", open_low=True)
    assert not meets(product(attributes=(Attribute("weight", 2000, "g"),)), over)
    assert meets(product(attributes=(Attribute("weight", 2001, "g"),)), over)


def test_what_the_record_leaves_open_the_name_may_say() -> None:
    leather, waterproof = (
        any_of("attribute:material", "leather"),
        any_of("attribute:waterproof", "yes"),
    )
    assert meets(product(title="Leather wallet"), leather)
    assert meets(product(title="Wallet", category="leather wallets"), leather)
    assert not meets(product(title="Wallet", description="Looks like leather."), leather)
    cotton = (Attribute("material", "cotton"),)
    assert not meets(product(title="Wallet, leather trim", attributes=cotton), leather)
    assert meets(product(title="Waterproof jacket"), waterproof)
    dry = (Attribute("waterproof", False),)
    assert not meets(product(title="Waterproof jacket", attributes=dry), waterproof)
    assert meets(product(title="Black jacket"), any_of("colour", "black"))
    assert not meets(
        product(variant(colour="red"), title="Black jacket"), any_of("colour", "black")
    )


def test_what_is_not_wanted_is_not_wanted_by_name_either() -> None:
    assert not meets(product(title="Leather wallet"), none_of("attribute:material", "leather"))
    assert not meets(product(title="Waterproof jacket"), none_of("attribute:waterproof", "yes"))


def test_a_text_that_says_it_otherwise_does_not_say_it() -> None:
    leather = Constraint("attribute:material", Op.ANY_OF, ("leather",), but=("vegan leather",))
    assert not meets(product(attributes=(Attribute("material", "vegan leather"),)), leather)
    assert meets(product(attributes=(Attribute("material", "goat leather"),)), leather)
    alcohol = Constraint("text", Op.NONE_OF, ("alcohol",), but=("alcohol free",))
    assert meets(product(description="An alcohol-free toner."), alcohol)
    assert not meets(product(description="With alcohol."), alcohol)


@pytest.mark.parametrize(
    ("stated", "players", "meant"),
    [("2 to 4", 4, True), ("3-5", 2, False), ("2 to 4", 5, False), ("60 x 4", 4, False)],
)
def test_a_span_of_numbers_holds_those_between(stated: str, players: int, *, meant: bool) -> None:
    game = product(attributes=(Attribute("players", stated),))
    assert meets(game, between("attribute:players", players, players)) is meant


def test_a_bare_number_is_in_the_unit_that_is_asked_for() -> None:
    for value in (8, "8", "8 years", "6 to 9 years"):
        toy = product(attributes=(Attribute("age", value),))
        assert meets(toy, between("attribute:age", high=8, unit="yr"))
        assert not meets(toy, between("attribute:age", high=5, unit="yr"))


def test_rating_bound_excludes_unrated() -> None:
    assert meets(product(rating=4.5), between("rating", low=4))
    assert not meets(product(rating=3.9), between("rating", low=4))
    assert not meets(product(), between("rating", low=4))


def test_brand_is_the_whole_brand() -> None:
    assert meets(product(brand="TP-LINK"), any_of("brand", "tp link"))
    assert not meets(product(brand="Philips Avent"), any_of("brand", "Philips"))


def test_negated_brand_excludes_titles_that_name_it() -> None:
    assert not meets(product(brand="HP"), none_of("brand", "hp"))
    assert not meets(product(brand="Peach", title="Ink for HP 301"), none_of("brand", "HP"))
    assert meets(product(brand="Peach", title="Ink"), none_of("brand", "HP"))


def test_colour_is_an_option_and_else_an_attribute() -> None:
    optional = product(variant(colour="Navy"), attributes=(Attribute("colour", "red"),))
    assert meets(optional, any_of("colour", "navy"))
    assert not meets(optional, any_of("colour", "red"))
    assert meets(product(attributes=(Attribute("colour", "red"),)), any_of("colour", "red"))
    assert meets(product(variant(colour="Black, Silver")), any_of("colour", "silver"))
    assert not meets(product(), any_of("colour", "red"))


def test_negated_colour_spares_the_other_variants() -> None:
    item = product(variant("a", colour="black"), variant("b", 70, colour="green"))
    best = matching_variant(item, [none_of("colour", "black", "jet")])
    assert best is not None
    assert best.variant_id == "b"
    assert not meets(product(variant(colour="Black")), none_of("colour", "black"))
    assert not meets(product(title="Mug, matt black"), none_of("colour", "black"))
    assert meets(product(title="Blackberry jam"), none_of("colour", "black"))
    assert meets(product(title="Black Elk tent", brand="Black Elk"), none_of("colour", "black"))


def test_flag_that_is_missing_is_not_set() -> None:
    yes, no = (
        product(attributes=(Attribute("waterproof", True),)),
        product(attributes=(Attribute("waterproof", False),)),
    )
    wanted, unwanted = any_of("attribute:waterproof", "yes"), none_of("attribute:waterproof", "yes")
    assert [meets(p, wanted) for p in (yes, no, product())] == [True, False, False]
    assert [meets(p, unwanted) for p in (yes, no, product())] == [False, True, True]


def test_one_and_true_are_two_values() -> None:
    one, yes = product(attributes=(Attribute("a", 1),)), product(attributes=(Attribute("a", True),))
    table = FilterTable()
    table.put(0, one)
    table.put(1, yes)
    assert table.mask([any_of("attribute:a", "no")]).tolist() == [False, False]
    assert table.mask([any_of("attribute:a", "yes")]).tolist() == [False, True]
    assert table.mask([between("attribute:a", low=1)]).tolist() == [True, False]


def test_attribute_text_is_found_word_for_word() -> None:
    item = product(attributes=(Attribute("material", "Recycled nylon"), Attribute("x", ("a", "b"))))
    assert meets(item, any_of("attribute:material", "nylon"))
    assert not meets(item, any_of("attribute:material", "nyl"))
    assert meets(item, any_of("attribute:x", "b"))


def test_measures_are_converted() -> None:
    item = product(attributes=(Attribute("weight", 1900, "g"),))
    assert meets(item, between("attribute:weight", high=2, unit="kg"))
    assert not meets(item, between("attribute:weight", low=2, unit="kg"))
    assert not meets(item, between("attribute:weight", high=2, unit="m"))
    assert meets(product(variant(capacity="500 ml")), between("attribute:capacity", 0.4, 0.6, "l"))
    assert not meets(product(variant(capacity="big")), between("attribute:capacity", low=0))


def test_size_is_a_whole_value() -> None:
    assert meets(product(variant(size="S/M")), any_of("size", "m"))
    assert not meets(product(variant(size="42 wide")), any_of("size", "42"))


def test_negated_text_excludes_every_field_that_says_it() -> None:
    leather = none_of("text", "leather")
    assert not meets(product(description="Soft leather trim."), leather)
    assert not meets(product(attributes=(Attribute("material", "Leather"),)), leather)
    assert not meets(product(variant(strap="brown leather")), leather)
    assert meets(product(attributes=(Attribute("leather", False),)), leather)
    assert not meets(product(attributes=(Attribute("leather", True),)), leather)
    assert meets(product(title="Leatherette bag"), leather)
    assert meets(product(description="palm. oil-free"), none_of("text", "palm trees"))


def test_stock_that_is_unknown_is_not_in_stock() -> None:
    wanted = any_of("in_stock", "yes")
    assert [meets(product(variant(stock=s)), wanted) for s in (1, 0, None)] == [True, False, False]


def test_accents_and_case_do_not_count() -> None:
    assert meets(product(brand="CAFÉ Noir"), any_of("brand", "cafe noir"))


def test_removed_and_absent_rows_match_nothing() -> None:
    table = FilterTable()
    table.put(3, product())
    assert table.mask([]).tolist() == [False, False, False, True]
    assert table.mask([], rows=6).tolist() == [False, False, False, True, False, False]
    table.remove(3, product())
    table.remove(99, product())
    assert not table.mask([]).any()
    assert len(table) == 0


_WORDS = ("black", "red", "navy", "tarn", "hp", "leather", "bag", "nylon")
_texts = st.lists(st.sampled_from(_WORDS), max_size=3).map(" ".join)
_values = st.one_of(
    _texts,
    st.booleans(),
    st.sampled_from([1, 0, 2.5, 40]),
    st.lists(_texts, max_size=2).map(tuple),
    st.sampled_from(["500 ml", "40 g", "Black, Red"]),
)
_variants = st.builds(
    variant,
    price=st.sampled_from([None, 10, 19.9, 20, 50]),
    stock=st.sampled_from([None, 0, 3]),
    **{name: _texts.filter(bool) for name in ("colour",)},
) | st.builds(variant, price=st.sampled_from([None, 10, 20]), size=st.sampled_from(["m", "S/M"]))
_products = st.builds(
    lambda variants, title, **fields: product(*variants, title=title, **fields),
    st.lists(_variants, min_size=1, max_size=3),
    title=_texts,
    brand=_texts,
    department=_texts,
    category=_texts,
    description=_texts,
    rating=st.sampled_from([None, 3.0, 4.5]),
    attributes=st.lists(
        st.builds(
            Attribute,
            st.sampled_from(["colour", "material", "weight", "size", "navy"]),
            _values,
            st.sampled_from(["", "g", "kg"]),
        ),
        max_size=3,
    ).map(tuple),
)
_fields = st.sampled_from(
    [
        "price",
        "brand",
        "colour",
        "size",
        "department",
        "category",
        "in_stock",
        "rating",
        "text",
        "unheard_of",
        "attribute:material",
        "attribute:weight",
        "attribute:nothing",
        "attribute:navy",
        "attribute:colour",
    ]
)
_wishes = st.builds(
    Constraint,
    _fields,
    st.sampled_from(Op),
    st.lists(st.sampled_from([*_WORDS, "yes", "no", "m", "1"]), max_size=2).map(tuple),
    st.sampled_from([None, 0, 10, 4]),
    st.sampled_from([None, 20, 50, 4.5]),
    st.sampled_from(["", "g", "kg"]),
    but=st.lists(st.sampled_from(["black leather", "hp bag"]), max_size=1).map(tuple),
    open_low=st.booleans(),
    open_high=st.booleans(),
)
_steps = st.lists(st.tuples(st.integers(0, 5), st.none() | _products), max_size=12)


@settings(max_examples=150, deadline=None)
@given(_steps, st.lists(_wishes, max_size=3))
def test_table_agrees_with_one_product_at_a_time(
    steps: Sequence[tuple[int, Product | None]], constraints: list[Constraint]
) -> None:
    table, held = FilterTable(), dict[int, Product]()
    for row, item in steps:
        before = held.pop(row, None)
        if item is not None:
            table.put(row, item, before)
            held[row] = item
        elif before is not None:
            table.remove(row, before)
    wanted = np.array(
        [row in held and matching_variant(held[row], constraints) is not None for row in range(6)]
    )
    assert (table.mask(constraints, rows=6) == wanted).all()
    rows = np.array(sorted(held), dtype=np.int64)
    assert (table.among(rows, constraints) == wanted[rows]).all()
    chosen = [matching_variant(held[row], constraints) for row in sorted(held)]
    prices = [float(v.price.amount) if v and v.price else np.inf for v in chosen]
    met = wanted[rows]
    assert table.prices(rows, constraints)[met].tolist() == np.array(prices)[met].tolist()


def test_price_and_stock_change_in_place() -> None:
    table = FilterTable()
    dear, cheap = product(variant(price=50, stock=0)), product(variant(price=20, stock=3))
    table.put(0, dear)
    table.put(0, cheap, dear)
    assert table.mask([between("price", high=30), any_of("in_stock", "yes")]).tolist() == [True]
    table.put(0, product(variant(price=20, stock=3), title="Boots"), cheap)
    assert table.mask([none_of("text", "jacket")]).tolist() == [True]


@pytest.mark.parametrize("unit", ["g", "kg", ""])
def test_contradicting_bounds_match_nothing(unit: str) -> None:
    item = product(attributes=(Attribute("weight", 5, "g"),))
    assert not meets(item, between("attribute:weight", low=9, high=1, unit=unit))
