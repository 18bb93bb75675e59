"""A text is read again when its record has changed, and only then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from goods import jacket

from actions.config import PROJECT_ROOT
from actions.copydesk.checked import checked_row
from actions.copydesk.kinds import Kind
from actions.copydesk.verdicts import Verdicts
from actions.copydesk.wish import Wish
from llm.evaluate import Checker
from retrieval.values import Money, Variant

TEXT = "Harrow Rain Jacket for €89.00."


class Counting(Checker):
    """Knows how often it read."""

    def __init__(self) -> None:
        super().__init__(PROJECT_ROOT / "data" / "languages")
        self.read = 0

    def check(self, row: Mapping[str, Any]) -> Any:
        self.read += 1
        return super().check(row)


@pytest.fixture
def checker() -> Counting:
    return Counting()


def row(text: str = TEXT, price_minor: int = 8900) -> dict[str, Any]:
    offer = Variant("j1", {}, Money(price_minor, "EUR"), Money(11900, "EUR"), 3)
    return checked_row(Wish(Kind.SOCIAL, jacket(variants=(offer,))), "post", text)


def test_the_same_over_the_same_record_is_read_once(checker: Counting) -> None:
    verdicts = Verdicts(lambda: checker)
    assert verdicts.problems(row()) == verdicts.problems(row()) == ()
    assert checker.read == 1


def test_a_price_that_changed_is_found(checker: Counting) -> None:
    verdicts = Verdicts(lambda: checker)
    assert verdicts.problems(row()) == ()
    assert [one.said for one in verdicts.problems(row(price_minor=9100))] == ["€89.00"]
    assert [one.said for one in verdicts.problems(row("Now €88.00."))] == ["€88.00"]
    assert verdicts.problems(row()) == ()
    assert checker.read == 3


def test_what_was_asked_longest_ago_is_forgotten_first(checker: Counting) -> None:
    verdicts = Verdicts(lambda: checker, most=2)
    first, second, third = (row(f"Harrow Rain Jacket, {said}.") for said in ("420 g", "dry", "new"))
    for one in (first, second, first, third, first):
        verdicts.problems(one)
    assert checker.read == 3
    verdicts.problems(second)
    assert checker.read == 4
