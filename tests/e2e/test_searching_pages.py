"""Suggestions while typing, why a product is there, what narrows a result, and the merchant's
pages, in a real browser against the stand-in server."""

from __future__ import annotations

import pytest
from chat_page import Chat
from page_checks import askew_tables, duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Locator, Page, expect
from stand_in_searching import ADMIN_TOKEN
from stand_in_server import StandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def typed(page: Page, stand_in: StandIn, text: str) -> tuple[Locator, Locator]:
    """The box with `text` typed into it, and its suggestions."""
    await page.goto(stand_in.url)
    box = page.get_by_role("combobox", name="Search the shop")
    await box.press_sequentially(text)
    return box, page.get_by_role("listbox", name="Suggestions").get_by_role("option")


async def test_arrow_keys_choose_and_enter_searches(page: Page, stand_in: StandIn) -> None:
    box, options = await typed(page, stand_in, "ja")
    await expect(options).to_have_text(
        ["Jackets2 products", "rain jacket1 product", "Harrow Drumlin rain jacket€98.00"]
    )
    await expect(options.first.locator("mark")).to_have_text("Ja")
    await expect(options.last.locator("img")).to_have_attribute(
        "src", "/images/FL-100.svg?variant=FL-100-G-M"
    )
    await expect(box).to_have_attribute("aria-expanded", "true")
    await box.press("ArrowDown")
    await box.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await expect(box).to_have_attribute("aria-activedescendant", "suggestion-1")
    await expect(box).to_have_value("rain jacket")
    await box.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Results for “rain jacket”")


async def test_escape_closes_and_gives_back_what_was_typed(page: Page, stand_in: StandIn) -> None:
    box, options = await typed(page, stand_in, "jac")
    await expect(options).to_have_count(3)
    await box.press("ArrowUp")
    await expect(box).to_have_value("Harrow Drumlin rain jacket")
    await box.press("Escape")
    await expect(box).to_have_value("jac")
    await expect(options).to_have_count(0)
    await expect(box).to_have_attribute("aria-expanded", "false")


async def test_a_product_leads_to_its_page_and_a_slip_is_said(
    page: Page, stand_in: StandIn
) -> None:
    _, options = await typed(page, stand_in, "jakcet")
    await expect(page.locator(".meant")).to_have_text("Did you mean “jacket”?")
    await options.last.click()
    await expect(page).to_have_url(f"{stand_in.url}/p/FL-100")


async def test_the_server_is_asked_for_pauses_not_for_letters(
    page: Page, stand_in: StandIn
) -> None:
    box, options = await typed(page, stand_in, "jacket")
    await expect(options).to_have_count(3)
    assert len(stand_in.typed) < len("jacket")
    await box.fill("nothing like it")
    await expect(options).to_have_count(0)


async def test_a_hostile_suggestion_is_only_text(page: Page, stand_in: StandIn) -> None:
    _, options = await typed(page, stand_in, "mug")
    await expect(options).to_contain_text(["<img src=x"])
    assert await page.evaluate("window.stolen") is None


async def test_suggestions_fit_a_phone_and_can_be_read(page: Page, stand_in: StandIn) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    _, options = await typed(page, stand_in, "jakcet")
    await expect(options).to_have_count(3)
    assert await overflow_px(page) == 0
    assert await faint_texts(page) == []
    # All at once: the list may be drawn anew between one look and the next.
    heights = await options.evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 44


async def test_why_opens_reasons_and_a_chart_with_its_numbers(
    page: Page, stand_in: StandIn
) -> None:
    await page.goto(f"{stand_in.url}/?q=jacket")
    await page.locator("summary", has_text="Why this one?").click()
    chart = page.get_by_role("table", name="What put it here")
    await expect(chart.get_by_role("row")).to_have_text(
        ["Your words in it+0.80", "Placed here by the shop+0.50", "Sold out−0.30", "Score1.00"]
    )
    await expect(page.locator(".why-reasons li")).to_have_text(
        ["“jacket” in its name", "Price: €98.00", "Colour: green"]
    )
    more, less = chart.locator("rect.more").first, chart.locator("rect.less")
    assert float(await more.get_attribute("width") or 0) == 60
    assert float(await less.get_attribute("width") or 0) == pytest.approx(22.5)
    assert await faint_texts(page) == []
    assert await unnamed_controls(page) == []


async def test_a_click_on_a_result_is_told(page: Page, stand_in: StandIn) -> None:
    await page.goto(f"{stand_in.url}/?q=jacket")
    await page.locator(".tile h2 a").click()
    await expect(page).to_have_url(f"{stand_in.url}/p/FL-100")
    assert stand_in.events == [{"type": "click", "product_id": "FL-100", "query": "jacket"}]


async def test_a_click_on_a_card_of_the_chat_is_told(page: Page, stand_in: StandIn) -> None:
    await page.goto(stand_in.url)
    chat = Chat(page)
    await chat.open()
    answer = await chat.ask("a jacket")
    await answer.get_by_role("link", name="Harrow Drumlin rain jacket").click()
    await expect(page).to_have_url(f"{stand_in.url}/p/FL-100")
    query = "a waterproof jacket under 120, not black"
    assert stand_in.events == [{"type": "click", "product_id": "FL-100", "query": query}]


async def test_what_narrows_is_added_and_an_order_is_kept(page: Page, stand_in: StandIn) -> None:
    await page.goto(f"{stand_in.url}/?q=jackets")
    await page.get_by_role("link", name="under 100").click()
    await expect(page.get_by_role("navigation", name="Narrow it down")).to_be_visible()
    assert stand_in.asked[-1]["also"] == ["under 100"]
    await page.get_by_label("Sort by").select_option("price_asc")
    await expect(page).to_have_url(f"{stand_in.url}/?q=jackets&also=under+100&sort=price_asc")
    await expect(page.get_by_role("navigation", name="Narrow it down")).to_be_visible()
    assert (stand_in.asked[-1]["also"], stand_in.asked[-1]["sort"]) == (["under 100"], "price_asc")


async def test_nothing_found_offers_what_to_let_go_and_where_to_look(
    page: Page, stand_in: StandIn
) -> None:
    await page.goto(f"{stand_in.url}/?q=unicorn+under+120")
    await expect(page.locator("main").get_by_role("status")).to_have_text("Nothing found")
    await expect(page.locator(".nothing").get_by_role("link", name="Lighting")).to_be_visible()
    await page.locator(".nothing").get_by_role("link", name="without “up to €120”").click()
    await expect(page.locator("main").get_by_role("status")).to_have_text("Nothing found")
    assert stand_in.asked[-1]["without"] == ["price"]


async def test_the_merchants_pages_ask_for_the_token(page: Page, stand_in: StandIn) -> None:
    await page.goto(f"{stand_in.url}/admin/searches")
    for token in ("wrong", ADMIN_TOKEN):
        await page.get_by_label("Admin token").fill(token)
        await page.get_by_role("button", name="Enter").click()
        if token == "wrong":
            await expect(page.get_by_role("alert")).to_contain_text("not this shop’s admin token")
    rows = page.locator("tbody tr")
    await expect(rows).to_have_count(1)
    await expect(rows.first).to_contain_text("a unicorn <img src=x")
    assert await askew_tables(page) == []
    await page.get_by_role("link", name="Nothing clicked").click()
    await expect(rows.first.locator(".meaning")).to_have_text("jacket · up to €20")
    await page.get_by_role("link", name="For the merchant").click()
    await expect(page.get_by_role("alert")).to_have_text(
        [
            "pin 1 (`tent`): there is no product FL-999",
            "returns.md, line 3: nothing stands under “Refunds”.",
        ]
    )
    assert await page.evaluate("window.stolen") is None


async def test_the_merchant_reads_the_questions_nobody_answered(
    page: Page, stand_in: StandIn
) -> None:
    await page.goto(f"{stand_in.url}/admin/questions")
    await page.get_by_label("Admin token").fill(ADMIN_TOKEN)
    await page.get_by_role("button", name="Enter").click()
    rows = page.locator("tbody tr")
    await expect(rows).to_have_count(1)
    await expect(rows.first).to_contain_text("do you wrap gifts <img src=x")
    await expect(rows.first.locator(".meaning")).to_have_text("is gift wrapping possible")
    await expect(rows.first.locator("td").nth(0)).to_have_text("4")
    await page.set_viewport_size({"width": 360, "height": 740})
    assert await overflow_px(page) == 0
    assert await faint_texts(page) == []
    assert await askew_tables(page) == []
    assert await duplicate_ids(page) == []
    await page.get_by_role("link", name="All", exact=True).click()
    await expect(rows).to_have_count(2)
    assert await page.evaluate("window.stolen") is None


async def test_the_merchant_sees_why_a_search_finds_what_it_finds(
    page: Page, stand_in: StandIn
) -> None:
    await page.goto(f"{stand_in.url}/admin/explain?q=jacket")
    await page.get_by_label("Admin token").fill(ADMIN_TOKEN)
    await page.get_by_role("button", name="Enter").click()
    await expect(page.get_by_role("heading", level=2)).to_have_text(
        ["1. Harrow Drumlin rain jacket"]
    )
    await expect(page.get_by_role("table", name="What put it here")).to_be_visible()
    assert stand_in.asked[-1]["counted"] is False
    await page.set_viewport_size({"width": 360, "height": 740})
    assert await overflow_px(page) == 0
    assert await faint_texts(page) == []
    assert await askew_tables(page) == []
    assert await duplicate_ids(page) == []
