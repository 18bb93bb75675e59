"""TREC judgements by the queries' numbers."""

from pathlib import Path

import pytest

from retrieval.errors import BadInput
from retrieval.evaluate import read_qrels


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_queries_are_named_by_their_id_or_by_their_line(tmp_path: Path) -> None:
    qrels = write(tmp_path / "q.qrels", "7 0 kettle 3", "7 0 cup -1", "2 0 lamp 1")
    texts = write(tmp_path / "q.tsv", "7\tcopper kettle", "2\tdesk lamp")
    expected = {"copper kettle": {"kettle": 3.0, "cup": 0.0}, "desk lamp": {"lamp": 1.0}}
    assert read_qrels(qrels, texts) == expected
    plain = write(tmp_path / "q.txt", "rope", "desk lamp")
    assert read_qrels(write(tmp_path / "r.qrels", "2 0 lamp 1"), plain) == {
        "desk lamp": {"lamp": 1.0}
    }


@pytest.mark.parametrize("line", ["1 0 lamp", "1 0 lamp good", "9 0 lamp 1", "1 0 lamp nan"])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    qrels = write(tmp_path / "q.qrels", "1 0 kettle 3", line)
    with pytest.raises(BadInput, match="line 2"):
        read_qrels(qrels, write(tmp_path / "q.txt", "copper kettle"))
