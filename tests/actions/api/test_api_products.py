"""The catalogue: pages, one product, and its live change."""

from __future__ import annotations

from typing import Any

import pytest


async def found(shop: Any, query: str) -> list[str]:
    answer = await shop.client.post("/api/search", json={"query": query})
    return [hit["product_id"] for hit in (await answer.json())["hits"]]


async def test_departments_are_counted_and_have_a_picture(shop: Any) -> None:
    body = await (await shop.client.get("/api/departments")).json()
    assert body["departments"] == [
        {"name": "Outdoor Clothing", "count": 2, "image": "/images/jacket-2.svg"},
        {"name": "Kitchen", "count": 1, "image": "/images/mug-1.svg"},
    ]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("price_asc", ["mug-1", "jacket-1", "jacket-2"]),
        ("price_desc", ["jacket-2", "jacket-1", "mug-1"]),
        ("newest", ["jacket-2", "jacket-1", "mug-1"]),
        ("rating", ["jacket-2", "jacket-1", "mug-1"]),
    ],
)
async def test_a_page_comes_in_the_order_asked_for(shop: Any, sort: str, order: list[str]) -> None:
    body = await (await shop.client.get(f"/api/products?sort={sort}")).json()
    assert [product["product_id"] for product in body["products"]] == order


async def test_pages_of_a_department(shop: Any) -> None:
    path = "/api/products?department=Outdoor+Clothing&per_page=1&page={}&sort=price_asc"
    pages = [await (await shop.client.get(path.format(n))).json() for n in (1, 2, 3)]
    assert [[p["product_id"] for p in page["products"]] for page in pages] == [
        ["jacket-1"],
        ["jacket-2"],
        [],
    ]
    assert {page["total"] for page in pages} == {2}


@pytest.mark.parametrize(
    ("query", "field"),
    [("page=0", "page"), ("page=x", "page"), ("per_page=101", "per_page"), ("sort=odd", "sort"),
     ("colour=red", "colour")],
)  # fmt: skip
async def test_a_wrong_page_is_told_so(shop: Any, query: str, field: str) -> None:
    answer = await shop.client.get(f"/api/products?{query}")
    assert answer.status == 422
    assert (await answer.json())["error"]["field"] == field


async def test_a_product_shows_its_cheapest_variant_in_stock_and_all_of_them(shop: Any) -> None:
    body = await (await shop.client.get("/api/products/jacket-1")).json()
    assert body["variant_id"] == "j1-navy"
    assert body["price"] == {"amount": 94.0, "currency": "EUR"}
    assert [v["in_stock"] for v in body["variants"]] == [False, True]
    assert body["attributes"] == {"waterproof": "yes", "weight": "420 g"}
    assert body["description"] == "Keeps the rain out."


async def test_a_product_that_is_not_there_is_404(shop: Any) -> None:
    answer = await shop.client.get("/api/products/nothing")
    assert answer.status == 404
    assert (await answer.json())["error"]["code"] == "not_found"


async def test_what_get_shows_put_takes_back_unchanged(shop: Any) -> None:
    before = await (await shop.client.get("/api/products/jacket-1")).json()
    put = await shop.client.put(
        "/api/products/jacket-1", json=before["record"], headers=shop.admin()
    )
    assert put.status == 200
    after = await (await shop.client.get("/api/products/jacket-1")).json()
    assert after == before


async def test_a_product_put_in_is_found_and_listed_and_gone_when_deleted(shop: Any) -> None:
    record = {"title": "Brass Lantern", "department": "Camping", "price": 45, "stock": 2}
    put = await shop.client.put("/api/products/lamp-1", json=record, headers=shop.admin())
    assert put.status == 201
    assert await found(shop, "brass lantern") == ["lamp-1"]
    departments = (await (await shop.client.get("/api/departments")).json())["departments"]
    assert "Camping" in [department["name"] for department in departments]
    gone = await shop.client.delete("/api/products/lamp-1", headers=shop.admin())
    assert gone.status == 204
    assert "lamp-1" not in await found(shop, "brass lantern")
    again = await shop.client.delete("/api/products/lamp-1", headers=shop.admin())
    assert again.status == 404


async def test_a_price_changes_at_once(shop: Any) -> None:
    record = (await (await shop.client.get("/api/products/mug-1")).json())["record"]
    record["variants"][0]["price"] = 9.75
    await shop.client.put("/api/products/mug-1", json=record, headers=shop.admin())
    body = await (await shop.client.post("/api/search", json={"query": "camp mug"})).json()
    assert body["hits"][0]["price"]["amount"] == 9.75


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"title": ""},
        {"title": "x", "price": "cheap"},
        {"title": "x", "rating": 9},
        {"title": "x", "url": "javascript:alert(1)"},
        {"title": "x", "currency": "USD"},
        {"title": "x", "id": "another"},
        ["not", "an", "object"],
    ],
)
async def test_a_record_that_is_wrong_changes_nothing(shop: Any, record: Any) -> None:
    before = await (await shop.client.get("/api/products/mug-1")).json()
    answer = await shop.client.put("/api/products/mug-1", json=record, headers=shop.admin())
    assert answer.status == 422
    assert (await answer.json())["error"]["message"]
    assert await (await shop.client.get("/api/products/mug-1")).json() == before


async def test_many_products_are_put_and_taken_out_at_once(shop: Any) -> None:
    mug = (await (await shop.client.get("/api/products/mug-1")).json())["record"]
    mug["variants"][0]["price"] = 9.75
    lamp = {"id": "lamp-1", "title": "Brass Lantern", "price": 45}
    body = {"put": [mug, lamp], "remove": ["jacket-1", "nothing"]}
    answer = await shop.client.put("/api/products", json=body, headers=shop.admin())
    assert await answer.json() == {"added": 1, "replaced": 1, "removed": 1}
    assert await found(shop, "brass lantern") == ["lamp-1"]
    listed = await (await shop.client.get("/api/products?sort=price_asc")).json()
    assert [p["product_id"] for p in listed["products"]] == ["mug-1", "lamp-1", "jacket-2"]


async def test_one_bad_record_among_many_changes_nothing(shop: Any) -> None:
    body = {"put": [{"id": "a", "title": "Anvil"}, {"id": "b"}], "remove": ["mug-1"]}
    answer = await shop.client.put("/api/products", json=body, headers=shop.admin())
    assert answer.status == 422
    assert (await answer.json())["error"]["field"] == "put.1"
    assert (await shop.client.get("/api/products/a")).status == 404
    assert (await shop.client.get("/api/products/mug-1")).status == 200
    assert (await shop.client.put("/api/products", json=body)).status == 401


async def test_a_picture_is_an_inert_drawing(shop: Any) -> None:
    answer = await shop.client.get("/images/mug-1.svg")
    text = await answer.text()
    assert answer.status == 200
    assert answer.content_type == "image/svg+xml"
    assert "<script" not in text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    etag = {"If-None-Match": answer.headers["ETag"]}
    assert (await shop.client.get("/images/mug-1.svg", headers=etag)).status == 304
    assert (await shop.client.get("/images/nothing.svg")).status == 404
