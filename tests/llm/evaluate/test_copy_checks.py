"""Copy is judged by its place's limits, by what it owes, and by words that no good shop prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm.evaluate.checker import Checker

CHECKER = Checker(Path("data/languages"))
PRODUCT = {
    "id": "p1", "title": "Fell Rain Jacket", "brand": "Tarnholm", "category": "rain jacket",
    "currency": "EUR", "attributes": {"waterproof": True, "material": "recycled nylon"},
    "variants": [{"id": "a", "price": 89, "list_price": 99, "stock": 3}],
}  # fmt: skip


def _row(task: str, reply: str, **more: Any) -> dict[str, Any]:
    return {"id": 1, "task": task, "products": [PRODUCT], "reply": reply} | more


@pytest.mark.parametrize(
    ("task", "ask", "reply"),
    [
        ("description", "", "Fell Rain Jacket by Tarnholm is waterproof. Made of recycled nylon."),
        ("search_ad", "headline", "Rain Jacket by Tarnholm"),
        ("social", "offer", "Fell Rain Jacket at €89.00, from a list price of €99.00."),
        ("email", "preview", "Made of recycled nylon. The rest is inside."),
    ],
)
def test_true_copy_within_its_place_passes(task: str, ask: str, reply: str) -> None:
    verdict = CHECKER.check(_row(task, reply, ask=ask))
    assert (verdict.problems, verdict.missing) == ((), "")


@pytest.mark.parametrize(
    ("task", "ask", "reply", "kind"),
    [
        ("search_ad", "headline", "Fell Rain Jacket by Tarnholm, waterproof", "limit"),
        ("search_ad", "text", "Made of recycled nylon. " * 4, "limit"),
        ("email", "subject",
         "Fell Rain Jacket, so waterproof and made of recycled nylon, yes", "limit"),
        ("description", "", "Fell Rain Jacket is the best. Made of recycled nylon.", "hype"),
        ("social", "post", "Hurry: Fell Rain Jacket, waterproof.", "hype"),
        ("social", "offer", "Fell Rain Jacket at €79.00, from a list price of €99.00.", "price"),
        ("description", "", "Fell Rain Jacket is made of merino wool.", "material"),
        ("description", "", "Fell Rain Jacket is not waterproof.", "negation"),
    ],
)  # fmt: skip
def test_planted_faults_are_found(task: str, ask: str, reply: str, kind: str) -> None:
    problems = CHECKER.check(_row(task, reply.strip(), ask=ask)).problems
    assert kind in {problem.kind for problem in problems}


@pytest.mark.parametrize(
    ("task", "ask", "reply", "more", "owed"),
    [
        ("description", "", "It's waterproof.", {}, "isn't named"),
        ("search_ad", "text", "See the details in our shop.", {}, "no fact"),
        ("social", "offer", "Fell Rain Jacket at €89.00.", {}, "aren't both said"),
        ("social", "offer", "Fell Rain Jacket at €89.00, from a list price of €99.00.",
         {"offer": {"until": "2026-12-24"}}, "last day"),
        ("social", "post", "Fell Rain Jacket: waterproof.", {"link": "https://x.eu/1"}, "link"),
        ("email", "body", "Fell Rain Jacket: waterproof.", {"customer_name": "Priya"}, "greeted"),
    ],
)  # fmt: skip
def test_what_copy_owes_is_told(
    task: str, ask: str, reply: str, more: dict[str, Any], owed: str
) -> None:
    assert owed in CHECKER.check(_row(task, reply, ask=ask, **more)).missing


def test_a_part_of_a_title_is_evidence_and_a_changed_one_is_not() -> None:
    entry = {"field": "title", "value": "Rain Jacket", "source": "catalog:p1"}
    row = _row("search_ad", "See Rain Jacket", ask="headline", evidence=[entry])
    assert CHECKER.check(row).faithful
    row["evidence"] = [entry | {"value": "Rain Coat"}]
    assert not CHECKER.check(row).faithful
