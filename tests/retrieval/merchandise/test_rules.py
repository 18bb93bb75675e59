"""The merchant's file: what it may say, and what is said of a wrong one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from retrieval.errors import BadMerchandising
from retrieval.merchandise import Pin, Rules, read_rules
from retrieval.values import Op

GOOD = """
[[pin]]
query = "tent"
products = ["tent-two"]
from = 2026-06-01
until = 2026-08-31

[[boost]]
match = { brand = "Selkie", "attribute:waterproof" = ["yes"] }
by = 0.2

[[bury]]
match = { category = "Tents" }

[[synonym]]
words = ["sofa", "couch"]

[[synonym]]
say = "brolly"
mean = ["umbrella"]
language = "en"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "merchandising.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_is_no_rules(tmp_path: Path) -> None:
    assert not read_rules(tmp_path / "merchandising.toml")


def test_all_kinds_of_rules_are_read(tmp_path: Path) -> None:
    rules = read_rules(written(tmp_path, GOOD))
    assert [pin.products for pin in rules.pins] == [("tent-two",)]
    boost, bury = rules.boosts
    assert [(c.field, c.op, c.values) for c in boost.match] == [
        ("brand", Op.ANY_OF, ("Selkie",)),
        ("attribute:waterproof", Op.ANY_OF, ("yes",)),
    ]
    assert (boost.by, bury.by) == (0.2, -0.1)
    assert rules.synonyms[0].said == rules.synonyms[0].meant == ("sofa", "couch")
    assert (rules.synonyms[1].said, rules.synonyms[1].meant) == (("brolly",), ("umbrella",))


def test_a_rule_holds_in_its_season_only(tmp_path: Path) -> None:
    rules = read_rules(written(tmp_path, GOOD))
    pinned = {day: bool(rules.on(day).pins) for day in map(date.fromisoformat, (
        "2026-05-31", "2026-06-01", "2026-08-31", "2026-09-01"))}  # fmt: skip
    assert list(pinned.values()) == [False, True, True, False]
    assert Rules((Pin("x", ("y",)),)).on(date(2026, 1, 1)).pins


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[pins]]\nquery='x'\nproducts=['y']", "unknown section pins: did you mean pin?"),
        ("[[pin]]\nquery='x'", "pin 1, products: Field required"),
        ("[[pin]]\nquery='x'\nproduct=['y']\nproducts=['y']", "pin 1, product: no such key"),
        ("[[boost]]\nmatch={brand='x'}\nby=3.0", "less than or equal to 0.3"),
        ("[[boost]]\nmatch={brnd='x'}", "knows no field brnd: did you mean brand?"),
        ("[[bury]]\nmatch={}", "bury 1, match"),
        ("[[synonym]]\nwords=['x']", "`words` needs two at least"),
        ("[[synonym]]\nsay='x'", "give either `words`, or `say` and `mean`"),
        ("[[pin]]\nquery='x'\nproducts=['y']\nfrom=2026-02-01\nuntil=2026-01-01", "before `from`"),
        ("[[pin]\n", "can't be read"),
    ],
)
def test_a_wrong_file_is_named_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadMerchandising) as error:
        read_rules(written(tmp_path, text))
    assert told in str(error.value)
    assert "merchandising.toml" in str(error.value)


def test_two_pins_for_one_query_need_days_apart(tmp_path: Path) -> None:
    pin = "[[pin]]\nquery = '{}'\nproducts = ['a']\n{}\n"
    with pytest.raises(BadMerchandising, match="pinned by pin 1 on the same days"):
        read_rules(written(tmp_path, pin.format("Tent", "") + pin.format("tent ", "")))
    apart = pin.format("tent", "until = 2026-01-01") + pin.format("tent", "from = 2026-01-02")
    assert len(read_rules(written(tmp_path, apart)).pins) == 2
