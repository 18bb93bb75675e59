"""The CSV of reviewed copy: whole, and inert in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from actions.copydesk.export import as_csv, safe


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Plain", "a=b", "12", "€5-10"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert safe(cell) == cell


def test_a_piece_is_a_row_with_a_column_for_each_part() -> None:
    text = '=HYPERLINK("x"), "quoted"\nnext'
    piece = {
        "piece_id": "p", "kind": "social", "product_id": "-9", "state": "accepted",
        "parts": [{"part": "post", "text": text}],
        "findings": [{"part": "post", "words": "€9", "why": "isn't in the records"}],
        "mail": None,
    }  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(as_csv([piece])))
    assert row["post"] == f"'{text}"
    assert row["product_id"] == "'-9"
    assert row["headline"] == ""
    assert row["stale"] == "€9 isn't in the records"
