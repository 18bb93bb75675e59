"""`POST /api/search`."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import pytest


async def search(shop: Any, **body: Any) -> Any:
    return await shop.client.post("/api/search", json=body)


async def test_hits_obey_the_words_and_say_why(shop: Any) -> None:
    answer = await search(shop, query="rain jacket under 100", k=5)
    body = await answer.json()
    assert answer.status == 200
    assert [hit["product_id"] for hit in body["hits"]] == ["jacket-1"]
    (hit,) = body["hits"]
    assert hit["price"] == {"amount": 94.0, "currency": "EUR"} or hit["price"]["amount"] == 89.0
    assert hit["reasons"]
    assert body["relaxed"] == []
    assert body["took_ms"] > 0


async def test_filters_hold_beside_the_words(shop: Any) -> None:
    only_fell = [{"field": "brand", "op": "any_of", "values": ["Fell"]}]
    body = await (await search(shop, query="jacket", filters=only_fell)).json()
    assert [hit["product_id"] for hit in body["hits"]] == ["jacket-2"]
    cheap = [{"field": "price", "op": "between", "high": 20}]
    body = await (await search(shop, query="", filters=cheap)).json()
    assert [hit["product_id"] for hit in body["hits"]] == ["mug-1"]


async def test_k_bounds_the_hits(shop: Any) -> None:
    body = await (await search(shop, query="jacket", k=1)).json()
    assert len(body["hits"]) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "query"),
        ({"query": ""}, "query"),
        ({"query": "x" * 501}, "query"),
        ({"query": ["jacket"]}, "query"),
        ({"query": "jacket", "k": 0}, "k"),
        ({"query": "jacket", "k": 1001}, "k"),
        ({"query": "jacket", "kk": 5}, "kk"),
        ({"query": "jacket", "language": "xx"}, "language"),
        ({"query": "jacket", "filters": [{"field": "price", "op": "between"}]}, "filters"),
        ({"query": "jacket", "filters": [{"field": "brand", "op": "any_of"}]}, "filters"),
        ({"query": "jacket", "filters": [{"field": "brand", "op": "like"}]}, "filters.0.op"),
    ],
)
async def test_bad_input_names_its_field(shop: Any, body: dict[str, Any], field: str) -> None:
    answer = await search(shop, **body)
    assert answer.status == 422
    assert (await answer.json())["error"]["field"] == field


async def test_a_body_over_the_bound_is_refused(shop: Any) -> None:
    body = io.BytesIO(b'{"query": "' + b"x" * 1_200_000 + b'"}')
    answer = await shop.client.post("/api/search", data=body)
    assert answer.status == 413


async def test_without_the_device_the_words_alone_still_find(shop: Any) -> None:
    await shop.parts.services.owner.drain()
    body = await (await search(shop, query="rain jacket")).json()
    assert "jacket-1" in [hit["product_id"] for hit in body["hits"]]


async def test_searches_run_beside_each_other(shop: Any) -> None:
    answers = await asyncio.gather(*(search(shop, query="jacket") for _ in range(20)))
    assert {answer.status for answer in answers} == {200}


async def test_an_address_that_asks_too_often_waits(make_stand: Any, services: Any) -> None:
    stand = await make_stand(services, api_burst=2, api_rate=0.1)
    statuses = [(await search(stand, query="jacket")).status for _ in range(3)]
    assert statuses == [200, 200, 429]


async def test_a_page_adds_lets_go_and_sorts(shop: Any) -> None:
    async def told(**body: Any) -> Any:
        return await (await search(shop, query="jacket under 100", **body)).json()

    def ids(body: Any) -> list[str]:
        return [hit["product_id"] for hit in body["hits"]]

    assert ids(await told()) == ["jacket-1"]
    freed = await told(without=["price"])
    assert sorted(ids(freed)) == ["jacket-1", "jacket-2"]
    assert freed["understood"]["query"] == "jacket under 100"
    assert freed["understood"]["constraints"] == []
    assert ids(await told(without=["price"], also=["not black"])) == ["jacket-1"]
    dearest = await told(without=["price"], sort="price_desc")
    assert (ids(dearest)[0], dearest["understood"]["sort"]) == ("jacket-2", "price_desc")


async def test_facets_are_given_where_they_are_asked_for(shop: Any) -> None:
    plain = await (await search(shop, query="jacket")).json()
    assert "facets" not in plain
    asked = await (await search(shop, query="jacket", facets=4)).json()
    assert isinstance(asked["facets"], list)
    answer = await search(shop, query="jacket", facets=99)
    assert answer.status == 422
