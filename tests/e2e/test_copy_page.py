"""The merchant's page of copy in a real browser, over a real server: written, read side by side,
decided on by keyboard, corrected, taken back, exported; and inert."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from desk_server import DeskServer, desk_server
from page_checks import duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Locator, Page, expect

from actions.stores import SqlStore

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncIterator[DeskServer]:
    async with desk_server(tmp_path) as made:
        yield made


def read(saved: Path) -> str:
    return saved.read_text(encoding="utf-8")


async def entered(page: Page, server: DeskServer) -> None:
    await page.goto(f"{server.url}/admin/copy")
    await page.get_by_label("Admin token").fill(server.admin_token)
    await page.get_by_role("button", name="Enter").click()
    await expect(page.get_by_role("heading", name="Copy", level=1)).to_be_visible()


async def written(page: Page, kind: str, number: str, variants: int = 2) -> Locator:
    await page.get_by_label("Kind").select_option(kind)
    await page.get_by_label("Product or customer number").fill(number)
    await page.get_by_label("Variants").fill(str(variants))
    await page.get_by_role("button", name="Write", exact=True).click()
    cards = page.locator(".copy-card")
    await expect(page.get_by_role("status")).to_contain_text("written")
    await expect(cards.first).to_be_focused()
    return cards


async def test_variants_are_decided_on_by_keyboard(page: Page, server: DeskServer) -> None:
    await entered(page, server)
    cards = await written(page, "social", "jacket-1")
    await expect(cards).to_have_count(2)
    await expect(cards.first).to_contain_text("Harrow Rain Jacket")
    await cards.first.get_by_text("Evidence").click()
    await expect(cards.first).to_contain_text("catalog:jacket-1")
    assert await unnamed_controls(page) == []
    assert await duplicate_ids(page) == []
    assert await faint_texts(page) == []
    assert await overflow_px(page) <= 0

    await cards.first.focus()
    await page.keyboard.press("a")
    await expect(cards.first).to_contain_text("Accepted")
    await page.keyboard.press("ArrowRight")
    await expect(cards.nth(1)).to_be_focused()
    await page.keyboard.press("r")
    await expect(cards.nth(1)).to_contain_text("Rejected")
    await page.keyboard.press("u")
    await expect(cards.nth(1)).to_contain_text("To decide")
    await page.reload()
    await expect(cards).to_have_count(1)
    await page.get_by_role("link", name="Accepted").click()
    await expect(cards).to_have_count(1)


async def test_an_edit_says_which_words_are_wrong(page: Page, server: DeskServer) -> None:
    await entered(page, server)
    cards = await written(page, "social", "jacket-1", 1)
    await page.keyboard.press("e")
    field = cards.first.get_by_role("textbox", name="Post")
    await expect(field).to_be_focused()
    await field.fill("Harrow Rain Jacket: the best, for €49.00.")
    await cards.first.get_by_role("button", name="Check and save").click()
    alert = cards.first.get_by_role("alert")
    await expect(alert.locator("mark").filter(has_text="best")).to_have_count(1)
    await expect(alert).to_contain_text("49.00")
    await field.fill("Harrow Rain Jacket: 420 g, and the rain stays out.")
    await cards.first.get_by_role("button", name="Check and save").click()
    await expect(cards.first).to_contain_text("Edited")
    await expect(cards.first).to_contain_text("the rain stays out")

    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Export as CSV").click()
    saved = await (await downloading.value).path()
    assert "the rain stays out" in read(saved)


async def test_a_hostile_title_stays_text(page: Page, server: DeskServer) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    await entered(page, server)
    cards = await written(page, "email", "mug-1", 1)
    await expect(cards.first).to_contain_text("<script>alert(1)</script>")
    await cards.first.get_by_text("Whole e-mail as HTML").click()
    await expect(cards.first.locator("pre").nth(1)).to_contain_text("&lt;script&gt;")
    assert await cards.locator("script").count() == 0
    assert dialogs == []
    assert await overflow_px(page) <= 0


async def test_an_email_to_one_customer_shows_what_was_picked_for_them(
    page: Page, server: DeskServer, tmp_path: Path
) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'shop.db'}")
    store.import_records([{"id": "C1", "name": "Ada Bell", "email": "ada@shop.example"}], [])
    store.close()
    headers = {"Authorization": f"Bearer {server.admin_token}"}
    async with aiohttp.ClientSession(server.url, headers=headers) as http:
        said = {"customer_id": "C1", "personalisation": True, "marketing": True}
        await http.put("/api/consent", json=said)
        seen = {"type": "view", "product_id": "jacket-1", "customer_id": "C1"}
        await http.post("/api/events", json=seen)
    await entered(page, server)
    await page.locator("#copy-about").select_option("customer_id")
    cards = await written(page, "email", "C1", 1)
    things = cards.first.locator(".copy-shelf > li")
    await expect(things.first).to_contain_text("€")
    await things.first.get_by_text("Evidence").click()
    assert await things.count() <= 4
    assert await unnamed_controls(page) == []
    assert await faint_texts(page) == []
    assert await overflow_px(page) <= 0


async def test_what_isnt_there_is_said(page: Page, server: DeskServer) -> None:
    await entered(page, server)
    await page.get_by_label("Product or customer number").fill("nothing-9")
    await page.get_by_role("button", name="Write", exact=True).click()
    await expect(page.locator(".copy-write").get_by_role("alert")).to_contain_text("nothing-9")
