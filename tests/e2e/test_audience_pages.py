"""The merchant's pages of audiences and of what is shown, in a real browser over a real server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from desk_server import DeskServer, desk_server
from page_checks import askew_tables, duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Page, expect

from actions.exposure.shown import Shown, Surface
from actions.exposure.table import ExposureTable
from actions.stores import SqlStore

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOSTILE = '<img src=x onerror="window.stolen = 1">'


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncIterator[DeskServer]:
    async with desk_server(tmp_path) as made:
        store = SqlStore(f"sqlite:///{tmp_path / 'shop.db'}")
        people = [{"id": f"C{n}", "name": "Ada", "email": f"c{n}@x.example"} for n in range(4)]
        store.import_records(people, [])
        today = datetime.now(UTC).date()
        ExposureTable(store.engine).add(
            [Shown("jacket-1", Surface.SEARCH, today, 9), Shown("mug-1", Surface.CHAT, today, 1)]
        )
        store.close()
        headers = {"Authorization": f"Bearer {made.admin_token}"}
        async with aiohttp.ClientSession(made.url, headers=headers) as http:
            for customer in ("C1", "C2", HOSTILE[:60]):
                said = {"customer_id": customer, "personalisation": True, "marketing": True}
                await http.put("/api/consent", json=said)
                seen = {"type": "view", "product_id": "jacket-1", "customer_id": customer}
                await http.post("/api/events", json=seen)
            await http.put("/api/consent", json={"customer_id": "C3", "marketing": False})
        yield made


async def enter(page: Page, server: DeskServer, name: str) -> None:
    await page.goto(f"{server.url}/admin/{name}")
    await page.get_by_label("Admin token").fill(server.admin_token)
    await page.get_by_role("button", name="Enter").click()


async def sound(page: Page) -> None:
    assert await page.evaluate("window.stolen") is None
    assert await unnamed_controls(page) == []
    assert await duplicate_ids(page) == []
    assert await askew_tables(page) == []
    assert await faint_texts(page) == []
    assert await overflow_px(page) <= 0


async def test_an_audience_is_chosen_read_and_exported(
    page: Page, server: DeskServer, tmp_path: Path
) -> None:
    await enter(page, server, "audiences")
    await page.get_by_label("Product number").fill("nothing")
    await page.get_by_role("button", name="Choose").click()
    await expect(page.get_by_role("alert")).to_contain_text("there is no product nothing")
    await page.get_by_label("Product number").fill("jacket-1")
    await page.get_by_text("Check that groups are met evenly").click()
    groups = "customer_id,group\nC1,north\nC2,south"
    await page.get_by_label("customer_id,group a line").fill(groups)
    await page.get_by_role("button", name="Choose").click()
    await expect(page.get_by_role("heading", name="Harrow Rain Jacket")).to_be_visible()
    await expect(page.get_by_text("3 in the audience, of 3 eligible")).to_be_visible()
    await expect(page.get_by_text("1 said no to marketing")).to_be_visible()
    await expect(page.get_by_text("1 never agreed to marketing")).to_be_visible()
    await expect(page.get_by_role("row", name="north").first).to_contain_text("1.00")
    first = page.locator(".requests > li").first
    await expect(first).to_contain_text("Looked at Harrow Rain Jacket on")
    await expect(page.get_by_text(HOSTILE[:20])).to_be_visible()
    await sound(page)

    async with page.expect_download() as started:
        await page.get_by_role("button", name="Export as CSV").click()
    download = await started.value
    saved = tmp_path / "audience.csv"
    await download.save_as(saved)
    rows = saved.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "customer_id,email,score,why"
    assert len(rows) == 4
    await page.get_by_role("button", name="They were written to").click()
    await expect(page.get_by_text("Noted for 3")).to_be_visible()
    await page.reload()
    row = page.get_by_role("row", name="Harrow Rain Jacket")
    await expect(row.get_by_role("cell").nth(2)).to_have_text("3")
    await row.get_by_role("link").click()
    await expect(page.get_by_role("heading", name="Who, and why")).to_be_visible()


async def test_a_campaign_is_pasted(page: Page, server: DeskServer) -> None:
    await enter(page, server, "audiences")
    await page.get_by_text("Or a campaign").click()
    campaign = 'name = "Storm week"\ncategories = ["rain jackets"]'
    await page.get_by_label("TOML or JSON").fill(campaign)
    await page.get_by_role("button", name="Choose").click()
    await expect(page.get_by_role("heading", name="Storm week")).to_be_visible()
    await page.get_by_label("TOML or JSON").fill("colour = 1")
    await page.get_by_role("button", name="Choose").click()
    await expect(page.get_by_role("alert")).to_contain_text("colour")


async def test_what_is_shown_is_a_picture_with_its_numbers(page: Page, server: DeskServer) -> None:
    await enter(page, server, "exposure")
    await expect(page.get_by_role("status")).to_contain_text("Shown 10 times")
    await expect(page.get_by_role("status")).to_contain_text("1 of 3 products were never shown")
    harrow = page.get_by_role("row", name="Harrow")
    await expect(harrow.get_by_role("cell").nth(1)).to_have_text("90%")
    await expect(harrow.get_by_role("cell").nth(2)).to_have_text("33%")
    widths = "rects => rects.map((one) => Number(one.getAttribute('width')))"
    shown, catalogue, bought = await harrow.locator("rect").evaluate_all(widths)
    assert shown > catalogue > bought == 0
    await sound(page)
    await page.get_by_role("link", name="7 days").click()
    await expect(page.get_by_role("status")).to_contain_text("Shown 10 times")
