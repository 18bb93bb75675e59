"""`storeclerk sentiment` as it is called: reviews in, the report out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from actions.cli.sentiment import command
from actions.config import PROJECT_ROOT
from actions.errors import BadInput

pytestmark = pytest.mark.skipif(
    not (PROJECT_ROOT / "var/models/minilm/encoder.json").exists(), reason="encoder is not exported"
)
REVIEWS = [
    {"product_id": "A", "text": "The delivery was late.", "written": "2026-07-01"},
    {"product_id": "A", "text": "Great quality and a fair price.", "written": "2026-07-02"},
    {"product_id": "B", "text": "The zip broke.", "written": "2026-08-02"},
]


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORECLERK_DATABASE", f"sqlite:///{tmp_path / 'shop.db'}")


def _file(folder: Path, *records: Any) -> Path:
    path = folder / "reviews.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(one) for one in records).encode()))
    return path


def _run(*arguments: object) -> str:
    result = CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_reviews_are_taken_in_once_and_reported(tmp_path: Path) -> None:
    path = _file(tmp_path, *REVIEWS)
    for _ in range(2):
        told = json.loads(_run(path, "--json"))
        assert told["reviews"] == 3
    aspects = {one["aspect"]: one for one in told["aspects"]}
    assert aspects["delivery"]["negative"] == aspects["price"]["positive"] == 1
    assert json.loads(_run("--product", "B", "--json"))["reviews"] == 1
    assert json.loads(_run("--since", "2026-07-02", "--json"))["reviews"] == 2
    shown = _run("--aspect", "delivery")
    assert "The delivery was late." in shown
    assert "1 reviews" in shown


def test_a_wrong_line_is_named_and_nothing_is_taken_in(tmp_path: Path) -> None:
    path = _file(tmp_path, REVIEWS[0], {"product_id": "A"})
    with pytest.raises(BadInput, match="line 2: text"):
        _run(path)
    assert json.loads(_run("--json"))["reviews"] == 0
