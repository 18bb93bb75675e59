"""`storeclerk evaluate verifier` on a few requests: every figure that it promises, and a CSV row
for each planted error."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner

from actions.cli.evaluate.plain_matcher import plainly_true
from actions.cli.evaluate.verifier import command
from llm.plan import Fact, Plan, Task

COLOURS = ("black", "navy", "olive")


def _hit(number: int) -> dict[str, object]:
    return {
        "product_id": f"p{number}", "title": f"Harrow Jacket No {number}", "brand": "Harrow",
        "in_stock": number % 2 == 0, "price": {"amount": 80.0 + number, "currency": "EUR"},
        "rating": 4.0 + number / 10, "rating_count": 10 + number,
        "attributes": {"colour": COLOURS[number % 3], "weight": f"{300 + number} g"},
    }  # fmt: skip


def test_errors_are_planted_caught_and_written_down(tmp_path: Path) -> None:
    rows = [
        {"id": n, "task": "qa", "query": "tell me more", "products": [_hit(n)]} for n in range(8)
    ] + [{"id": 100 + n, "task": "compare", "products": [_hit(n), _hit(n + 1)]} for n in range(8)]
    source, target = tmp_path / "in.jsonl", tmp_path / "errors.csv"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    arguments = ["--in", str(source), "--errors", "120", "--out", str(target), "--json"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["errors"] >= 120
    assert told["kinds"] > 25
    assert told["caught"] > 0.97 > told["baseline_caught"]
    assert told["alarms"]["template"] == told["alarms"]["template"] | {"true": 16, "alarms": 0}
    assert told["alarms"]["written"]["alarms"] == 0
    with target.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert len(written) == told["errors"] + told["word_order"]["planted"]
    assert {row["kind"] for row in written} > {"swapped prices", "added not"}


def test_the_baseline_sees_numbers_and_names_alone() -> None:
    plan = Plan(Task.QA, (Fact("name", "Harrow Jacket", "title", "", "catalog:1"),))
    assert plainly_true(plan, "The Harrow Jacket is waterproof.")
    assert not plainly_true(plan, "The Harrow Jacket costs 7.")
    assert not plainly_true(plan, "The Harrow Jacket is made by Alder.")
