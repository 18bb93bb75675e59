"""Copy kept for review: made, accepted, edited, rejected, taken back, exported, over HTTP."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import jwt
import pytest

from actions.audiences.kept import AudienceTable
from actions.copydesk.desk import CopyDesk
from actions.dialogue import Services
from actions.gateway.tokens import UNSUBSCRIBE_AUDIENCE
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from actions.settings import CopySettings

ADA = {"id": "C1", "name": "Ada Bell", "email": "ada@shop.example"}
URL = "https://shop.example/leave?who={customer}"


@pytest.fixture
def config(config: Any) -> Any:
    return replace(config, copy=CopySettings(URL))


async def call(shop: Any, method: str, path: str, status: int = 200, **body: Any) -> Any:
    kwargs = {"json": body} if method == "POST" else {}
    answer = await shop.client.request(method, f"/api/copy/{path}", headers=shop.admin(), **kwargs)
    assert answer.status == status, await answer.text()
    return await answer.json()


async def make(shop: Any, **fields: Any) -> list[dict[str, Any]]:
    body = {"kind": "social", "product_id": "jacket-1", "n": 2} | fields
    made: list[dict[str, Any]] = (await call(shop, "POST", "pieces", 201, **body))["pieces"]
    return made


async def test_pieces_are_made_listed_and_decided_on(shop: Any) -> None:
    first, second = await make(shop)
    assert first["state"] == "proposed"
    assert first["findings"] == []
    assert first["parts"][0]["evidence"]
    accepted = await call(shop, "POST", f"pieces/{first['piece_id']}/accept", by="Ada")
    assert (accepted["state"], accepted["decided_by"]) == ("accepted", "Ada")
    rejected = await call(shop, "POST", f"pieces/{second['piece_id']}/reject", reason="Dull.")
    assert (rejected["state"], rejected["reason"]) == ("rejected", "Dull.")
    listed = await call(shop, "GET", "pieces?state=rejected")
    assert [one["piece_id"] for one in listed["pieces"]] == [second["piece_id"]]


async def test_a_decision_is_taken_back_once(shop: Any) -> None:
    (one,) = await make(shop, n=1)
    path = f"pieces/{one['piece_id']}"
    await call(shop, "POST", f"{path}/reject", reason="Dull.")
    back = await call(shop, "POST", f"{path}/undo")
    assert (back["state"], back["reason"], back["decided"]) == ("proposed", "", None)
    assert (
        "could be taken back" in (await call(shop, "POST", f"{path}/undo", 400))["error"]["message"]
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Harrow Rain Jacket, the best of all.", "best"),
        ("Harrow Rain Jacket for €49.00.", "€49.00"),
        ("Harrow Rain Jacket weighs 380 g.", "380"),
        ("Harrow Rain Jacket. Hurry!", "Hurry"),
        ("Harrow Rain Jacket, until 3 July.", "3 July"),
        ("Harrow Rain Jacket, guaranteed dry.", "guaranteed"),
    ],
)
async def test_an_edit_that_isnt_so_is_refused_with_its_words(
    shop: Any, text: str, words: str
) -> None:
    (one,) = await make(shop, n=1)
    path = f"pieces/{one['piece_id']}"
    refused = await call(shop, "POST", f"{path}/edit", 422, texts={"post": text})
    assert any(words in finding["words"] for finding in refused["findings"]), refused
    assert (await call(shop, "GET", "pieces"))["pieces"][0]["state"] == "proposed"


async def test_a_true_edit_is_kept_beside_what_was_written(shop: Any) -> None:
    (one,) = await make(shop, n=1)
    text = "Harrow Rain Jacket: 420 g, and the rain stays out."
    path = f"pieces/{one['piece_id']}"
    edited = await call(shop, "POST", f"{path}/edit", texts={"post": text})
    assert edited["state"] == "edited"
    (part,) = edited["parts"]
    assert part["text"] == text
    assert part["written"] == one["parts"][0]["text"]
    await call(shop, "POST", f"{path}/edit", 400, texts={"headline": text})


async def test_a_text_that_is_too_long_is_refused(shop: Any) -> None:
    (one,) = await make(shop, kind="search_ad", n=1)
    path = f"pieces/{one['piece_id']}/edit"
    refused = await call(shop, "POST", path, 422, texts={"headline": "Harrow Rain Jacket " * 2})
    assert [finding["kind"] for finding in refused["findings"]] == ["limit"]


async def test_a_price_that_changed_since_cant_be_accepted(shop: Any) -> None:
    made = await make(shop, kind="search_ad", n=8)
    priced = next(one for one in made if "94.00" in one["parts"][0]["text"])
    record = (await (await shop.client.get("/api/products/jacket-1")).json())["record"]
    for variant in record["variants"]:
        variant["price"] = 101.0
    await shop.client.put("/api/products/jacket-1", json=record, headers=shop.admin())
    refused = await call(shop, "POST", f"pieces/{priced['piece_id']}/accept", 422)
    assert any("94" in finding["words"] for finding in refused["findings"])


async def test_an_offer_that_is_over_is_neither_written_nor_accepted(shop: Any) -> None:
    past = (date.today() - timedelta(days=2)).isoformat()
    await call(shop, "POST", "pieces", 400, kind="email", product_id="jacket-1", until=past)
    await call(shop, "POST", "pieces", 400, kind="email", product_id="jacket-1", reason="offer")


async def test_the_export_holds_what_may_be_used(shop: Any) -> None:
    first, _ = await make(shop)
    await call(shop, "POST", f"pieces/{first['piece_id']}/accept")
    answer = await shop.client.get("/api/copy/pieces.csv", headers=shop.admin())
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(await answer.text()))
    assert row["piece_id"] == first["piece_id"]
    assert row["post"] == first["parts"][0]["text"]


async def test_an_email_is_whole_and_without_an_address_says_so(
    make_stand: Any, services: Services
) -> None:
    shop = await make_stand(services)
    (one,) = await make(shop, kind="email", n=1)
    assert one["mail"]["missing"] == []
    assert "shop.example/leave" in one["mail"]["html"]
    desk = CopyDesk(replace(shop.parts.config, copy=CopySettings()), services, shop.parts.tokens)
    row, found = desk.accept(one["piece_id"], "Ada")
    assert [finding.kind for finding in found] == ["unsubscribe"]
    assert row.state == "proposed"


async def test_one_customer_is_written_to_by_consent_alone(shop: Any, services: Services) -> None:
    services.store.import_records([ADA], [])  # type: ignore[attr-defined]
    refused = await call(shop, "POST", "pieces", 403, kind="email", customer_id="C1")
    assert "marketing and personalisation" in refused["error"]["message"]
    consents, ada = services.personal.consents, Visitor(customer_id="C1")
    consents.put(ada, {Purpose.MARKETING: True, Purpose.PERSONALISATION: True})
    one, *_ = await make(shop, kind="email", product_id=None, customer_id="C1")
    body = one["parts"][2]["text"]
    assert "Ada Bell" in body
    found = re.search(r"who=([\w.-]+)", one["mail"]["plain"])
    assert found
    claims = jwt.decode(found.group(1), shop.customer_key, ["HS256"], audience=UNSUBSCRIBE_AUDIENCE)
    assert claims["sub"] == "C1"
    answer = await shop.client.get(
        "/api/profile", headers={"Authorization": f"Bearer {found.group(1)}"}
    )
    assert answer.status == 401
    consents.put(ada, {Purpose.MARKETING: False})
    refused = await call(shop, "POST", f"pieces/{one['piece_id']}/accept", 422)
    assert "consent" in [finding["kind"] for finding in refused["findings"]]


async def test_an_audience_is_written_to_about_its_campaign(shop: Any, services: Services) -> None:
    table = AudienceTable(services.store.engine)
    kept = table.keep("Rain", {"products": ["jacket-2", "jacket-1"]}, {}, ())
    wide = table.keep("All", {"departments": ["Kitchen"]}, {}, ())
    made = await make(shop, product_id=None, audience=kept.audience_id)
    assert {(one["product_id"], one["audience"]) for one in made} == {
        ("jacket-2", kept.audience_id)
    }
    about = await make(shop, product_id="jacket-1", audience=kept.audience_id)
    assert about[0]["product_id"] == "jacket-1"
    for audience, status in ((wide.audience_id, 400), ("A-none", 404), ("walkers", 422)):
        await call(shop, "POST", "pieces", status, kind="social", audience=audience)


async def test_nobody_else_may_read_or_decide(shop: Any) -> None:
    for method, path in (("GET", "pieces"), ("GET", "pieces.csv"), ("POST", "pieces/x/accept")):
        answer = await shop.client.request(method, f"/api/copy/{path}", json={})
        assert answer.status == 401
    await call(shop, "POST", "pieces/none/accept", 404)
