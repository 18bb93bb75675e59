"""One thing in ten colours doesn't fill a page."""

from __future__ import annotations

import numpy as np
from small_shop import thing

from retrieval.filters.texts import Texts
from retrieval.rank.pool import Part, Pool
from retrieval.rank.variety import FRONT, varied

COLOURS = ("red", "green", "blue", "black", "white")


def shelf(*titles: str) -> tuple[Pool, Texts]:
    """Candidates in this order, each a little behind the one before."""
    texts = Texts()
    for row, title in enumerate(titles):
        texts.put(row, thing(f"p{row}", title))
    scores = np.linspace(1.0, 0.96, num=len(titles), dtype=np.float32)
    rows = np.arange(len(titles), dtype=np.int64)
    return Pool(rows, scores, scores, scores, (Part("words", scores, scores),)), texts


def test_what_differs_in_a_colour_alone_makes_room_from_the_fourth_on() -> None:
    mugs = [f"Harbour stoneware breakfast mug {colour}" for colour in COLOURS]
    pool, texts = shelf(*mugs, "Enamel camping cup", "Glass teacup with saucer")
    assert varied(pool, texts).rows.tolist() == [0, 1, 2, 5, 6, 3, 4]


def test_different_things_stay_in_their_order() -> None:
    pool, texts = shelf("Copper kettle", "Copper pan", "Iron kettle", "Iron pan", "Tin kettle")
    assert varied(pool, texts).rows.tolist() == [0, 1, 2, 3, 4]


def test_where_there_is_nothing_else_all_of_them_follow() -> None:
    pool, texts = shelf(*(f"Harbour stoneware breakfast mug {colour}" for colour in COLOURS))
    shown = varied(pool, texts)
    assert shown.rows.tolist() == [0, 1, 2, 3, 4]
    assert np.all(np.diff(shown.scores) < 0)


def test_none_leaves_the_front() -> None:
    mugs = [f"Harbour stoneware breakfast mug {number}" for number in range(FRONT)]
    pool, texts = shelf(*mugs, *(f"Thing of kind {number}" for number in range(20)))
    assert set(varied(pool, texts).rows[:FRONT].tolist()) <= set(range(FRONT + 1))
