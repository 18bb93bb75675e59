"""The shop and the chat on a phone: what is followed is seen, and what is read isn't covered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from chat_page import Chat
from playwright.async_api import Page, expect
from stand_in_catalogue import SHOP
from stand_in_server import StandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")
PHONE = {"width": 390, "height": 760}
DESKTOP = {"width": 1280, "height": 860}
# What lies under the launcher at the end of the page: texts, and what can be pressed.
COVERED = """() => {
  const box = document.querySelector('storeclerk-chat').shadowRoot
    .querySelector('.launcher').getBoundingClientRect();
  const over = (rect) => rect.left < box.right && rect.right > box.left
    && rect.top < box.bottom && rect.bottom > box.top;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    if (texts.currentNode.textContent.trim() && [...range.getClientRects()].some(over))
      found.push(texts.currentNode.textContent);
  }
  return found;
}"""
PATHS = ("/", "/p/FL-100", "/d/Lighting")
SHELL = Path(__file__).resolve().parents[2] / "bot" / "widget" / "shop.html"


async def tell(page: Page, address: str, answer: dict[str, Any]) -> None:
    await page.route(address, lambda route: route.fulfill(json=answer))


@pytest.fixture
def chat(page: Page) -> Chat:
    return Chat(page)


async def test_a_product_tapped_in_the_chat_is_seen(chat: Chat, stand_in: StandIn) -> None:
    page = chat.page
    await page.set_viewport_size(PHONE)
    await page.goto(stand_in.url)
    await chat.open()
    answer = await chat.ask("a jacket")
    await answer.get_by_role("link").first.click()
    await page.wait_for_url("**/p/**")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(chat.panel).to_be_hidden()
    await chat.launcher.click()
    await expect(chat.said).to_contain_text(["a jacket"])


async def test_beside_a_wide_page_the_chat_stays_open(chat: Chat, stand_in: StandIn) -> None:
    page = chat.page
    await page.set_viewport_size(DESKTOP)
    await page.goto(stand_in.url)
    await chat.open()
    answer = await chat.ask("a jacket")
    await answer.get_by_role("link").first.click()
    await page.wait_for_url("**/p/**")
    await expect(chat.panel).to_be_visible()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_at_the_end_of_a_page_the_launcher_covers_nothing(
    chat: Chat, stand_in: StandIn, size: dict[str, int], path: str
) -> None:
    page = chat.page
    await page.set_viewport_size(size)  # type: ignore[arg-type]
    await page.goto(stand_in.url + path)
    await expect(page.locator("#foot")).to_contain_text("Fenwick & Lane")
    await expect(chat.launcher).to_be_visible()
    await page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert await page.evaluate(COVERED) == []


async def test_the_launcher_is_a_small_round_button_on_a_phone_and_while_one_reads(
    chat: Chat, stand_in: StandIn
) -> None:
    page = chat.page
    await page.set_viewport_size(PHONE)
    await page.goto(f"{stand_in.url}/p/FL-100")
    small = await chat.launcher.bounding_box()
    assert small
    assert 44 <= small["width"] <= 52
    assert 44 <= small["height"] <= 52
    await page.set_viewport_size({"width": 1280, "height": 500})
    wide = await chat.launcher.bounding_box()
    assert wide
    assert wide["width"] > 100
    await page.mouse.wheel(0, 300)
    await expect(chat.launcher).to_have_class("launcher small")


async def test_an_address_that_is_not_there_says_so(page: Page, stand_in: StandIn) -> None:
    await page.route("**/nowhere", lambda route: route.fulfill(path=SHELL, status=404))
    await page.goto(f"{stand_in.url}/nowhere")
    await expect(page.get_by_role("heading", level=1)).to_have_text("We don’t have that")
    await expect(page.get_by_role("link", name="Home")).to_be_visible()


async def test_openers_of_an_own_catalogue_come_from_its_kinds(
    page: Page, stand_in: StandIn
) -> None:
    kinds = [{"name": "rain jackets", "under": 120}, {"name": "mugs", "under": None}]
    await tell(page, "**/api/shop", SHOP | {"sample": False, "kinds": kinds})
    await page.goto(stand_in.url)
    await expect(page.locator(".example")).to_have_text(
        ["rain jackets under €120", "What do you have in mugs?", "Where is my order?",
         "How do returns work?"]
    )  # fmt: skip
    await expect(page.locator("#foot")).not_to_contain_text("invented")


async def test_the_sample_says_that_its_goods_are_invented(page: Page, stand_in: StandIn) -> None:
    await tell(page, "**/api/shop", SHOP | {"sample": True})
    await page.goto(stand_in.url)
    await expect(page.locator(".example").first).to_contain_text("waterproof jacket")
    await expect(page.locator("#foot")).to_contain_text("the goods are invented")


async def test_a_catalogue_without_departments_has_no_empty_bar(
    page: Page, stand_in: StandIn
) -> None:
    await tell(page, "**/api/departments", {"departments": []})
    await page.goto(stand_in.url)
    await expect(page.locator(".examples")).to_be_visible()
    await expect(page.get_by_role("navigation", name="Departments")).to_have_count(0)
    await expect(page.get_by_text("Browse the departments")).to_have_count(0)
