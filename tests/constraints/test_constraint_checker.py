"""The checker of the constraint suites, judged in its turn: it must catch what is planted."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import PLANTS, Plant, product

from retrieval.errors import BadInput
from retrieval.evaluate.constraints.expectation import parse
from retrieval.evaluate.constraints.figures import Fault, Figures
from retrieval.evaluate.constraints.run import is_satisfiable, judge
from retrieval.evaluate.constraints.suite import Case, read_suite
from retrieval.evaluate.constraints.words import Words
from retrieval.values import (
    Attribute,
    Constraint,
    Hit,
    Money,
    Op,
    Product,
    Relaxation,
    SearchResult,
    Sort,
    Understood,
    Variant,
)

HERE = Path(__file__).parent
WORDS = Words.load(HERE / "words.toml")


def case(query: str, *expects: str, kind: str = "", traps: tuple[str, ...] = ()) -> Case:
    kinds = (kind,) if kind else ()
    return Case(query, tuple(map(parse, expects)), (), kinds, (), traps, satisfiable=True)


def page(
    *products: Product,
    constraints: tuple[Constraint, ...] = (),
    relaxed: tuple[Relaxation, ...] = (),
    sort: Sort | None = None,
) -> SearchResult:
    hits = tuple(Hit(p, p.variants[0], 1.0) for p in products)
    return SearchResult(hits, Understood("", "", constraints, sort), relaxed, len(hits))


def judged(result: SearchResult, of: Case) -> Figures:
    figures = Figures()
    judge(result, of, WORDS, figures)
    return figures


def details(figures: Figures, fault: Fault) -> list[str]:
    return [failure.detail for failure in figures.of(fault)]


def test_forty_are_planted() -> None:
    assert len(PLANTS) == 40


@pytest.mark.parametrize("plant", PLANTS, ids=lambda p: f"{p.expects}, {p.wrong}")
def test_a_planted_wrong_hit_is_caught_and_its_right_twin_is_not(plant: Plant) -> None:
    meant = case("anything", plant.expects)
    right, wrong = product(**plant.right), product(**plant.wrong)
    assert judged(page(right), meant).violations == 0
    assert judged(page(right, wrong, right), meant).violations == 1


def test_size_and_colour_must_be_of_the_variant_that_is_shown() -> None:
    price = Money.of(20, "EUR")
    red = Variant("v1", {"colour": "red", "size": "41"}, price)
    blue = Variant("v2", {"colour": "blue", "size": "42"}, price)
    boots = Product("p1", "Boots", (red, blue))
    meant = case("red boots in 42", "colour = red", "size = 42")
    assert judged(page(boots), meant).violations == 1
    assert not is_satisfiable(meant, [boots], WORDS)


def test_a_note_excuses_what_it_names_and_nothing_else() -> None:
    meant = case("red under 10", "colour = red", "price <= 10")
    hit = product(options={"colour": "blue"}, price=20)
    note = Relaxation("colour", "red", "")
    assert judged(page(hit, relaxed=(note,)), meant).violations == 1


@pytest.mark.parametrize(
    ("ruled_out", "field"),
    [("colour != blue", "colour"), ("brand != Nobody", "brand"), ("brand = Arden", "brand")],
)
def test_no_note_excuses_what_was_ruled_out_or_another_brand(ruled_out: str, field: str) -> None:
    hit = product(options={"colour": "blue"})
    note = Relaxation(field, "blue", "")
    assert judged(page(hit, relaxed=(note,)), case("x", ruled_out)).violations == 1


def test_relaxing_what_some_product_meets_is_needless() -> None:
    figures = judged(page(product(), relaxed=(Relaxation("price", "10", ""),)), case("x"))
    assert figures.count(Fault.NEEDLESS) == 1


def test_finding_nothing_where_something_fits_is_told() -> None:
    assert judged(page(), case("lamp", kind="lamp")).count(Fault.UNANSWERED) == 1


def test_another_kind_of_thing_first_is_told() -> None:
    bag = product(title="Laptop Bag", category="laptop bag")
    figures = judged(page(bag), case("notebook", kind="notebook"))
    assert details(figures, Fault.OTHER_KIND) == ["Laptop Bag"]


PRICE = Constraint("price", Op.BETWEEN, high=30.0, words="under 30")
RECOGNISED = [
    ("price <= 30", PRICE),
    ("brand = Arden", Constraint("brand", Op.ANY_OF, ("Arden",))),
    ("colour = blue", Constraint("colour", Op.ANY_OF, ("blue", "navy"), words="blue")),
    ("colour != black", Constraint("colour", Op.NONE_OF, ("black",))),
    ("memory >= 16 gb", Constraint("attribute:memory", Op.BETWEEN, low=16.0, unit="gb")),
    ("weight <= 1.5 kg", Constraint("attribute:weight", Op.BETWEEN, high=1500.0, unit="g")),
    ("text leather", Constraint("attribute:material", Op.ANY_OF, ("leather",))),
    ("text waterproof", Constraint("attribute:waterproof", Op.ANY_OF, ("yes",))),
    ("not text waterproof", Constraint("attribute:waterproof", Op.ANY_OF, ("no",))),
    ("not text palm oil", Constraint("text", Op.NONE_OF, ("palm oil",))),
    ("size = 42", Constraint("size", Op.ANY_OF, ("42",))),
    ("audience = women", Constraint("attribute:fit", Op.ANY_OF, ("womens", "unisex"))),
]
NOT_RECOGNISED = [
    ("price <= 30", Constraint("price", Op.BETWEEN, low=30.0)),
    ("price <= 30", Constraint("price", Op.BETWEEN, high=300.0)),
    ("brand != Arden", Constraint("brand", Op.ANY_OF, ("Arden",))),
    ("colour = blue", Constraint("colour", Op.ANY_OF, ("red",))),
    ("memory >= 16 gb", Constraint("attribute:storage", Op.BETWEEN, low=16.0, unit="gb")),
    ("weight <= 1.5 kg", Constraint("attribute:weight", Op.BETWEEN, high=1.5, unit="g")),
    ("not text leather", Constraint("attribute:material", Op.ANY_OF, ("leather",))),
    ("audience = women", Constraint("attribute:fit", Op.ANY_OF, ("mens",))),
]


@pytest.mark.parametrize(("expects", "constraint"), RECOGNISED)
def test_what_was_meant_counts_as_recognised(expects: str, constraint: Constraint) -> None:
    figures = judged(page(constraints=(constraint,)), case("x", expects))
    assert (figures.count(Fault.MISSED), figures.count(Fault.FALSE)) == (0, 0)


@pytest.mark.parametrize(("expects", "constraint"), NOT_RECOGNISED)
def test_what_only_looks_like_it_is_missed_and_false(expects: str, constraint: Constraint) -> None:
    figures = judged(page(constraints=(constraint,)), case("x", expects))
    assert (figures.count(Fault.MISSED), figures.count(Fault.FALSE)) == (1, 1)


def test_every_alternative_that_was_said_must_be_understood() -> None:
    only_red = Constraint("colour", Op.ANY_OF, ("red",), words="red")
    meant = case("red or blue lamp", "colour = red | blue")
    assert judged(page(constraints=(only_red,)), meant).count(Fault.MISSED) == 1


def test_a_sprung_trap_is_a_false_constraint_even_where_it_may_be_meant() -> None:
    meant = case("iphone 11 case", "price <= 30", traps=("price",))
    assert judged(page(constraints=(PRICE,)), meant).count(Fault.FALSE) == 1


def test_a_sort_that_nobody_asked_for_is_false() -> None:
    assert judged(page(sort=Sort.PRICE_ASC), case("lamp")).count(Fault.FALSE) == 1


def test_a_page_out_of_the_order_that_was_asked_for_is_a_violation() -> None:
    dear, cheap = product(price=30), product(price=10)
    meant = case("cheapest lamp", "sort = price_asc")
    assert judged(page(dear, cheap, sort=Sort.PRICE_ASC), meant).violations == 1
    assert judged(page(cheap, dear, sort=Sort.PRICE_ASC), meant).violations == 0


def test_a_flag_that_is_off_is_not_said() -> None:
    off = Product("p", "Coat", (Variant("v"),), attributes=(Attribute("waterproof", False),))
    assert judged(page(off), case("x", "text waterproof")).violations == 1


@pytest.mark.parametrize("line", ["price < 30", "cheap", "size: 42", "colour == blue", ""])
def test_a_line_outside_the_notation_is_refused(line: str) -> None:
    with pytest.raises(BadInput):
        parse(line)


def test_an_unknown_key_is_refused_with_its_query(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text((HERE / "words.toml").read_text(encoding="utf-8"))
    suite = tmp_path / "suite.toml"
    suite.write_text('[[case]]\nquery = "red lamp"\nexpect = []\n')
    with pytest.raises(BadInput, match=r"red lamp.*expect"):
        read_suite(suite)


@pytest.mark.parametrize("catalogue", ["sample", "icecat", "retail_demo_store"])
def test_each_catalogue_has_two_hundred_cases_of_its_own(catalogue: str) -> None:
    names = (f"{catalogue}.toml", f"{catalogue}_held_out.toml")
    open_cases, held_out = (read_suite(HERE / name).cases for name in names)
    queries = [one.query for one in (*open_cases, *held_out)]
    assert len(queries) == len(set(queries)) >= 200
    assert 0.25 < len(held_out) / len(queries) < 0.42


@pytest.mark.parametrize("catalogue", ["sample", "icecat", "retail_demo_store"])
def test_the_fresh_part_repeats_no_case_of_the_others(catalogue: str) -> None:
    parts = [read_suite(HERE / f"{catalogue}{part}.toml") for part in ("", "_held_out", "_fresh")]
    queries = [case.query.casefold() for part in parts for case in part.cases]
    assert len(queries) == len(set(queries))
    assert len(parts[-1].cases) >= 50
    assert all(case.kind or case.expects or case.traps for case in parts[-1].cases)
