"""`storeclerk records` as it is called."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from two_customers import CUSTOMERS, GIFT_CARDS, ORDERS

from actions.cli.records import command
from actions.config import PROJECT_ROOT
from actions.stores import SqlStore
from actions.stores.sample import load_sample


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'var' / 'shop.db'}"
    monkeypatch.setenv("STORECLERK_DATABASE", url)
    return url


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)


def lines(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def test_counts_are_told_as_json(tmp_path: Path) -> None:
    path = lines(tmp_path / "all.jsonl", *CUSTOMERS, *ORDERS, *GIFT_CARDS)
    dry = json.loads(run(path, "--dry-run", "--json").stdout)
    assert (dry["dry_run"], dry["orders"]["new"]) == (True, 3)
    told = json.loads(run(path, "--json").stdout)
    assert told["orders"] == {"new": 3, "changed": 0, "unchanged": 0, "erased": 0}
    assert told["customers"]["new"] == 2
    assert told["order_numbers_not_recognised"] == {"count": 0, "examples": []}
    assert json.loads(run(path, "--json").stdout)["orders"]["unchanged"] == 3


def test_a_fault_anywhere_keeps_all_of_it_out(tmp_path: Path) -> None:
    good = lines(tmp_path / "people.jsonl", *CUSTOMERS)
    bad = lines(tmp_path / "orders.jsonl", ORDERS[0], ORDERS[1] | {"state": "lost"})
    result = run(good, bad)
    assert result.exit_code == 2
    assert f"{bad}:2: state: Input should be" in result.stderr
    assert "Nothing was written" in result.stderr
    assert not (tmp_path / "var").exists()
    (told,) = json.loads(run(good, bad, "--json").stdout)["errors"]
    assert (told["place"], told["field"]) == (f"{bad}:2", "state")


def test_the_sample_is_said_to_go_and_numbers_nobody_would_know_are_told(
    tmp_path: Path, url: str
) -> None:
    (tmp_path / "var").mkdir()
    store = SqlStore(url)
    load_sample(store, PROJECT_ROOT / "data" / "catalog", date(2026, 6, 20))
    store.close()
    result = run(lines(tmp_path / "a.jsonl", CUSTOMERS[0], ORDERS[0] | {"id": "W/7"}))
    assert "made-up customers and their 700 orders were removed" in result.stdout
    assert "order numbers such as W/7 don't fit" in result.stderr.replace("\n", " ")


def test_numbers_nobody_would_know_are_counted_with_a_few_examples(tmp_path: Path) -> None:
    many = [ORDERS[0] | {"id": f"W/{number}"} for number in range(30)]
    path = lines(tmp_path / "a.jsonl", CUSTOMERS[0], *many)
    told = json.loads(run(path, "--json").stdout)["order_numbers_not_recognised"]
    assert (told["count"], len(told["examples"])) == (30, 20)
