"""Files of sequences and attributes: read as they are, and refused with a place."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from retrieval.errors import BadInput
from retrieval.personal.recommend.attributes import read_attributes
from retrieval.personal.recommend.dataset import open_dataset
from retrieval.personal.recommend.sequences import read_sequences


def test_a_line_is_a_user_and_the_items_in_order(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text("\ufeff7 b a b\n\nzoë  x-1\ty\r\n", encoding="utf-8")
    assert read_sequences(path) == {"7": ("b", "a", "b"), "zoë": ("x-1", "y")}


def test_packed_files_are_read_alike(tmp_path: Path) -> None:
    plain, packed = tmp_path / "s.txt", tmp_path / "s.txt.GZ"
    plain.write_text("1 a b\n")
    packed.write_bytes(gzip.compress(b"1 a b\n"))
    assert read_sequences(packed) == read_sequences(plain)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"1 a b\n2\n", "line 2: user 2 has no item"),
        (b"1 a\n2 a\n1 b\n", "line 3: user 1 was already on line 1"),
        (b"1 a\n2 \xff\n", "line 2: byte 3 is not UTF-8"),
        (b"\n \n", "holds no sequence"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "s.txt"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=told):
        read_sequences(path)


def test_a_file_that_is_missing_or_cut_off_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can't be read"):
        read_sequences(tmp_path / "none.txt")
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress(b"1 a b\n")[:-9])
    with pytest.raises(BadInput, match="can't be read"):
        read_sequences(cut)


def test_attributes_are_texts_or_numbers_each_once(tmp_path: Path) -> None:
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(b'{"4": [1, 2, 1], "5": ["red"], "6": []}'))
    assert read_attributes(path) == {"4": ("1", "2"), "5": ("red",), "6": ()}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('\n{"a": [1],\n "b" [2]}', "line 3, column 6: is no JSON"),
        ("[1]", "is no JSON object of item"),
        ('{"a": "red"}', 'item a: a list of texts or numbers is needed, not "red"'),
        ('{"a": [["red"]]}', 'item a: .* not \\["red"\\]'),
        ("", "is no JSON"),
    ],
)
def test_bad_attributes_are_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    with pytest.raises(BadInput, match=told):
        read_attributes(path)


def test_items_are_numbered_by_seed_and_not_by_the_file(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text("".join(f"{u} {u} {u + 1} {u + 2}\n" for u in range(40)))
    one, again, other = (open_dataset(path, None, seed=seed) for seed in (1, 1, 2))
    assert one.items.names == again.items.names != other.items.names
    assert sorted(one.items.names) == sorted(other.items.names)
    assert list(one.items.names) != sorted(one.items.names, key=int)
    assert [one.items.names[row] for row in one.histories[3]] == ["3", "4", "5"]
    assert [one.items.names[row] for row in one.held.test.known[3]] == ["3", "4"]


def test_what_only_attributes_name_is_an_item_too(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("1 a b c\n")
    (tmp_path / "a.json").write_text('{"new": ["red", "cotton"], "a": ["red"]}')
    items = open_dataset(tmp_path / "s.txt", tmp_path / "a.json", seed=1).items
    assert set(items.names) == {"a", "b", "c", "new"}
    row = items.row_of["new"]
    mine = items.attributes[items.offsets[row] : items.offsets[row + 1]]
    assert {items.attribute_names[one] for one in mine} == {"red", "cotton"}


def test_nobody_to_ask_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("1 a\n2 b\n")
    with pytest.raises(BadInput, match="no user has two items"):
        open_dataset(tmp_path / "s.txt", None, seed=1)
