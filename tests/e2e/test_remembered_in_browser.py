"""The whole shop in a browser: what a visitor lets it remember changes what they are shown, with
the reason beside it, and is gone when they take it back."""

from __future__ import annotations

import pytest
from page_checks import faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Locator, Page, Response, expect

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(400)]


def shelf(page: Page, title: str) -> Locator:
    return page.locator("section.part").filter(has=page.get_by_role("heading", name=title))


def told_of_a_view(response: Response) -> bool:
    """Not the search told of by the page before, whose answer may come only now."""
    told = response.request.post_data_json or {}
    return response.url.endswith("/api/events") and told.get("type") == "view"


async def look_at_tents(page: Page, shop: str, many: int = 2) -> list[str]:
    """Their titles."""
    await page.goto(f"{shop}/?q=tent")
    links = page.locator(".tile a")
    await expect(links.first).to_be_visible()
    addresses = [await links.nth(place).get_attribute("href") for place in range(many)]
    titles = []
    for address in addresses:
        async with page.expect_response(told_of_a_view) as told:
            await page.goto(f"{shop}{address}")
        assert (await (await told.value).json())["stored"] == 1
        titles.append(await page.get_by_role("heading", level=1).inner_text())
    return titles


async def test_a_visitor_is_remembered_as_long_as_they_like(page: Page, shop: str) -> None:
    await page.goto(shop)
    await expect(shelf(page, "What others like").locator(".tile")).to_have_count(8)
    await page.get_by_role("button", name="Yes, remember").click()
    await expect(page.get_by_role("status").filter(has_text="Thank you")).to_be_visible()

    seen = await look_at_tents(page, shop)
    await page.goto(shop)
    mine = shelf(page, "For you")
    await expect(mine.locator(".tile")).to_have_count(8)
    reasons = await mine.locator(".because").all_inner_texts()
    assert any(
        reason.startswith("You looked at") and reason.endswith("today") for reason in reasons
    )
    assert any(title in reason for reason in reasons for title in seen)
    assert await mine.locator(".tile", has_text="Tent").count() > 0

    await mine.get_by_role("link", name="What we remember of you").click()
    await expect(page.get_by_role("rowheader", name="Camping & Hiking")).to_be_visible()
    assert await overflow_px(page) == 0
    assert await unnamed_controls(page) == []
    assert await faint_texts(page) == []
    await page.get_by_label("to suggest things to me").uncheck()
    await expect(page.get_by_text("Nothing is remembered of you.")).to_be_visible()

    await page.goto(shop)
    await expect(shelf(page, "What others like").locator(".tile")).to_have_count(8)
    await expect(page.get_by_role("heading", name="For you")).to_have_count(0)


async def test_forgetting_goes_on_with_a_clean_sheet(page: Page, shop: str) -> None:
    await page.goto(shop)
    await page.get_by_role("button", name="Yes, remember").click()
    await expect(page.get_by_role("status").filter(has_text="Thank you")).to_be_visible()
    await look_at_tents(page, shop, 1)
    await page.goto(f"{shop}/you")
    await page.get_by_role("button", name="Forget all of it").click()
    await expect(page.get_by_text("Nothing is remembered of you.")).to_be_visible()
    await expect(page.get_by_label("to suggest things to me")).to_be_checked()


async def test_whoever_says_no_is_told_of_to_nobody(page: Page, shop: str) -> None:
    told: list[str] = []
    page.on("request", lambda one: told.append(one.url) if "/api/events" in one.url else None)
    await page.goto(shop)
    await page.get_by_role("button", name="No, thanks").click()
    await expect(page.get_by_role("status").filter(has_text="works just as well")).to_be_visible()
    await page.goto(f"{shop}/?q=tent")
    await page.locator(".tile a").first.click()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await page.goto(shop)
    await expect(page.get_by_role("button", name="Yes, remember")).to_have_count(0)
    assert len(told) == 1, "the click alone is counted, without who"
    kept = "Object.keys(localStorage).filter((key) => key.endsWith(':visit'))"
    storage = await page.evaluate(kept)
    assert storage == []
