"""The merchant's page of customers in a real browser: consent, what is made of it, suggestions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from desk_server import DeskServer, desk_server
from page_checks import askew_tables, duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Page, expect

from actions.stores import SqlStore

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOSTILE = '<img src=x onerror="window.stolen = 1">'
CUSTOMERS = [
    {"id": "C1", "name": "Ada Bell", "email": "ada@shop.example"},
    {"id": "C2", "name": HOSTILE, "email": "bert@shop.example"},
]


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncIterator[DeskServer]:
    async with desk_server(tmp_path) as made:
        store = SqlStore(f"sqlite:///{tmp_path / 'shop.db'}")
        store.import_records(CUSTOMERS, [])
        store.close()
        headers = {"Authorization": f"Bearer {made.admin_token}"}
        async with aiohttp.ClientSession(made.url, headers=headers) as http:
            said = {"customer_id": "C1", "personalisation": True, "marketing": False}
            await http.put("/api/consent", json=said)
            seen = {"type": "view", "product_id": "jacket-1", "customer_id": "C1"}
            await http.post("/api/events", json=seen)
        yield made


async def test_who_agreed_to_what_and_what_comes_of_it(page: Page, server: DeskServer) -> None:
    await page.goto(f"{server.url}/admin/customers")
    await page.get_by_label("Admin token").fill(server.admin_token)
    await page.get_by_role("button", name="Enter").click()
    rows = page.locator(".admin-table tbody tr")
    await expect(rows).to_have_count(2)
    await expect(rows.first).to_contain_text("Personalisation")
    await expect(rows.nth(1)).to_contain_text("nothing")
    assert await page.evaluate("window.stolen") is None
    await page.get_by_role("link", name="Marketing", exact=True).click()
    await expect(page.get_by_role("status")).to_have_text("0 customers")
    await page.get_by_role("link", name="All", exact=True).click()
    await page.get_by_label("Name, e-mail or number").fill("ADA")
    await page.get_by_role("button", name="Search").click()
    await expect(rows).to_have_count(1)

    await page.get_by_role("link", name="Ada Bell").click()
    await expect(page.get_by_role("row", name="Personalisation")).to_contain_text("yes, since")
    await expect(page.get_by_role("row", name="Marketing")).to_contain_text("no, since")
    await expect(page.get_by_role("row", name="rain jackets")).to_contain_text("100%")
    first = page.locator(".requests > li").first
    await expect(first).to_contain_text("Fell Storm Jacket")
    await expect(first).to_contain_text("You looked at Harrow Rain Jacket today")
    await expect(first).to_contain_text("(events:jacket-1)")
    for check in (unnamed_controls, duplicate_ids, faint_texts, askew_tables):
        assert await check(page) == []
    assert await overflow_px(page) <= 0


async def test_of_whoever_agreed_to_nothing_nothing_is_shown(
    page: Page, server: DeskServer
) -> None:
    await page.goto(f"{server.url}/admin/customers?id=C2")
    await page.get_by_label("Admin token").fill(server.admin_token)
    await page.get_by_role("button", name="Enter").click()
    await expect(page.get_by_text("Nothing is known of what they like.")).to_be_visible()
    suggested = page.get_by_role("heading", name="Suggested to them as to everybody")
    await expect(suggested).to_be_visible()
