"""The rules file: read, checked, and in agreement with what the shop tells its customers."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.config import PROJECT_ROOT
from actions.policies import RulesError, load_rules

SHIPPED = PROJECT_ROOT / "data" / "policies" / "rules.toml"
KNOWLEDGE = PROJECT_ROOT / "data" / "knowledge" / "en"


def changed(folder: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = folder / "rules.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("window_days = 30", 'window_days = "soon"', r"return\.window_days: .*integer"),
        ("window_days = 30", "window_days = -1", r"return\.window_days: .*greater"),
        ("window_days = 30", "windows_days = 30", r"unknown key return\.windows_days: did you "
         r"mean return\.window_days\?"),
        ("[cancel]", "[cancle]", r"unknown key cancle: did you mean cancel\?"),
        ('states = ["pending", "processing"]', 'states = ["pendign"]', r"cancel\.states\.0"),
        ("fee = 0.00", "fee = -2.50", r"cancel\.fee"),
        ('until = "01-31"', 'until = "31 January"', r"return\.seasons\.0\.until"),
        ('"wrong_item"]  ', '"wrong_goods"]  ', r'free_reasons: "wrong_goods" is none'),
        ('countries = ["IE", "AT"', 'countries = ["Ireland"', r"exchange\.countries\.0"),
        ("currency =", "currency", r"can't be read"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(RulesError, match=message) as raised:
        load_rules(changed(tmp_path, old, new))
    assert "rules.toml" in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"none\.toml can't be read"):
        load_rules(tmp_path / "none.toml")


def test_rules_and_what_customers_are_told_agree() -> None:
    rules = load_rules(SHIPPED)
    told = {
        name: (KNOWLEDGE / f"{name}.md").read_text(encoding="utf-8")
        for name in ("returns", "shipping", "warranty")
    }
    back = rules.returns
    for sentence in (
        f"within {back.window_days} days of its arrival",
        f"whole order within {back.delivery_charge_back_days} days",
        f"keep back €{back.label_fee} ",
        f"refund you within {back.refund_days} working days of receiving the goods",
        f"Collection costs €{back.collection_fee:.0f},",
        "placed between 15 November and 24 December you have until 31 January",
    ):
        assert sentence in told["returns"]
    problem = rules.delivery_problem
    assert f"hasn't come {problem.late_days} days after" in told["shipping"]
    assert f"within {problem.damaged_days} days" in told["shipping"]
    assert f"for {rules.warranty.legal_months // 12} years from delivery" in told["warranty"]
    season = back.seasons[0]
    assert (season.placed_from, season.placed_to, season.until) == ("11-15", "12-24", "01-31")
