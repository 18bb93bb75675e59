"""The merchant's page of what reviews feel, in a real browser over a real server."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from desk_server import DeskServer, desk_server
from page_checks import askew_tables, duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Page, expect

from actions.feelings import Listener
from actions.feelings.hearing_up import hear_up
from actions.feelings.review import Review, ReviewRecord
from actions.feelings.reviews import ReviewTable
from actions.stores import SqlStore
from tests.actions import loaded_words
from tests.actions.api.small_shop_index import RECORDS

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOSTILE = 'The delivery was late <img src=x onerror="window.stolen = 1">'
FIRST, SECOND = (str(record["id"]) for record in RECORDS[:2])
REVIEWS = (
    (FIRST, "2026-05-03", "The colour is beautiful."),
    (FIRST, "2026-06-03", HOSTILE),
    (FIRST, "2026-07-03", "The delivery took three weeks."),
    (SECOND, "2026-07-05", "Terrible quality, it broke."),
)


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncIterator[DeskServer]:
    async with desk_server(tmp_path) as made:
        store = SqlStore(f"sqlite:///{tmp_path / 'shop.db'}")
        table = ReviewTable(store.engine)
        records = [
            ReviewRecord(product_id=product, written=date.fromisoformat(day), text=text)
            for product, day, text in REVIEWS
        ]
        table.put([Review.of(record, date(2026, 8, 1)) for record in records])
        await hear_up(table, Listener(loaded_words.sentiment(), None))
        store.close()
        yield made


async def _enter(page: Page, server: DeskServer) -> None:
    await page.goto(f"{server.url}/admin/feelings")
    await page.get_by_label("Admin token").fill(server.admin_token)
    await page.get_by_role("button", name="Enter").click()


async def test_aspects_months_and_quotes_are_pictures_and_numbers(
    page: Page, server: DeskServer
) -> None:
    await _enter(page, server)
    await expect(page.get_by_text("4 reviews:")).to_be_visible()
    delivery = page.get_by_role("row", name=re.compile("^Delivery"))
    await expect(delivery).to_have_text("Delivery020")
    bars = delivery.locator("svg.balance rect")
    less, more = [float(await bars.nth(n).get_attribute("width") or 0) for n in (0, 1)]
    assert less > more == 0
    await expect(page.get_by_role("row", name="Jun 2026")).to_be_visible()
    await expect(page.locator("svg.over-time rect")).to_have_count(6)
    await expect(page.locator(".quote.positive blockquote")).to_have_text(
        ["The colour is beautiful."]
    )
    assert await page.evaluate("window.stolen") is None
    assert await unnamed_controls(page) == []
    assert await duplicate_ids(page) == []
    assert await askew_tables(page) == []
    assert await faint_texts(page) == []
    assert await overflow_px(page) <= 0


async def test_an_aspect_and_a_product_narrow_it_and_hostile_words_are_inert(
    page: Page, server: DeskServer
) -> None:
    await _enter(page, server)
    await page.get_by_role("link", name="Delivery").click()
    await expect(page).to_have_url(f"{server.url}/admin/feelings?aspect=delivery")
    await expect(page.get_by_text("2 reviews:")).to_be_visible()
    await expect(page.locator(".quote blockquote").filter(has_text="onerror")).to_have_count(1)
    assert await page.evaluate("window.stolen") is None
    await page.get_by_label("Aspect").select_option("")
    await page.get_by_label("Product").select_option(SECOND)
    await page.get_by_role("button", name="Show").click()
    await expect(page.get_by_text("1 review:")).to_be_visible()
    await expect(page.get_by_role("row", name=re.compile("^Quality"))).to_have_text("Quality010")


async def test_on_a_phone_nothing_runs_over_the_edge(page: Page, server: DeskServer) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await _enter(page, server)
    await expect(page.get_by_role("heading", name="In their words")).to_be_visible()
    assert await overflow_px(page) <= 0


async def test_without_reviews_it_says_how_they_come_in(page: Page, tmp_path: Path) -> None:
    async with desk_server(tmp_path / "empty") as empty:
        await _enter(page, empty)
        await expect(page.get_by_text("No reviews here yet.")).to_be_visible()
