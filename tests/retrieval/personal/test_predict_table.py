"""The table that is learnt from: what is read, and what is refused with its place."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import BadInput
from retrieval.personal.predict.encoding import Encoding
from retrieval.personal.predict.table import read_table


def _file(folder: Path, text: str, name: str = "visits.csv") -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


@pytest.mark.parametrize("name", ["visits.csv", "visits.csv.gz"])
def test_the_target_is_read_apart_and_left_out_columns_are_gone(tmp_path: Path, name: str) -> None:
    text = "a,b,bought\n1,x,TRUE\n2,y,no\n3,x,1\n"
    table = read_table(_file(tmp_path, text, name), "bought", ["b"])
    assert table.columns == {"a": ("1", "2", "3")}
    assert table.truth is not None
    assert table.truth.tolist() == [True, False, True]
    assert len(table.rows([2, 0])) == 2


def test_a_table_that_is_asked_about_needs_no_target(tmp_path: Path) -> None:
    assert read_table(_file(tmp_path, "a\n1\n"), "bought").truth is None


@pytest.mark.parametrize(
    ("text", "without", "told"),
    [
        ("a,bought\n1,TRUE\n2\n", (), r"line 3: has 1 cells, the header 2"),
        ("a,bought\n1,perhaps\n", (), r"line 2, column 2: 'perhaps' is neither"),
        ("a,a,bought\n1,2,no\n", (), "two columns are called 'a'"),
        ("a,bought\n1,no\n", ("price",), "no column 'price' to leave out"),
        ("a,bought\n1,no\n", ("a",), "no column is left"),
        ("a,bought\n", (), "holds no row"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, text: str, without: tuple[str, ...], told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        read_table(_file(tmp_path, text), "bought", without)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        read_table(tmp_path / "none.csv", "bought")


def test_numbers_stay_numbers_and_kinds_are_counted(tmp_path: Path) -> None:
    teaching = read_table(_file(tmp_path, "n,k\n1,x\n,y\n2.5,y\n"), "none")
    encoding = Encoding.learn(teaching)
    assert encoding.categorical == [1]
    assert encoding.encode(teaching)[:, 1].tolist() == [1.0, 0.0, 0.0]
    other = read_table(_file(tmp_path, "k,n\nz,7\nx,NA\n", "other.csv"), "none")
    numbers = encoding.encode(other)
    assert numbers[0, 0] == 7.0
    assert np.isnan(numbers[1, 0])
    assert np.isnan(numbers[0, 1])


def test_a_word_among_numbers_and_a_missing_column_are_said(tmp_path: Path) -> None:
    encoding = Encoding.learn(read_table(_file(tmp_path, "n\n1\n2\n"), "none"))
    with pytest.raises(BadInput, match="line 3: 'two' in column 'n' is no number"):
        encoding.encode(read_table(_file(tmp_path, "n\n1\ntwo\n", "b.csv"), "none"))
    with pytest.raises(BadInput, match="has no column 'n'"):
        encoding.encode(read_table(_file(tmp_path, "m\n1\n", "c.csv"), "none"))
