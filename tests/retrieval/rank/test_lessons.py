"""Made-up queries, and what a ranker learns from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_shop import shop

from retrieval.clicks import read_clicks
from retrieval.errors import BadInput
from retrieval.filters.predicates import full_text
from retrieval.fold import words
from retrieval.index import Index
from retrieval.rank import FUSION
from retrieval.rank.evidence import NAMES
from retrieval.rank.learn import FIXED, compared, learn
from retrieval.rank.lessons import Lesson, clicked_lessons, made_lessons, poorer, right
from retrieval.rank.wishes import Wish, Wishes


def test_every_made_query_is_said_by_its_product() -> None:
    for wish in Wishes(shop(), seed=2).made(60):
        said = full_text(wish.product)
        assert all(word in said for word in words(wish.query)), wish


def test_a_seed_gives_the_same_queries() -> None:
    first, again = (list(Wishes(shop(), seed=2).made(20)) for _ in range(2))
    assert [wish.query for wish in first] == [wish.query for wish in again]


def test_a_value_that_isnt_there_makes_it_less_right() -> None:
    product = shop()[0]
    wish = Wish("steel kettle", product, "kettle", "steel")
    assert right(wish, "x", "kettle", "a kettle of steel") == 3
    assert right(wish, "x", "whistling kettle", "a kettle of copper") == 1
    assert right(wish, "x", "kettle lid", "a lid of steel") == 0
    told = Wish("keeps the rain out", product)
    assert right(told, product.product_id, "", "") == 3
    assert right(told, "x", "", "keeps the rain out") == 0


def test_poorer_records_lose_categories_and_nothing_else() -> None:
    full = shop() * 20
    less = poorer(full, seed=1)
    known = [product.category for product in less if product.category]
    assert 0 < len(known) < len([p for p in full if p.category]) / 2
    assert [p.product_id for p in less] == [p.product_id for p in full]
    assert all(before.title in after.title for before, after in zip(full, less, strict=True))


def test_a_lesson_holds_a_search_s_own_candidates(index: Index) -> None:
    lessons = list(made_lessons(shop(), index.evidence, 20, seed=3))
    assert lessons
    for lesson in lessons:
        assert lesson.columns.shape == (len(lesson.right), len(NAMES))
        assert 0 <= lesson.columns.min() <= lesson.columns.max() <= 1
        assert lesson.right.min() < lesson.right.max()


def test_what_was_bought_is_more_right_than_what_was_looked_at(
    index: Index, tmp_path: Path
) -> None:
    path = tmp_path / "clicks.jsonl"
    path.write_text(
        '{"query": "jacket", "event": "search"}\n'
        '{"query": "jacket", "product_id": "jacket-rain", "event": "purchase"}\n'
        '{"query": "jacket", "product_id": "kettle", "event": "view"}\n'
    )
    (lesson,) = clicked_lessons(read_clicks(path), index.evidence, seed=0)
    assert sorted(set(lesson.right.tolist())) == [0, 1, 3]


@pytest.mark.parametrize("line", ["{", "[]", '{"query": "", "product_id": "a", "event": "click"}'])
def test_a_broken_click_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "clicks.jsonl"
    path.write_text(f'{{"query": "a", "product_id": "b", "event": "click"}}\n{line}\n')
    with pytest.raises(BadInput, match="line 2"):
        read_clicks(path)


def test_learning_finds_the_column_that_tells() -> None:
    """Lessons in which only what is said tells right from wrong."""
    rng = np.random.default_rng(4)
    lessons = []
    for _ in range(120):
        columns = rng.random((40, len(NAMES)), dtype=np.float32)
        said = columns[:, NAMES.index("said")]
        lessons.append(Lesson(columns, np.asarray(np.digitize(said, [0.6, 0.8, 0.9]), np.int32)))
    ranker = learn(lessons[:100])
    learned = {name: curve.added[-1] for name, curve in ranker.curves.items()}
    others = [learned.get(n, 0) for n in NAMES if n not in ("said", "words", "meaning", *FIXED)]
    assert learned["said"] > 5 * max(others)
    figures = compared(lessons[:100], lessons[100:], ranker, FUSION)
    assert figures["ranker"] > figures["fusion"] == figures["before"]
