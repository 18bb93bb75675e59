"""What each of the hand-checked queries in `constraints.toml` was taken to mean."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from shelf import parser, shelf

from retrieval.filters import matching_variant
from retrieval.values import Constraint, Op

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("constraints.toml").read_text(encoding="utf-8")
)["case"]


def written(constraint: Constraint) -> str:
    """As the file has it: `price ..120`, `price ..<120` without the 120 itself, `colour
    black|grey`, `brand not Tarn`, `brand Tarn!` where it is firm."""
    firm = "!" * constraint.firm
    if constraint.op is Op.BETWEEN:
        low = "" if constraint.low is None else f"{'>' * constraint.open_low}{constraint.low:g}"
        high = "" if constraint.high is None else f"{'<' * constraint.open_high}{constraint.high:g}"
        return f"{constraint.field} {low}..{high} {constraint.unit}".strip() + firm
    negation = "not " if constraint.op is Op.NONE_OF else ""
    return f"{constraint.field} {negation}{'|'.join(constraint.values)}{firm}"


@pytest.mark.parametrize("case", CASES, ids=[case["query"] for case in CASES])
def test_query_means(case: dict[str, Any]) -> None:
    understood = parser().parse(case["query"])
    assert [written(c) for c in understood.constraints] == case.get("means", [])
    assert understood.text == case["text"]
    assert (understood.sort or "") == case.get("sort", "")
    assert [wish.wish for wish in understood.soft] == case.get("soft", [])
    assert [f"{c.said}>{c.meant}" for c in understood.corrections] == case.get("corrected", [])


def test_there_are_enough_cases_and_each_is_asked_once() -> None:
    queries = [case["query"] for case in CASES]
    assert len(queries) >= 120
    assert len(set(queries)) == len(queries)


@pytest.mark.parametrize("case", [c for c in CASES if "finds" in c or "leaves_out" in c])
def test_conditions_let_through_what_they_should(case: dict[str, Any]) -> None:
    constraints = parser().parse(case["query"]).constraints
    titles = {p.title for p in shelf()}
    found = {p.title for p in shelf() if matching_variant(p, constraints)}
    expected = set(case["finds"]) if "finds" in case else titles - set(case["leaves_out"])
    assert found == expected


def test_words_are_the_customers_own() -> None:
    understood = parser().parse("A WATERPROOF jacket under €120, not Black")
    assert {c.field: c.words for c in understood.constraints} == {
        "price": "under €120",
        "colour": "not Black",
        "attribute:waterproof": "WATERPROOF",
    }
