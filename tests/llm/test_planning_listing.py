"""A listing's facts fit its place, say no price, and differ by turn."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llm.planning import LISTING_LIMITS, plan_listing
from llm.writer import Writer
from retrieval.values import Attribute, Hit, Money, Product, Variant

LANGUAGES = Path(__file__).resolve().parents[2] / "data" / "languages"
WRITER = Writer.open(None, LANGUAGES)
WORDS = WRITER.asks("en")
TITLE_WORDS = ("Fell", "Rain", "Jacket", "with", "Hood", "and", "Bag", "12", "Pro,", "X-900")
ATTRIBUTES = (
    Attribute("waterproof", True),
    Attribute("material", "recycled nylon"),
    Attribute("weight", 420, "g"),
)


def _hit(title: str = "Fell Rain Jacket") -> Hit:
    variant = Variant("v", {"colour": "navy"}, Money(8900, "EUR"), None, 3)
    product = Product(
        "p", title, (variant,), brand="Tarnholm", category="rain jacket", attributes=ATTRIBUTES
    )
    return Hit(product, variant, 0.0)


@pytest.mark.parametrize("ask", LISTING_LIMITS)
def test_no_price_is_said_and_turns_differ(ask: str) -> None:
    plans = [plan_listing(_hit(), ask=ask, turn=turn, words=WORDS) for turn in range(3)]
    assert all("price" not in plan.slots for plan in plans)
    assert len({plan.facts for plan in plans}) > 1
    assert {plan.limit for plan in plans} == {LISTING_LIMITS[ask]}


def test_there_is_no_other_part() -> None:
    with pytest.raises(ValueError, match="no part of a listing"):
        plan_listing(_hit(), ask="poem")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(TITLE_WORDS), min_size=2, max_size=14),
    st.integers(0, 8),
    st.sampled_from(sorted(LISTING_LIMITS)),
)
def test_what_passed_fits_however_long_the_title(title: list[str], turn: int, ask: str) -> None:
    plan = plan_listing(_hit(" ".join(title)), ask=ask, turn=turn, words=WORDS)
    reply = WRITER.template(plan)
    if WRITER.fault(plan, reply.text) is None:
        assert 0 < len(reply.text) <= LISTING_LIMITS[ask]


def test_an_ordinary_title_gets_both_parts_with_its_facts() -> None:
    for ask in LISTING_LIMITS:
        plan = plan_listing(_hit(), ask=ask, turn=1, words=WORDS)
        reply = WRITER.template(plan)
        assert WRITER.fault(plan, reply.text) is None
        assert "Rain Jacket" in reply.text
        assert len(plan.facts) >= 2
