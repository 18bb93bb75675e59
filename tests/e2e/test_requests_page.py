"""The merchant's page of requests in a real browser, over a real server: listed, closed, inert."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from desk_server import DeskServer, desk_server
from page_checks import duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Page, expect

from actions.stores import SqlStore
from actions.stores.change import OpenTicket

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOSTILE = '<img src=x onerror="window.stolen = 1">'
CUSTOMER = {"id": "C1", "name": "Ada Bell", "email": "ada@shop.example"}


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncIterator[DeskServer]:
    async with desk_server(tmp_path) as made:
        store = SqlStore(f"sqlite:///{tmp_path / 'shop.db'}")
        store.import_records([CUSTOMER], [])
        for number, text in enumerate(("It hums.", HOSTILE)):
            ticket = OpenTicket("complaint", "C1", "", text, date(2026, 6, 20 + number))
            store.apply(ticket, f"key-{number}")
        store.close()
        yield made


async def test_a_request_is_read_and_closed(page: Page, server: DeskServer) -> None:
    await page.goto(f"{server.url}/admin/requests")
    await page.get_by_label("Admin token").fill(server.admin_token)
    await page.get_by_role("button", name="Enter").click()
    entries = page.locator(".requests > li")
    await expect(entries).to_have_count(2)
    await expect(entries.first).to_contain_text("Ada Bell, ada@shop.example")
    await expect(entries.nth(1)).to_contain_text(HOSTILE)
    assert await page.evaluate("window.stolen") is None
    assert await unnamed_controls(page) == []
    assert await duplicate_ids(page) == []
    assert await faint_texts(page) == []
    assert await overflow_px(page) <= 0

    await entries.first.get_by_label("What came of it").fill("Sent a new one.")
    await entries.first.get_by_role("button", name="Close").click()
    await expect(entries.first.get_by_role("status")).to_contain_text("Sent a new one.")
    await page.reload()
    await expect(entries).to_have_count(1)
    await page.get_by_role("link", name="Closed").click()
    await expect(entries).to_have_count(1)
    await expect(entries.first).to_contain_text("Sent a new one.")
