"""The merchant's file, followed while the shop runs."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from actions.dialogue import Services
from actions.merchandising import Merchandising

PIN = "[[pin]]\nquery = 'jacket'\nproducts = ['{}']\n"


class Calendar:
    day = date(2026, 6, 1)

    def __call__(self) -> date:
        return self.day


def write(path: Path, text: str) -> None:
    """With a time of its own, however quick the test is."""
    path.write_text(text, encoding="utf-8")
    stamp = path.stat().st_mtime_ns + 1_000_000 * len(text)
    os.utime(path, ns=(stamp, stamp))


def first(services: Services, query: str = "jacket") -> str:
    return str(services.index.search(query, k=1).hits[0].product.product_id)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "merchandising.toml"


def test_the_file_is_obeyed_and_read_again_when_it_changes(services: Services, path: Path) -> None:
    followed = Merchandising(path, services.index, Calendar())
    assert followed.refresh()
    assert not followed.refresh()
    for product_id in ("jacket-2", "mug-1", "jacket-1"):
        write(path, PIN.format(product_id))
        assert followed.refresh()
        assert first(services) == product_id
    path.unlink()
    assert followed.refresh()
    assert not followed.rules


def test_a_bad_file_leaves_the_last_good_rules_and_is_said(services: Services, path: Path) -> None:
    followed = Merchandising(path, services.index, Calendar())
    write(path, PIN.format("mug-1"))
    followed.refresh()
    write(path, "[[pin]]\nquery = 3")
    assert followed.refresh()
    assert "merchandising.toml" in followed.problems[0]
    assert first(services) == "mug-1"
    write(path, PIN.format("jacket-2"))
    followed.refresh()
    assert (followed.problems, first(services)) == ((), "jacket-2")


def test_an_unknown_product_is_said_and_the_rest_holds(services: Services, path: Path) -> None:
    followed = Merchandising(path, services.index, Calendar())
    write(path, "[[pin]]\nquery = 'jacket'\nproducts = ['gone', 'mug-1']\n")
    followed.refresh()
    assert followed.problems == ("pin 1 (`jacket`): there is no product gone",)
    assert first(services) == "mug-1"


def test_a_season_begins_and_ends_by_the_day(services: Services, path: Path) -> None:
    calendar = Calendar()
    followed = Merchandising(path, services.index, calendar)
    write(path, PIN.format("mug-1") + "from = 2026-06-02\nuntil = 2026-06-02\n")
    seen = []
    for number in (1, 2, 3):
        calendar.day = date(2026, 6, number)
        followed.refresh()
        seen.append(first(services) == "mug-1")
    assert seen == [False, True, False]
