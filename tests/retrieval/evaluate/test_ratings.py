from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import BadInput
from retrieval.evaluate import read_ratings


def test_ratings_are_read_by_query_in_the_files_order(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('query,docid,rating\n"lamp, brass",7,3\nrope,8,0\n"lamp, brass",9,1.5\n')
    assert read_ratings(path) == {"lamp, brass": {"7": 3.0, "9": 1.5}, "rope": {"8": 0.0}}


@pytest.mark.parametrize("rating", ["good", "", "-1", "nan", "inf"])
def test_an_odd_rating_is_refused_with_its_line(tmp_path: Path, rating: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"query,docid,rating\nlamp,7,3\nlamp,8,{rating}\n")
    with pytest.raises(BadInput, match="line 3"):
        read_ratings(path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("query,doc,rating\nlamp,7,3\n")
    with pytest.raises(BadInput, match="docid"):
        read_ratings(path)


@pytest.mark.parametrize("content", ["", "query,docid,rating\n"])
def test_a_file_without_ratings_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(content)
    with pytest.raises(BadInput):
        read_ratings(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nowhere"):
        read_ratings(tmp_path / "nowhere.csv")
