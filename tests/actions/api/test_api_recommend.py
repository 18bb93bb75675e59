"""`/api/recommend`, `/api/consent`, `/api/profile`: for whom it is, by token alone, and why."""

from __future__ import annotations

from typing import Any

import pytest
from two_customers import CUSTOMERS, ORDERS

AGREED = {"personalisation": True, "marketing": True, "analytics": True}


def as_customer(shop: Any, customer_id: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {shop.customer_token(customer_id)}"}


async def opened(shop: Any) -> dict[str, str]:
    """A page's own session, without a conversation."""
    answer = await shop.client.post("/api/session", json={})
    assert answer.status == 201
    return {"Authorization": f"Bearer {(await answer.json())['session']}"}


async def recommended(shop: Any, headers: dict[str, str] | None = None, **body: Any) -> Any:
    answer = await shop.client.post("/api/recommend", json=body, headers=headers or {})
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def looked(shop: Any, headers: dict[str, str], product_id: str, **more: Any) -> None:
    event = {"type": "view", "product_id": product_id} | more
    answer = await shop.client.post("/api/events", json=event, headers=headers)
    assert (await answer.json())["stored"] == 1


async def test_whoever_shows_nothing_gets_what_is_well_thought_of(shop: Any) -> None:
    told = await recommended(shop)
    assert not told["personalised"]
    assert [hit["product_id"] for hit in told["hits"]] == ["jacket-2", "jacket-1"]
    assert told["hits"][0]["words"] == "Rated 4.9 by 300 customers"
    assert told["hits"][0]["evidence"] == [
        {"field": "rating", "value": 4.9, "source": "catalogue:jacket-2"},
        {"field": "rating_count", "value": 300, "source": "catalogue:jacket-2"},
    ]


async def test_a_look_changes_the_next_answer_and_is_its_reason(shop: Any) -> None:
    headers = await opened(shop)
    await shop.client.put("/api/consent", json=AGREED, headers=headers)
    await looked(shop, headers, "jacket-1")
    told = await recommended(shop, headers)
    assert told["personalised"]
    first = told["hits"][0]
    assert first["product_id"] == "jacket-2"
    assert first["words"] == "You looked at Harrow Rain Jacket today"
    assert first["evidence"][0]["field"] == "viewed"
    assert first["evidence"][0]["source"] == "events:jacket-1"


async def test_a_withdrawal_is_obeyed_at_once(shop: Any) -> None:
    headers = await opened(shop)
    await shop.client.put("/api/consent", json=AGREED, headers=headers)
    await looked(shop, headers, "jacket-1")
    await shop.client.put("/api/consent", json={"personalisation": False}, headers=headers)
    assert not (await recommended(shop, headers))["personalised"]
    profile = await (await shop.client.get("/api/profile", headers=headers)).json()
    assert profile["taste"]["events"] == 0
    assert profile["purposes"]["personalisation"]["granted"] is False
    assert profile["purposes"]["analytics"]["granted"] is True


async def test_what_is_forgotten_is_used_no_more_and_may_be_learned_again(shop: Any) -> None:
    headers = await opened(shop)
    await shop.client.put("/api/consent", json=AGREED, headers=headers)
    await looked(shop, headers, "jacket-1")
    gone = await shop.client.delete("/api/profile", headers=headers)
    assert await gone.json() == {"forgotten": 1}
    assert not (await recommended(shop, headers))["personalised"]
    await looked(shop, headers, "mug-1")
    assert (await recommended(shop, headers))["personalised"]


async def test_beside_a_product_stands_what_is_like_it(shop: Any) -> None:
    told = await recommended(shop, product_id="jacket-1")
    assert "jacket-1" not in [hit["product_id"] for hit in told["hits"]]


async def test_what_is_excluded_isnt_recommended(shop: Any) -> None:
    told = await recommended(shop, exclude=["jacket-2"])
    assert [hit["product_id"] for hit in told["hits"]] == ["jacket-1"]


async def test_what_a_customer_bought_is_not_offered_again(make_stand: Any, services: Any) -> None:
    order = ORDERS[0]
    bought = order | {"items": [order["items"][0] | {"product_id": "jacket-2"}]}
    services.store.import_records(CUSTOMERS, [bought])
    stand = await make_stand(services)
    headers = as_customer(stand, order["customer_id"])
    await stand.client.put("/api/consent", json=AGREED, headers=headers)
    told = await recommended(stand, headers)
    assert "jacket-2" not in [hit["product_id"] for hit in told["hits"]]
    assert "jacket-2" in [hit["product_id"] for hit in (await recommended(stand))["hits"]]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"product_id": "nothing"}, 404),
        ({"k": 0}, 422),
        ({"k": 51}, 422),
        ({"customer_id": "C1"}, 422),
        ({"session": "ann"}, 422),
        ({"colour": "red"}, 422),
    ],
)
async def test_a_wrong_request_is_refused(shop: Any, body: dict[str, Any], status: int) -> None:
    answer = await shop.client.post("/api/recommend", json=body, headers=await opened(shop))
    assert answer.status == status


async def test_an_admin_names_whom_it_is_about(shop: Any) -> None:
    put = {"customer_id": "c-3", "personalisation": True}
    assert (await shop.client.put("/api/consent", json=put, headers=shop.admin())).status == 200
    event = {"type": "cart", "product_id": "jacket-1", "customer_id": "c-3"}
    await shop.client.post("/api/events", json=event, headers=shop.admin())
    told = await recommended(shop, shop.admin(), customer_id="c-3")
    assert told["hits"][0]["words"] == "You put Harrow Rain Jacket in your cart today"
    nobody = await shop.client.get("/api/profile", headers=shop.admin())
    assert nobody.status == 422


async def test_one_customers_token_opens_nothing_of_anothers(shop: Any) -> None:
    ann, ben = as_customer(shop, "A"), as_customer(shop, "B")
    await shop.client.put("/api/consent", json=AGREED, headers=ann)
    await looked(shop, ann, "jacket-1")
    assert not (await recommended(shop, ben))["personalised"]
    profile = await (await shop.client.get("/api/profile", headers=ben)).json()
    assert profile["taste"]["events"] == 0
    assert not profile["purposes"]["personalisation"]["granted"]
    for query in ("customer_id=A", "session=x"):
        assert (await shop.client.get(f"/api/profile?{query}", headers=ben)).status == 422
        assert (await shop.client.delete(f"/api/profile?{query}", headers=ben)).status == 422
        assert (await shop.client.get(f"/api/consent?{query}", headers=ben)).status == 422
    put = {"customer_id": "A", "personalisation": False}
    assert (await shop.client.put("/api/consent", json=put, headers=ben)).status == 422
    assert (await shop.client.delete("/api/profile", headers=ben)).status == 200
    assert (await recommended(shop, ann))["personalised"]


async def test_a_session_carried_on_keeps_its_visitor(shop: Any) -> None:
    headers = await opened(shop)
    await shop.client.put("/api/consent", json=AGREED, headers=headers)
    token = headers["Authorization"].removeprefix("Bearer ")
    again = await shop.client.post("/api/session", json={"session": token})
    carried = {"Authorization": f"Bearer {(await again.json())['session']}"}
    profile = await (await shop.client.get("/api/profile", headers=carried)).json()
    assert profile["purposes"]["personalisation"]["granted"]
