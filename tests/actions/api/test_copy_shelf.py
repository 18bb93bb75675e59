"""An e-mail to one customer carries a few of their own recommendations, as far as they agree."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest

from actions.dialogue import Services
from actions.personal.event import Did, Event
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from actions.settings import CopySettings

ADA = {"id": "C1", "name": "Ada Bell", "email": "ada@shop.example"}
VISITOR = Visitor(customer_id="C1")
BOTH = {Purpose.MARKETING: True, Purpose.PERSONALISATION: True}


@pytest.fixture
def config(config: Any) -> Any:
    return replace(config, copy=CopySettings("https://shop.example/leave?who={customer}"))


@pytest.fixture(autouse=True)
def ada(services: Services) -> None:
    """Who agrees to both, and has looked at a jacket and a mug."""
    services.store.import_records([ADA], [])  # type: ignore[attr-defined]
    services.personal.consents.put(VISITOR, BOTH)
    seen = [
        Event(f"e{number}", Did.VIEW, VISITOR, datetime.now(UTC), product_id)
        for number, product_id in enumerate(["jacket-1", "jacket-1", "mug-1"])
    ]
    assert all(services.personal.intake.journal.keep(seen))


async def call(shop: Any, method: str, path: str, status: int = 200, **body: Any) -> Any:
    kwargs = {"json": body} if method == "POST" else {}
    answer = await shop.client.request(method, f"/api/{path}", headers=shop.admin(), **kwargs)
    assert answer.status == status, await answer.text()
    return await answer.json()


async def made(shop: Any) -> dict[str, Any]:
    told = await call(shop, "POST", "copy/pieces", 201, kind="email", customer_id="C1", n=1)
    piece: dict[str, Any] = told["pieces"][0]
    return piece


async def exported(shop: Any, state: str = "proposed") -> dict[str, str]:
    answer = await shop.client.get(f"/api/copy/pieces.csv?state={state}", headers=shop.admin())
    (row,) = csv.DictReader(io.StringIO(await answer.text()))
    return row


async def test_it_stands_in_text_and_html_with_price_and_reason(shop: Any) -> None:
    piece = await made(shop)
    shelf = piece["mail"]["shelf"]
    assert 1 <= len(shelf) <= 4
    assert piece["product_id"] not in [one["product_id"] for one in shelf]
    for one in shelf:
        record = await call(shop, "GET", f"products/{one['product_id']}")
        variant = next(v for v in record["variants"] if v["variant_id"] == one["variant_id"])
        assert (one["price"], variant["in_stock"]) == (variant["price"], True)
        assert one["evidence"]
        for form in (piece["mail"]["plain"], unescape(piece["mail"]["html"])):
            assert one["because"] in form
    assert "Picked for you" in piece["mail"]["plain"]
    assert piece["mail"]["html"].index("Picked for you") < piece["mail"]["html"].index("who=")


async def test_the_same_is_recommended_to_them_in_the_shop(shop: Any) -> None:
    piece = await made(shop)
    hits = await call(shop, "POST", "recommend", customer_id="C1", k=20)
    assert {one["product_id"] for one in piece["mail"]["shelf"]} <= {
        one["product_id"] for one in hits["hits"]
    }


async def test_it_comes_with_texts_that_are_not_kept_too(shop: Any) -> None:
    texts = await call(shop, "POST", "copy", kind="email", customer_id="C1")
    assert [one.get("shelf") is not None for one in texts] == [False, False, True]
    assert texts[-1]["shelf"]


async def test_an_email_to_many_has_none(shop: Any) -> None:
    told = await call(shop, "POST", "copy/pieces", 201, kind="email", product_id="jacket-1")
    assert told["pieces"][0]["mail"]["shelf"] == []
    assert "Picked for you" not in told["pieces"][0]["mail"]["plain"]


async def test_the_export_keeps_it(shop: Any) -> None:
    piece = await made(shop)
    await call(shop, "POST", f"copy/pieces/{piece['piece_id']}/accept")
    row = await exported(shop, "accepted")
    assert row["plain"].replace("\r\n", "\n") == piece["mail"]["plain"]
    assert piece["mail"]["shelf"][0]["title"] in row["plain"]


@pytest.mark.parametrize("withdrawn", [Purpose.MARKETING, Purpose.PERSONALISATION])
async def test_who_withdraws_before_the_export_gets_none(
    shop: Any, services: Services, withdrawn: Purpose
) -> None:
    piece = await made(shop)
    assert piece["mail"]["shelf"]
    services.personal.consents.put(VISITOR, {withdrawn: False})
    row = await exported(shop)
    assert "Picked for you" not in row["plain"] + row["html"]
    assert "doesn't agree" in row["stale"]
    (again,) = (await call(shop, "GET", "copy/pieces"))["pieces"]
    assert again["mail"]["shelf"] == []


async def test_what_sells_out_before_the_export_is_gone_from_it(shop: Any) -> None:
    piece = await made(shop)
    first = piece["mail"]["shelf"][0]
    assert f"- {first['title']}, " in piece["mail"]["plain"]
    record = (await call(shop, "GET", f"products/{first['product_id']}"))["record"]
    for variant in record["variants"]:
        variant["stock"] = 0
    await shop.client.put(f"/api/products/{first['product_id']}", json=record, headers=shop.admin())
    row = await exported(shop)
    assert f"- {first['title']}, " not in row["plain"]
