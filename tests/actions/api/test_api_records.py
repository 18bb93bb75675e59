"""`PUT /api/customers/{id}` and `/api/orders/{id}`: the shop's own, for its admin alone."""

from __future__ import annotations

from typing import Any

import pytest
from two_customers import CUSTOMERS, order_record

ADA = CUSTOMERS[0]


@pytest.fixture
async def stand(make_stand: Any, services: Any) -> Any:
    return await make_stand(services)


async def put(stand: Any, path: str, body: Any) -> tuple[int, dict[str, Any]]:
    answer = await stand.client.put(path, json=body, headers=stand.admin())
    return answer.status, await answer.json()


async def test_only_the_admin_may_bring_records_in(stand: Any) -> None:
    for path in ("/api/customers/C1", "/api/orders/1"):
        assert (await stand.client.put(path, json=ADA)).status == 401
        headers = {"Authorization": f"Bearer {stand.customer_token('C1')}"}
        assert (await stand.client.put(path, json=ADA, headers=headers)).status == 403


async def test_a_customer_and_an_order_are_brought_in_and_moved_on(
    stand: Any, services: Any
) -> None:
    assert await put(stand, "/api/customers/C1", ADA) == (201, {"id": "C1", "outcome": "new"})
    order = order_record("7", "pending")
    assert await put(stand, "/api/orders/7", order) == (201, {"id": "7", "outcome": "new"})
    assert (await put(stand, "/api/orders/7", order))[1]["outcome"] == "unchanged"
    told = await put(stand, "/api/orders/7", order | {"state": "shipped"})
    assert told == (200, {"id": "7", "outcome": "changed"})
    assert services.store.order("7").state.value == "shipped"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/api/orders/7", order_record("8", "pending"), "id"),
        ("/api/orders/7", order_record("7", "lost"), "state"),
        ("/api/orders/7", order_record("7", "pending", "C9"), "customer_id"),
        ("/api/customers/C1", ADA | {"email": "ada"}, "email"),
        ("/api/customers/C1", [ADA], None),
    ],
)
async def test_what_is_wrong_is_named(stand: Any, path: str, body: Any, field: str | None) -> None:
    status, told = await put(stand, path, body)
    assert status == 422
    assert told["error"].get("field") == field
