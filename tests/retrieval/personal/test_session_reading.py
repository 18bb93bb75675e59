"""Files of events are read in either form, and what is wrong in one is named with its line."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval.errors import BadInput
from retrieval.personal.deed import Did
from retrieval.personal.predict.session import Act, read_acts

CSV = """session,type,product_id,occurred,visitor,price,category,on_offer
s1,view,a,2026-06-01T12:00:00+00:00,v1,12.5,tent,True
s1,search,,1780315260,v1,,,
"""
EXPECTED = [
    Act(Did.VIEW, datetime(2026, 6, 1, 12, tzinfo=UTC), "a", "s1", 12.5, "tent", True),
    Act(Did.SEARCH, datetime(2026, 6, 1, 12, 1, tzinfo=UTC), "", "s1"),
]


def test_csv_and_jsonl_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text(CSV, encoding="utf-8")
    records = [
        {"session": "s1", "type": "view", "product_id": "a", "occurred": "2026-06-01T12:00:00",
         "visitor": "v1", "price": 12.5, "category": "tent", "on_offer": True},
        {"session": "s1", "type": "search", "occurred": 1780315260, "visitor": "v1"},
    ]  # fmt: skip
    lines = "\n".join(map(json.dumps, records)).encode()
    (tmp_path / "e.jsonl.gz").write_bytes(gzip.compress(lines))
    for name in ("e.csv", "e.jsonl.gz"):
        assert read_acts(tmp_path / name) == {"v1": EXPECTED}


def test_without_a_visitor_each_session_is_somebody_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("session,type,product_id,occurred\ns1,view,a,1\ns2,view,a,2\n")
    assert set(read_acts(path)) == {"s1", "s2"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("session,type\n", "line 1: has no column 'occurred'"),
        ("session,type,product_id,occurred\ns,gaze,a,1\n", "line 2: 'gaze' is none of view"),
        ("session,type,product_id,occurred\ns,view,,1\n", "line 2: lacks 'product_id'"),
        ("session,type,product_id,occurred\ns,view,a,1\n,view,a,1\n", "line 3: lacks 'session'"),
        ("session,type,product_id,occurred\ns,view,a,soon\n", "line 2: can't be used"),
        ("session,type,product_id,occurred,price\ns,view,a,1,-2\n", "is no price"),
        ("session,type,product_id,occurred\n", "holds no event"),
        ('{"session": "s"\n', "line 1: is no JSON"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=says):
        read_acts(path)
