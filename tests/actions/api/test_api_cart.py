"""`POST /api/cart`: into the very cart that the chat shows."""

from __future__ import annotations

from typing import Any

import pytest

from actions.cart import CartLine

NAVY = {"product_id": "jacket-1", "variant_id": "j1-navy"}


async def session(stand: Any) -> dict[str, str]:
    opened = await (await stand.client.post("/api/session", json={})).json()
    return {"Authorization": f"Bearer {opened['session']}"}


async def test_it_lies_in_the_cart_of_that_conversation(shop: Any, services: Any) -> None:
    mine, others = await session(shop), await session(shop)
    for count in (1, 2):
        answer = await shop.client.post("/api/cart", json=NAVY, headers=mine)
        assert answer.status == 201
        assert await answer.json() == NAVY | {"quantity": count}
    told = shop.parts.tokens.read_bearer(mine["Authorization"].removeprefix("Bearer "))
    assert services.carts.lines(told.session.sender_id) == (CartLine("jacket-1", "j1-navy", 2),)
    other = shop.parts.tokens.read_bearer(others["Authorization"].removeprefix("Bearer "))
    assert services.carts.lines(other.session.sender_id) == ()


async def test_no_more_than_there_are(shop: Any) -> None:
    wanted = NAVY | {"quantity": 9}
    answer = await shop.client.post("/api/cart", json=wanted, headers=await session(shop))
    assert (await answer.json())["quantity"] == 3


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"product_id": "jacket-1", "variant_id": "j1-green"}, 422),
        ({"product_id": "jacket-1", "variant_id": "mug-1"}, 404),
        ({"product_id": "none", "variant_id": "none"}, 404),
        (NAVY | {"quantity": 0}, 422),
    ],
)
async def test_what_cannot_be_put_in_is_refused(shop: Any, body: Any, status: int) -> None:
    answer = await shop.client.post("/api/cart", json=body, headers=await session(shop))
    assert answer.status == status


async def test_a_cart_needs_the_token_of_a_conversation(shop: Any) -> None:
    assert (await shop.client.post("/api/cart", json=NAVY)).status == 401
    answer = await shop.client.post("/api/cart", json=NAVY, headers=shop.admin())
    assert answer.status == 422
