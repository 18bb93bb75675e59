"""What no copy may claim: which words are found, and what evidence lets stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from goods import jacket

from actions.config import PROJECT_ROOT
from actions.copydesk.claims import About, Claims
from actions.errors import BadInput
from retrieval.values import Attribute, Variant

TODAY = date(2026, 6, 20)
CLAIMS = Claims.load(PROJECT_ROOT / "data" / "policies" / "claims.toml")


def found(text: str, until: date | None = None, **product: Any) -> list[str]:
    about = About(TODAY, jacket(**product), until)
    return [f"{claim.kind}: {claim.words}" for claim in CLAIMS.found(text, "en", about)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("It relieves stress.", "health: relieves stress"),
        ("Detoxifying tea.", "health: Detoxifying"),
        ("The BEST jacket.", "superlative: BEST"),
        ("Don’t miss it.", "urgency: Don’t miss"),
        ("Hurry!", "urgency: Hurry"),
        ("While stocks last.", "scarcity: While stocks last"),
        ("Today only.", "last_day: Today only"),
        ("Guaranteed dry.", "guarantee: Guaranteed"),
        ("Better than\nany.", "competitors: Better than"),
        ("Eco-friendly.", "green: Eco-friendly"),
        ("With free delivery.", "free: free delivery"),
        ("At half price.", "discount: half price"),
        ("For forty-nine euros.", "spelled_number: forty-nine"),
        ("Everyone wants it.", "everyone: Everyone"),
    ],
)
def test_each_kind_of_claim_is_found_in_the_texts_own_words(text: str, claim: str) -> None:
    many = (Variant("v", stock=40),)
    assert found(text, variants=many) == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "Waterproof, and 420 g.",
        "A look at it.",
        "The bestseller shelf.",
        "Sugar-free.",
        "A curette.",
    ],
)
def test_a_plain_text_claims_nothing(text: str) -> None:
    assert found(text) == []


def test_a_products_own_name_is_no_claim() -> None:
    assert found("The Best Friends Mug.", title="Best Friends Mug") == []
    assert found("The best mug.", title="Friends Mug") == ["superlative: best"]


@pytest.mark.parametrize(
    ("stock", "allowed"), [(3, True), (5, True), (6, False), (0, False), (None, False)]
)
def test_little_is_left_only_where_the_records_count_little(
    stock: int | None, allowed: bool
) -> None:
    said = found("Almost gone.", variants=(Variant("v", stock=stock),))
    assert (said == []) is allowed


def test_the_last_day_is_the_offers_last_day() -> None:
    assert found("Ends today.", until=TODAY) == []
    assert found("Ends today.", until=date(2026, 6, 21)) == ["last_day: Ends today"]


def test_a_guarantee_may_stand_in_the_record() -> None:
    promised = (Attribute("warranty", "lifetime warranty"),)
    assert found("With a lifetime warranty.", attributes=promised) == []


def test_another_language_has_its_own_list_and_else_english() -> None:
    about = About(TODAY, jacket())
    assert CLAIMS.found("The best.", "xx", about)


def test_a_file_that_is_wrong_names_the_key(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    path.write_text('[en.health]\nabout = "x"\nwords = []\nunles = "few_left"\n')
    with pytest.raises(BadInput, match=r"claims.toml: en.health.unles"):
        Claims.load(path)
