"""`GET /api/suggest`."""

from __future__ import annotations

from typing import Any

import pytest


async def suggest(shop: Any, **asked: Any) -> Any:
    return await shop.client.get("/api/suggest", params=asked)


async def test_kinds_come_first_and_products_with_picture_and_price(shop: Any) -> None:
    answer = await suggest(shop, q="rain ja")
    body = await answer.json()
    assert answer.status == 200
    assert body.keys() == {"suggestions", "did_you_mean", "took_ms"}
    kind, *_, product = body["suggestions"]
    assert (kind["text"], kind["kind"], kind["count"]) == ("rain jackets", "category", 2)
    assert kind["matched"] == [[0, 4], [5, 7]]
    assert product["product_id"] in ("jacket-1", "jacket-2")
    assert product["price"]["currency"] == "EUR"
    assert "product_id" not in kind


async def test_a_slip_is_mended_and_said(shop: Any) -> None:
    body = await (await suggest(shop, q="jakcet")).json()
    assert body["did_you_mean"] == "jacket"
    assert body["suggestions"]


async def test_nothing_typed_suggests_nothing(shop: Any) -> None:
    body = await (await suggest(shop, q="")).json()
    assert (body["suggestions"], body["did_you_mean"]) == ([], None)


@pytest.mark.parametrize(
    ("asked", "field"), [({"q": "x" * 600}, "q"), ({"q": "a", "k": 0}, "k"), ({"p": "a"}, "p")]
)
async def test_wrong_parameters_are_named(shop: Any, asked: dict[str, Any], field: str) -> None:
    answer = await suggest(shop, **asked)
    assert answer.status == 422
    assert (await answer.json())["error"]["field"] == field


async def test_it_counts_towards_an_address_allowance(make_stand: Any, services: Any) -> None:
    stand = await make_stand(services, api_rate=0.001, api_burst=2)
    statuses = [(await suggest(stand, q="j")).status for _ in range(3)]
    assert statuses == [200, 200, 429]
