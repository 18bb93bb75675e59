"""Takes the documentation's pictures of a running shop, into `docs/images/`.

.venv/bin/storeclerk up
STORECLERK_ADMIN_TOKEN=... .venv/bin/python tests/e2e/take_pictures.py http://127.0.0.1:8080
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from chat_page import Chat
from conftest import FLAGS, browser_path
from playwright.async_api import Browser, Page, async_playwright, expect

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
WISH = "a waterproof jacket under 120, not black"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 760}


async def main(shop: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
        await on_a_desktop(browser, shop)
        await for_the_merchant(browser, shop, os.environ["STORECLERK_ADMIN_TOKEN"])
        await on_a_phone(browser, shop)
        await browser.close()


async def on_a_desktop(browser: Browser, shop: str) -> None:
    page = await new_page(browser, DESKTOP, scale=1.25)
    await page.goto(f"{shop}/d/Kitchen")
    chat = Chat(page)
    await chat.open()
    await chat.ask(WISH)
    await take(page, "shop-chat")
    await chat.panel.get_by_role("button", name="Close").click()
    await page.goto(f"{shop}/?q={WISH.replace(' ', '+')}")
    await expect(page.locator(".tile").first).to_be_visible()
    await take(page, "shop-search")


async def for_the_merchant(browser: Browser, shop: str, token: str) -> None:
    """The lead sentence of the search before, at its strongest look."""
    page = await new_page(browser, {"width": 1200, "height": 1300}, scale=1)
    await page.goto(f"{shop}/admin/replies")
    await page.get_by_label("Admin token").fill(token)
    await page.get_by_role("button", name="Enter").click()
    lead = page.get_by_role("row").filter(has_text="search · many").filter(has_text="the model")
    await lead.get_by_role("link").first.click()
    await page.get_by_role("button", name="layer").nth(1).click()
    words = page.get_by_role("heading", name="Word by word")
    await words.evaluate("one => window.scrollTo(0, one.offsetTop - 20)")
    await take(page, "reply-attention")


async def on_a_phone(browser: Browser, shop: str) -> None:
    page = await new_page(browser, PHONE, scale=2)
    await page.goto(shop)
    chat = Chat(page)
    await chat.open()
    await chat.ask("where is my order 10234? marina.vidal@courier.example")
    await take(page, "order-on-a-phone")


async def new_page(browser: Browser, size: dict[str, int], scale: float) -> Page:
    page = await browser.new_page(
        locale="en-IE",
        reduced_motion="reduce",
        viewport={"width": size["width"], "height": size["height"]},
        device_scale_factor=scale,
    )
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    return page


async def take(page: Page, name: str) -> None:
    """Once every picture in view is drawn, and without a blinking cursor."""
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=IMAGES / f"{name}.png", caret="hide", animations="disabled")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8080"))
