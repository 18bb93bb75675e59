"""Labelled files: the form, what is wrong said by name, and the fifth that is held back."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm.errors import DataError
from llm.sentiment import Negation, Said
from llm.sentiment.grams import names, places, read
from llm.sentiment.rows import Columns, Rows, read_rows

CSV = 'title,text,label\nNice,"Lovely, really",yes\n,Meh,no\n'


def _file(folder: Path, text: str = CSV) -> Path:
    path = folder / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_title_text_and_label_are_read_packed_or_not(tmp_path: Path) -> None:
    rows = read_rows(_file(tmp_path))
    assert rows.texts == (Said("Lovely, really", "Nice"), Said("Meh"))
    assert rows.labels == ("yes", "no")
    packed = tmp_path / "rows.csv.gz"
    packed.write_bytes(gzip.compress(CSV.encode()))
    assert read_rows(packed) == rows


def test_columns_may_be_called_otherwise_and_titles_may_be_missing(tmp_path: Path) -> None:
    path = _file(tmp_path, "body,stars\nFine,5\n")
    rows = read_rows(path, Columns(text="body", label="stars"))
    assert (rows.texts, rows.labels) == ((Said("Fine"),), ("5",))


def test_a_test_without_labels_is_read_for_predicting_alone(tmp_path: Path) -> None:
    path = _file(tmp_path, 'text\nFine\n""\n')
    assert read_rows(path, labelled=False) == Rows((Said("Fine"), Said("")))
    with pytest.raises(DataError, match="no column label"):
        read_rows(path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("text,label\n", "no rows"), ("a,b\n1,2\n", "no column label and text"),
     ("text,label\nx,\n", "row 0 has no label")],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        read_rows(_file(tmp_path, text))


def test_a_fifth_of_each_label_is_held_back_by_the_seed() -> None:
    labels = ("a",) * 50 + ("b",) * 10
    rows = Rows(tuple(Said(str(number)) for number in range(60)), labels)
    learned, held = rows.split(0)
    assert Counter(held.labels) == {"a": 10, "b": 2}
    assert {*learned.texts, *held.texts} == set(rows.texts)
    assert len(learned) + len(held) == 60
    assert rows.split(0)[1] == held
    assert rows.split(1)[1] != held


@given(st.text(), st.text(max_size=40))
def test_any_text_has_a_place_for_each_gram(text: str, title: str) -> None:
    told = read(Said(text, title), Negation(frozenset({"not"}), ("n't",)))
    for kind in ("words", "letters"):
        found = places(told, kind)
        assert len(found) == len(names(told, kind))
        assert all(0 <= at < len(told.tokens) for tokens in found for at in tokens)
    for token in told.tokens[told.titled :]:
        assert text[token.start : token.stop].lower().replace("’", "'") == token.word
