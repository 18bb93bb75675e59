"""The merchant's page of what is to come, in a real browser over a real server: each visit with its
chance and why, the numbers as text, what is made up called so; and the offer in the chat."""

from __future__ import annotations

import math
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from chat_page import Chat
from desk_server import DeskServer, desk_server
from page_checks import askew_tables, duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Locator, Page, expect
from stand_in_server import StandIn

from actions.personal.forecast.made_up import put_made_up
from actions.stores import SqlStore
from retrieval.personal.predict.schooling import school
from tests.retrieval.personal.shoppers import UNTIL, drawn_visits

pytestmark = pytest.mark.asyncio(loop_scope="session")
MINUS = "−"


def record(visitor: str, did: str, product_id: str, ago_s: float) -> dict[str, Any]:
    occurred = datetime.now(UTC) - timedelta(seconds=ago_s)
    return {"visitor": visitor, "session": f"{visitor}-1", "type": did, "product_id": product_id,
            "occurred": occurred.isoformat()}  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncIterator[DeskServer]:
    """One visitor is there, another has bought two hours ago."""
    async with desk_server(tmp_path) as made:
        store = SqlStore(f"sqlite:///{tmp_path / 'shop.db'}")
        store.replace_records([], [], "sample, as of today")
        here, gone = "made-up-0001", "made-up-0002"
        put_made_up(
            store,
            [
                record(here, "view", "jacket-1", 90),
                record(here, "view", "mug-1", 60),
                record(here, "cart", "mug-1", 30),
                record(gone, "view", "mug-1", 7300),
                record(gone, "purchase", "mug-1", 7200),
            ],
        )
        store.close()
        yield made


async def opened(page: Page, server: DeskServer) -> Locator:
    await page.goto(f"{server.url}/admin/predict")
    await page.get_by_label("Admin token").fill(server.admin_token)
    await page.get_by_role("button", name="Enter").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("What is to come")
    return page.locator("#visits > li")


async def test_before_anything_is_learnt_it_says_how(page: Page, server: DeskServer) -> None:
    visits = await opened(page, server)
    await expect(page.get_by_text("storeclerk train predict")).to_be_visible()
    await expect(visits).to_have_count(0)


async def test_each_visit_has_its_chance_and_what_adds_up_to_it(
    page: Page, server: DeskServer, tmp_path: Path
) -> None:
    school(drawn_visits(300), (), UNTIL, {"made_up": True}).forecast.save(tmp_path / "predict")
    visits = await opened(page, server)
    await expect(visits).to_have_count(2)
    first = visits.first
    await expect(first).to_contain_text("is there now")
    await expect(visits.nth(1)).to_contain_text("has bought")
    await expect(first.locator(".made-up")).to_have_text("made up")
    await expect(page.get_by_role("note")).to_contain_text("made-up visits of the sample shop")
    await expect(first.get_by_role("link", name="Harrow Rain Jacket")).to_have_attribute(
        "href", "/p/jacket-1"
    )
    rows = await first.locator(".score tbody tr").all_inner_texts()
    assert rows[0].startswith("Where every visit starts")
    numbers = await first.locator(".score tbody td:last-child").all_inner_texts()
    total = math.fsum(float(one.replace(MINUS, "-")) for one in numbers)
    told = await first.locator(".score tfoot td:last-child").inner_text()
    chance = float(told.rstrip("%")) / 100
    assert 1 / (1 + math.exp(-total)) == pytest.approx(chance, abs=0.02)
    await expect(first.locator(".chance")).to_contain_text(told)


async def test_the_page_can_be_read_by_everyone(
    page: Page, server: DeskServer, tmp_path: Path
) -> None:
    school(drawn_visits(300), (), UNTIL, {"made_up": True}).forecast.save(tmp_path / "predict")
    await opened(page, server)
    await expect(page.get_by_role("heading", name="Does it still hold?")).to_be_visible()
    bars = page.locator(".drift .score tbody tr")
    assert await bars.count() == 28
    await expect(bars.first).to_contain_text(re.compile(r"\d\.\d\d"))
    for width, scheme in ((1280, "light"), (360, "light"), (1280, "dark")):
        await page.set_viewport_size({"width": width, "height": 800})
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert await overflow_px(page) <= 0
        assert await faint_texts(page) == []
    assert await unnamed_controls(page) == []
    assert await duplicate_ids(page) == []
    assert await askew_tables(page) == []


async def test_the_chat_offers_what_a_known_visitor_hesitates_about(
    page: Page, stand_in: StandIn
) -> None:
    chat = Chat(page)
    await page.goto(stand_in.url)
    await chat.open()
    await expect(page.get_by_role("button", name="Tell me about the Harrow")).to_have_count(0)
    assert stand_in.offered == []
    host = stand_in.url.removeprefix("http://")
    await page.evaluate(
        "([host]) => { localStorage.setItem(`storeclerk:${host}:visit`, 'v-token');"
        "localStorage.setItem(`storeclerk:${host}:agreed`, 'personalisation'); }",
        [host],
    )
    await page.reload()
    offer = page.get_by_role("button", name="Tell me about the Harrow Drumlin rain jacket")
    await expect(offer).to_be_visible()
    assert stand_in.offered == ["Bearer v-token"]
    await offer.click()
    await expect(offer).to_have_count(0)
    assert stand_in.texts() == ["Tell me about the Harrow Drumlin rain jacket"]
