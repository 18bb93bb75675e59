"""The sample's reviews: the generator's, of products that are there, kept apart from a shop's."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

from sample_shop import CATALOG, records

from actions.feelings.review import Review, read_record
from actions.feelings.reviews import ReviewTable
from actions.feelings.sample import drop_sample_reviews, load_sample_reviews
from actions.sample.__main__ import SEED
from actions.sample.reviews import make_reviews, read_material
from actions.stores import SqlStore

AS_OF = date.fromisoformat(json.loads((CATALOG / "meta.json").read_text())["as_of"])
TODAY = date(2027, 3, 1)


def test_the_file_is_what_the_generator_makes():
    made = make_reviews(records("products"), read_material(CATALOG), AS_OF, SEED)
    assert made == records("reviews")
    assert len(made) == 400


def test_every_review_is_of_a_product_and_in_whole_sentences():
    products = {product["id"] for product in records("products")}
    for number, review in enumerate(records("reviews")):
        record = read_record(review, str(number))
        assert record.product_id in products
        assert "{" not in record.text + record.title
        assert re.fullmatch(r"([A-Z].*?[.!?]( |$))+", record.text)
        assert record.written
        assert AS_OF - timedelta(days=300) <= record.written <= AS_OF
        assert 1 <= (record.rating or 0) <= 5
        assert record.customer_id is None


def test_no_sentence_of_the_sample_is_one_that_the_model_learned():
    lessons = (CATALOG.parent / "sentiment" / "en" / "reviews.toml").read_text(encoding="utf-8")
    material = read_material(CATALOG)
    said = [
        text
        for feeling in ("positive", "negative", "neutral")
        for texts in material[feeling].values()
        for text in texts
    ]
    learned = [text for text in said if f'"{text}"' in lessons]
    assert len(said) > 70
    assert learned == []


def test_they_are_moved_to_today_once_a_day_and_leave_a_shops_own_alone(tmp_path: Path):
    store = SqlStore(f"sqlite:///{tmp_path / 'shop.db'}")
    table = ReviewTable(store.engine)
    own = read_record({"id": "own", "product_id": "P", "text": "Fine."}, "")
    table.put([Review.of(own, TODAY)])
    assert load_sample_reviews(store.engine, CATALOG, TODAY) == 400
    assert load_sample_reviews(store.engine, CATALOG, TODAY) == 0
    latest = max(date.fromisoformat(one["written"]) for one in records("reviews"))
    assert table.newest_sample() == TODAY - (AS_OF - latest)
    heard = {"heard_by": "m", "label": "positive", "polarity": 1.0, "aspects": []}
    table.keep_heard([(row, heard) for row in table.waiting("m", 500) if row.review_id != "own"])
    assert load_sample_reviews(store.engine, CATALOG, TODAY + timedelta(days=1)) == 400
    assert len(table.heard()) == 400
    drop_sample_reviews(store.engine)
    assert [row.review_id for row in table.waiting("m", 500)] == ["own"]
    store.close()


def test_a_shops_own_review_stays_where_the_sample_has_one_of_its_id(database_url: str) -> None:
    store = SqlStore(database_url)
    table = ReviewTable(store.engine)
    first = records("reviews")[0]["id"]
    own = read_record({"id": first, "product_id": "P", "text": "Ours."}, "")
    table.put([Review.of(own, TODAY)])
    load_sample_reviews(store.engine, CATALOG, TODAY)
    load_sample_reviews(store.engine, CATALOG, TODAY + timedelta(days=1))
    kept = {row.review_id: row.text for row in table.waiting("m", 500)}
    assert len(kept) == 400
    assert kept[first] == "Ours."
    drop_sample_reviews(store.engine)
    assert [row.text for row in table.waiting("m", 500)] == ["Ours."]
    store.close()


def test_the_sample_taken_in_as_a_shops_own_doesnt_keep_it_from_starting(database_url: str) -> None:
    store = SqlStore(database_url)
    ReviewTable(store.engine).put(
        [Review.of(read_record(one, ""), TODAY) for one in records("reviews")]
    )
    load_sample_reviews(store.engine, CATALOG, TODAY)
    assert ReviewTable(store.engine).newest_sample() is None
    store.close()
