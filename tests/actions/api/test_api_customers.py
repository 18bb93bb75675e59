"""`/api/customers/{id}`: for the shop's admin alone, all that is kept, given out or erased."""

from __future__ import annotations

from typing import Any

import pytest
from two_customers import CUSTOMERS, GIFT_CARDS, ORDERS


@pytest.fixture
async def stand(make_stand: Any, services: Any) -> Any:
    services.store.import_records(CUSTOMERS, ORDERS, GIFT_CARDS)
    return await make_stand(services, server={"rasa_url": "http://127.0.0.1:1"})


async def test_only_the_admin_may(stand: Any) -> None:
    for call in (stand.client.get, stand.client.delete):
        assert (await call("/api/customers/C1")).status == 401
        headers = {"Authorization": f"Bearer {stand.customer_token('C1')}"}
        assert (await call("/api/customers/C1", headers=headers)).status == 403


async def test_a_customer_is_given_out_and_erased(stand: Any) -> None:
    admin = {"headers": stand.admin()}
    told = await (await stand.client.get("/api/customers/C1", **admin)).json()
    assert told["tables"]["customers"][0]["record"]["email"] == "ada@shop.example"
    refused = await stand.client.delete("/api/customers/C1", **admin)
    assert refused.status == 409
    assert (await refused.json())["error"]["code"] == "still_open"
    done = await stand.client.delete("/api/customers/C1?anyway=true", **admin)
    assert (await done.json())["erased"] == {"customers": 1, "orders": 2}
    assert (await stand.client.get("/api/customers/C1", **admin)).status == 404
    assert (await stand.client.delete("/api/customers/C2?anyhow=1", **admin)).status == 422
