"""The demo shop in a real browser, against the stand-in server."""

from __future__ import annotations

from typing import Any

import pytest
from page_checks import duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Page, expect
from stand_in_catalogue import IMAGE, SCRIPT
from stand_in_server import StandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")
JACKET_QUERY = "a waterproof jacket under 120, not black"
ADDRESSES = (
    "/", "/d/Lighting", "/p/FL-100", "/?q=jacket", "/?q=nothing+under+120", "/p/none", "/p/FL-666",
)  # fmt: skip


async def test_home_leads_to_departments_and_products(page: Page, stand_in: StandIn) -> None:
    await page.goto(stand_in.url)
    await expect(page).to_have_title("Fenwick & Lane")
    heading = page.get_by_role("heading", level=1)
    await expect(heading).to_have_text("Good things for home, trail and table")
    doors = page.locator(".door")
    await expect(doors).to_have_count(3)
    await expect(doors.nth(2)).to_contain_text("30 products")
    await page.get_by_role("navigation", name="Departments").get_by_role("link").last.click()
    await expect(heading).to_have_text("Lighting")


async def test_department_is_sorted_and_paged(page: Page, stand_in: StandIn) -> None:
    await page.goto(f"{stand_in.url}/d/Lighting")
    tiles = page.locator(".tile")
    await expect(tiles).to_have_count(24)
    await page.get_by_label("Sort by").select_option("price_desc")
    await expect(tiles.first).to_contain_text("Lumen reading lamp no. 30")
    await expect(page.get_by_label("Sort by")).to_have_value("price_desc")
    await page.get_by_role("link", name="Page 2").click()
    await expect(tiles).to_have_count(6)
    await expect(tiles.last).to_contain_text("Lumen reading lamp no. 1")
    current = page.get_by_role("navigation", name="Pages").locator("[aria-current=page]")
    await expect(current).to_have_text("2")


async def test_search_says_what_was_understood_and_lets_a_wish_go(
    page: Page, stand_in: StandIn
) -> None:
    await page.goto(stand_in.url)
    box = page.get_by_role("combobox", name="Search the shop")
    await box.fill(JACKET_QUERY)
    await box.press("Enter")
    tile = page.locator(".tile")
    await expect(tile).to_have_count(1)
    assert await tile.locator(".reasons li").all_inner_texts() == [
        "“jacket” in its name",
        "Colour: green",
    ]
    await expect(page.locator(".honest p")).to_have_text(
        [
            "Nothing met “size XS”, so that wish was set aside.",
            "Nothing met “up to €120”, so these meet “up to €132.50” instead.",
            "There is no “dinner jacket” here; the nearest is “rain jacket”.",
        ]
    )
    await page.get_by_role("link", name="Search again without “up to €120”").click()
    await expect(page.locator(".chip")).to_have_text(["waterproof×", "not black×"])
    await expect(box).to_have_value(JACKET_QUERY)
    assert [body["without"] for body in stand_in.asked] == [[], ["price"]]
    await page.go_back()
    await expect(page.locator(".chip")).to_have_count(3)


async def test_empty_search_hands_the_words_to_the_assistant(page: Page, stand_in: StandIn) -> None:
    await page.goto(f"{stand_in.url}/?q=a+unicorn")
    await page.get_by_role("button", name="Ask the assistant").click()
    await expect(page.get_by_role("log")).to_contain_text("You said: a unicorn")
    assert stand_in.texts() == ["a unicorn"]


async def test_chosen_variant_changes_picture_price_and_stock(
    page: Page, stand_in: StandIn
) -> None:
    await page.goto(f"{stand_in.url}/p/FL-100")
    picture, offer = page.locator(".gallery img"), page.locator(".offer-box")
    await expect(picture).to_have_attribute("src", "/images/FL-100.svg?variant=FL-100-G-M")
    await expect(offer).to_contain_text("Only 4 left")
    await page.get_by_role("radio", name="navy").check()
    await expect(picture).to_have_attribute("src", "/images/FL-100.svg?variant=FL-100-N-M")
    await expect(offer).to_have_text("€104.50 In stock", use_inner_text=True)
    large = page.get_by_role("radio", name="L, not made in this combination")
    await large.check()
    await expect(page.get_by_role("radio", name="green")).to_be_checked()
    await expect(offer).to_contain_text("Out of stock")
    await expect(picture).to_have_attribute("alt", "Harrow Drumlin rain jacket, green, L")


async def test_product_leads_to_others_of_its_kind(page: Page, stand_in: StandIn) -> None:
    await page.goto(f"{stand_in.url}/p/FL-100")
    more = page.get_by_role("region", name="More of this kind")
    await expect(more.get_by_role("heading", level=3)).to_have_text(["Brae three-layer shell"])


async def test_details_leave_out_what_is_chosen_above(page: Page, stand_in: StandIn) -> None:
    await page.goto(f"{stand_in.url}/p/FL-100")
    rows = page.get_by_role("table").get_by_role("row")
    await expect(rows).to_have_text(["Waterproofyes", "Weight410 g", "Materialrecycled nylon"])


async def test_hostile_product_is_only_text(page: Page, stand_in: StandIn) -> None:
    await page.goto(f"{stand_in.url}/p/FL-666")
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Mug {IMAGE}")
    await expect(page.locator(".brand").first).to_have_text(SCRIPT)
    await expect(page.locator(".about p").first).to_have_text(SCRIPT)
    await expect(page.get_by_role("cell")).to_have_text(SCRIPT)
    await expect(page.locator(".gallery img, main script, [onerror]")).to_have_count(0)
    for address in ("/", "/d/Kitchen"):
        await page.goto(stand_in.url + address)
        await expect(page.locator(".tile", has_text="Mug <img")).to_have_count(1)
        assert await page.evaluate("window.stolen") is None


async def test_unknown_product_and_department_say_so(page: Page, stand_in: StandIn) -> None:
    for address in ("/p/none", "/d/none", "/d/%E0%A4%A"):
        await page.goto(stand_in.url + address)
        await expect(page.get_by_role("alert")).to_contain_text("We don’t have that")


@pytest.mark.parametrize("address", ADDRESSES)
async def test_page_is_readable_named_and_fits_a_phone(
    page: Page, stand_in: StandIn, address: str
) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.goto(stand_in.url + address)
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    await expect(page.get_by_role("button", name="Ask the shop", exact=True)).to_be_visible()
    assert await overflow_px(page) == 0
    assert await faint_texts(page) == []
    assert await unnamed_controls(page) == []
    assert await duplicate_ids(page) == []


async def test_every_file_the_page_names_is_ours_and_there(page: Page, stand_in: StandIn) -> None:
    asked: list[tuple[str, int]] = []
    page.on("response", lambda answer: asked.append((answer.url, answer.status)))
    await page.goto(f"{stand_in.url}/p/FL-100")
    await expect(page.get_by_role("button", name="Ask the shop", exact=True)).to_be_visible()
    assert len(asked) > 20
    assert [one for one in asked if not one[0].startswith(stand_in.url) or one[1] >= 400] == []


PURPLE = "{field: 'colour', op: 'any_of', values: ['purple', 'plum'], words: 'purple'}"
CASES: list[tuple[str, str, Any]] = [
    ("lib/understood.js", f"m.chipText({PURPLE}, {{}}, {{}})", "purple"),
    (
        "lib/understood.js",
        "m.chipText({field: 'price', op: 'between', high: 5, open_high: true}, "
        "{under: (x) => `under ${x}`}, {currency: 'EUR', locale: 'en'})",
        "under €5",
    ),
    ("lib/format.js", "m.browserLocale('en_IE')", "en-IE"),
    ("lib/format.js", "m.browserLocale('not a locale')", "en"),
    ("lib/format.js", "m.money({amount: 1234.5, currency: 'EUR'}, 'en-IE')", "€1,234.50"),
    ("lib/format.js", "m.money({amount: 5, currency: 'nonsense'}, 'en')", "5 nonsense"),
    (
        "lib/format.js",
        "m.saving({amount: 80, currency: 'EUR'}, {amount: 100, currency: 'EUR'})",
        20,
    ),
    ("lib/format.js", "m.saving({amount: 80, currency: 'EUR'}, {amount: 70, currency: 'EUR'})", 0),
    (
        "lib/format.js",
        "m.dayRange(['2026-11-29', '2026-12-01'], 'en-IE')",
        "29 November – 1 December",
    ),
    ("lib/format.js", "m.dayRange([null, '2026-12-01'], 'en-IE')", "1 December"),
    ("lib/dom.js", "m.safeUrl('java\\nscript:alert(1)')", ""),
    ("lib/dom.js", "m.safeUrl('data:text/html,x')", ""),
    ("shop/department.js", "m.pageNumbers(5, 9)", [1, None, 4, 5, 6, None, 9]),
    ("shop/department.js", "m.pageNumbers(1, 2)", [1, 2]),
    ("shop/department.js", "m.pageNumbers(1, 4)", [1, 2, 3, 4]),
    ("chat/outbox.js", "new m.Outbox().afterReconnect()", {"again": [], "givenUp": []}),
]


async def test_small_parts_hold(page: Page, stand_in: StandIn) -> None:
    await page.goto(f"{stand_in.url}/health")
    wanted = {expression: expected for _, expression, expected in CASES}
    found = {
        expression: await page.evaluate(
            f"async () => {{ const m = await import('/widget/{module}'); return {expression}; }}"
        )
        for module, expression, _ in CASES
    }
    assert found == wanted
