"""Copy about many products into a file: JSONL with evidence, or a CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from actions.cli.copy_batch import command
from actions.config import PROJECT_ROOT
from actions.errors import BadInput
from retrieval.builder import build_index
from retrieval.catalog.build import ProductBuilder
from retrieval.catalog.mapping import COMMON
from retrieval.query import Language
from tests.actions.api.small_shop_index import RECORDS, HashEncoder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    english = Language.load(PROJECT_ROOT / "data" / "languages" / "en")
    products = [ProductBuilder(COMMON, "EUR").build(record) for record in RECORDS]
    folder, encoder = tmp_path / "index", HashEncoder()
    build_index(products, folder, encoder=encoder, language=english, currency="EUR")
    monkeypatch.setattr("actions.cli.opening.load_encoder", lambda *_, **__: encoder)

    def call(*args: str) -> Result:
        return CliRunner().invoke(command, [*args, "--index", str(folder)])

    return call


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_each_product_gets_its_variants_with_evidence(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    out = tmp_path / "copy.jsonl"
    result = run(
        "--kind",
        "email",
        "--products",
        "jacket-1,jacket-2",
        "--n",
        "2",
        "--out",
        str(out),
        "--json",
    )
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {"products": 2, "pieces": 4, "left_out": 0}
    rows = _rows(out)
    assert [row["product_id"] for row in rows] == ["jacket-1"] * 2 + ["jacket-2"] * 2
    assert [part["part"] for part in rows[0]["parts"]] == ["subject", "preview", "body"]
    assert rows[0]["parts"] != rows[1]["parts"]
    assert "{customer}" in rows[0]["mail"]["plain"]
    assert all(part["evidence"] for row in rows for part in row["parts"])


def test_what_cant_be_said_of_a_product_leaves_it_out(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    out = tmp_path / "copy.jsonl"
    result = run("--kind", "email", "--reason", "offer", "--out", str(out), "--json")
    assert json.loads(result.stdout)["left_out"] == len(RECORDS)
    assert _rows(out) == []


def test_a_csv_and_a_list_in_a_file(run: Callable[..., Result], tmp_path: Path) -> None:
    listed, out = tmp_path / "ids.txt", tmp_path / "copy.csv"
    listed.write_text("jacket-1\n\nmug-1\n")
    result = run("--kind", "listing", "--products", str(listed), "--out", str(out))
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"), newline="")))
    assert [row["product_id"] for row in rows] == ["jacket-1", "mug-1"]
    assert all(0 < len(row["title"]) <= 60 and 0 < len(row["meta"]) <= 155 for row in rows)


def test_a_number_that_isnt_there_is_named(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("--kind", "social", "--products", "none-9", "--out", str(tmp_path / "x"))
    assert isinstance(result.exception, BadInput)
    assert "none-9" in str(result.exception)
