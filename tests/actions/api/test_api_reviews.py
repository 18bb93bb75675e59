"""Reviews come in over HTTP, are heard, reported, replaced, and go with who wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text as sql

from actions.erasure import Subject, erase, exported, of_customer
from actions.feelings import Listener
from actions.feelings.hearing_up import hear_up
from actions.feelings.review import Review, ReviewRecord
from actions.feelings.reviews import ReviewTable
from tests.actions import loaded_words
from tests.actions.api.small_shop_index import RECORDS

JACKET, OTHER = (str(record["id"]) for record in RECORDS[:2])
REVIEWS = [
    {"id": "1", "product_id": JACKET, "text": "The colour is beautiful.", "written": "2026-05-03"},
    {"id": "2", "product_id": JACKET, "written": "2026-07-04", "customer_id": "C1", "rating": 2,
     "title": "Late", "text": "Lovely jacket. The delivery took three weeks, it was a disaster."},
    {"id": "3", "product_id": OTHER, "text": "The zip broke after a week.",
     "written": "2026-07-09"},
    {"id": "4", "product_id": "gone", "text": "I ordered it last week.", "written": "2026-07-10"},
]  # fmt: skip


@pytest.fixture
async def shop(make_stand: Any, services: Any) -> Any:
    listener = Listener(loaded_words.sentiment(), services.owner)
    return await make_stand(replace(services, listener=listener))


async def _post(shop: Any, reviews: Any, headers: Any = None) -> Any:
    headers = shop.admin() if headers is None else headers
    return await shop.client.post("/api/reviews", json={"reviews": reviews}, headers=headers)


async def _report(shop: Any, **asked: str) -> dict[str, Any]:
    answer = await shop.client.get("/api/reviews/report", params=asked, headers=shop.admin())
    assert answer.status == 200
    return dict(await answer.json())


async def test_reviews_are_heard_and_reported_by_aspect_product_and_month(shop: Any) -> None:
    answer = await _post(shop, REVIEWS)
    assert (answer.status, await answer.json()) == (201, {"stored": 4, "heard": 4})
    told = await _report(shop)
    assert told["reviews"] == 4
    assert [one["month"] for one in told["months"]] == ["2026-05", "2026-06", "2026-07"]
    assert told["months"][1] == {"month": "2026-06", "positive": 0, "neutral": 0, "negative": 0}
    by_name = {one["aspect"]: one for one in told["aspects"]}
    assert (by_name["look"]["positive"], by_name["delivery"]["negative"]) == (1, 1)
    (quote,) = by_name["delivery"]["quotes"]
    assert quote["text"] == "The delivery took three weeks, it was a disaster."
    assert (quote["review_id"], quote["written"]) == ("2", "2026-07-04")
    first = told["products"][0]
    assert (first["product_id"], first["reviews"]) == (JACKET, 2)
    assert first["title"] == RECORDS[0]["title"]
    by_id = {one["product_id"]: one for one in told["products"]}
    assert by_id[OTHER]["worst"] == "quality"
    assert by_id["gone"]["title"] == "gone"


async def test_the_report_is_narrowed(shop: Any) -> None:
    await _post(shop, REVIEWS)
    assert (await _report(shop, product_id=OTHER))["reviews"] == 1
    assert (await _report(shop, since="2026-07-09"))["reviews"] == 2
    told = await _report(shop, aspect="delivery")
    assert (told["reviews"], [one["aspect"] for one in told["aspects"]]) == (1, ["delivery"])
    assert (await _report(shop, aspect="price"))["aspects"] == []


async def test_one_with_the_same_id_replaces_and_one_without_is_kept_once(shop: Any) -> None:
    again = REVIEWS[0] | {"text": "The colour is awful."}
    nameless = {"product_id": OTHER, "text": "Too expensive.", "written": "2026-07-11"}
    for _ in range(2):
        await _post(shop, [REVIEWS[0], nameless])
    await _post(shop, [again])
    told = await _report(shop)
    assert told["reviews"] == 2
    look = next(one for one in told["aspects"] if one["aspect"] == "look")
    assert (look["positive"], look["negative"]) == (0, 1)


async def test_one_is_taken_out(shop: Any) -> None:
    await _post(shop, REVIEWS)
    gone = await shop.client.delete("/api/reviews/3", headers=shop.admin())
    assert gone.status == 204
    assert (await shop.client.delete("/api/reviews/3", headers=shop.admin())).status == 404
    assert (await _report(shop))["reviews"] == 3


async def test_they_are_the_merchants_alone(shop: Any) -> None:
    visitor = {"Authorization": f"Bearer {shop.customer_token()}"}
    for headers, status in (({}, 401), (visitor, 403)):
        assert (await _post(shop, [], headers)).status == status
        for method, path in (("GET", "/api/reviews/report"), ("DELETE", "/api/reviews/1")):
            answer = await shop.client.request(method, path, headers=headers)
            assert answer.status == status


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"written": "soon"}, {"product_id": ""}, {"stars": 5}, {"rating": -1}]
)
async def test_a_wrong_review_is_refused_with_its_field_and_none_is_kept(
    shop: Any, wrong: dict[str, Any]
) -> None:
    answer = await _post(shop, [REVIEWS[0], REVIEWS[1] | wrong])
    assert answer.status == 422
    assert (await answer.json())["error"]["field"] == f"reviews.1.{next(iter(wrong))}"
    assert (await _report(shop))["reviews"] == 0


async def test_without_a_model_they_wait_for_one(make_stand: Any, services: Any) -> None:
    shop = await make_stand(replace(services, listener=None))
    assert await (await _post(shop, REVIEWS)).json() == {"stored": 4, "heard": 0}
    assert (await _report(shop))["reviews"] == 0
    table = ReviewTable(services.store.engine)
    listener = Listener(loaded_words.sentiment(), None)
    assert await hear_up(table, listener) == 4
    assert await hear_up(table, listener) == 0
    assert (await _report(shop))["reviews"] == 4


async def test_another_model_hears_them_again(shop: Any, services: Any) -> None:
    await _post(shop, REVIEWS)
    another = replace(loaded_words.sentiment(), version="another")
    table = ReviewTable(services.store.engine)
    assert await hear_up(table, Listener(another, None)) == 4


async def test_a_customers_reviews_are_given_out_and_go_with_them(shop: Any, services: Any) -> None:
    await _post(shop, REVIEWS)
    engine = services.store.engine
    subject = of_customer(engine, "C1")
    assert [row["review_id"] for row in exported(engine, subject)["tables"]["reviews"]] == ["2"]
    assert exported(engine, Subject(("s",)))["tables"] == {}
    assert erase(engine, subject)["reviews"] == 1
    with engine.connect() as connection:
        left = connection.execute(sql("SELECT review_id FROM reviews ORDER BY 1")).scalars().all()
    assert list(left) == ["1", "3", "4"]


async def test_what_was_put_anew_meanwhile_keeps_no_old_feeling(services: Any) -> None:
    table = ReviewTable(services.store.engine)
    put = [Review.of(ReviewRecord(**REVIEWS[0]), date(2026, 7, 1))]  # type: ignore[arg-type]
    table.put(put)
    waiting = table.waiting("m", 9)
    table.put([replace(put[0], text="The colour is awful.")])
    found = {"heard_by": "m", "label": "positive", "polarity": 1.0, "aspects": []}
    table.keep_heard([(waiting[0], found)])
    assert table.heard() == []
    assert [row.text for row in table.waiting("m", 9)] == ["The colour is awful."]
