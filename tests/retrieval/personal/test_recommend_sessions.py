"""Visits: read from tables of events, asked at every step, and the two baselines for them."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import BadInput
from retrieval.personal.recommend.dataset import open_dataset
from retrieval.personal.recommend.events import read_events, read_histories
from retrieval.personal.recommend.held_out import Questions, every_next
from retrieval.personal.recommend.popularity import Popularity
from retrieval.personal.recommend.ranking import ranks
from retrieval.personal.recommend.sessions import LastItem, LikeSessions


@pytest.mark.parametrize(
    "text",
    [
        "SessionId\tItemId\tTime\n8\tb\t20.5\n7\tx\t9\n8\ta\t3\n8\tc\t20.5\n",
        'time,note,user_id,product\n20.5,"hi, there",8,b\n9,,7,x\n3,,8,a\n20.5,,8,c\n',
    ],
)
def test_events_are_put_in_order_of_time(tmp_path: Path, text: str) -> None:
    (tmp_path / "e.txt.gz").write_bytes(gzip.compress(text.encode()))
    assert read_histories(tmp_path / "e.txt.gz") == {"8": ("a", "b", "c"), "7": ("x",)}


def test_dates_of_one_form_are_in_order_too(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("session,item,timestamp\n1,b,2026-03-02T10:00\n1,a,2026-03-02T09:59\n")
    assert read_events(path) == {"1": ("a", "b")}


def test_a_file_without_such_a_header_is_a_line_a_user(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text("user item\nsession item time\n")
    assert read_histories(path) == {"user": ("item",), "session": ("item", "time")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("session,item,time\n1,a,2\n1,a\n", "line 3: has 2 columns, fewer than the header"),
        ("session,item,time\n1,,2\n", "line 2: lacks a session, an item or a time"),
        ("session,item,time\n", "holds no event"),
        ("session,thing,time\n1,a,2\n", "line 1: names no columns session, item and time"),
    ],
)
def test_a_bad_event_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text(text)
    with pytest.raises(BadInput, match=told):
        read_events(path)


def test_others_are_asked_at_every_step() -> None:
    held = every_next([np.array([0, 1, 2]), np.array([3])], [np.array([4, 5, 4]), np.array([6])])
    assert [list(h) for h in held.train] == [[0, 1], [3]]
    assert [list(h) for h in held.valid.known] == [[0, 1]]
    assert [list(h) for h in held.test.known] == [[4], [4, 5]]
    assert list(held.test.answers) == [5, 4]
    assert list(held.users) == [0, 0]


def test_where_the_same_may_come_again_it_is_not_left_out() -> None:
    model = Popularity([np.array([0]), np.array([0, 1])], 3)
    known, answers = (np.array([0]),), np.array([0])
    assert list(ranks(model, Questions(known, answers, again=True))) == [0]
    assert list(ranks(model, Questions(known, answers))) == [2]


def test_items_of_later_visits_are_numbered_too_and_learned_from_by_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1 a b c\n2 a b\n")
    (tmp_path / "b.txt").write_text("1 a new b\n")
    data = open_dataset(tmp_path / "a.txt", None, seed=1, later=tmp_path / "b.txt", again=True)
    assert set(data.items.names) == {"a", "b", "c", "new"}
    new = data.items.row_of["new"]
    assert not any(new in history for history in data.held.train)
    assert list(data.held.test.answers) == [new, data.items.row_of["b"]]
    assert data.held.test.again
    assert data.held.valid.again
    assert data.tested() == ["1", "1"]


def test_the_last_item_tells_what_came_right_after_it() -> None:
    model = LastItem([np.array([0, 1, 2]), np.array([3, 1, 2]), np.array([1, 0, 1])], 5)
    scores = model.scores([np.array([3, 1]), np.array([4]), np.array([], np.int64)])
    assert scores.tolist() == [[1, 0, 2, 0, 0], [0] * 5, [0] * 5]


def test_sessions_alike_lend_their_items_and_the_newest_counts_most() -> None:
    sessions = [np.array([0, 1]), np.array([2, 3]), np.array([2, 3, 4, 4])]
    model = LikeSessions(sessions, 6)
    (scores,) = model.scores([np.array([0, 2])])
    halves, thirds = 2**0.5, 3**0.5
    expected = [0.5 / halves, 0.5 / halves, 1 / halves + 1 / thirds, 1 / halves + 1 / thirds]
    np.testing.assert_allclose(scores, [*expected, 1 / thirds, 0], rtol=1e-6)


def test_only_the_nearest_sessions_lend() -> None:
    model = LikeSessions([np.array([0, 1]), np.array([0, 2, 3, 4])], 5, near=1)
    assert model.scores([np.array([0])])[0].nonzero().flatten().tolist() == [0, 1]


def test_a_history_of_nothing_is_like_nobodys() -> None:
    assert not LikeSessions([np.array([0, 1])], 2).scores([np.array([], np.int64)]).any()
