"""The issue's conversation in a real browser, against the whole running shop: what is shown is held
against the catalogue, the orders and the policies, not against what the server said."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from chat_page import Chat, words
from page_checks import faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Locator, Page, expect
from shop_records import orders, policy, products
from shown_cards import cards_of, shown_in

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(400)]
ASKED = "a waterproof jacket under 120, not black"
ANSWER_WITHIN_MS = 30_000


@pytest_asyncio.fixture(loop_scope="session")
async def chat(page: Page, shop: str) -> Chat:
    page.set_default_timeout(ANSWER_WITHIN_MS)
    expect.set_options(timeout=ANSWER_WITHIN_MS)
    await page.goto(shop)
    chat = Chat(page)
    await chat.open()
    return chat


async def test_ask_refine_why_open_returns_and_order(chat: Chat) -> None:
    found = await cards_of(await chat.ask(ASKED))
    assert found
    for card in found:
        card.holds_true()
        card.obeys()
        assert card.is_a_jacket()

    cheaper = await cards_of(await chat.ask("cheaper"))
    for card in cheaper:
        card.holds_true()
        card.obeys()
        assert card.variant["price"] < max(one.variant["price"] for one in found)
    assert cheaper[0].is_a_jacket()

    why = await chat.ask("why the first one?")
    (explained,) = await cards_of(why)
    assert explained.product["id"] == cheaper[0].product["id"]
    await expect(why.locator("details dl")).to_be_visible()

    await why.get_by_role("link").click()
    page = chat.page
    await expect(page.get_by_role("heading", level=1)).to_have_text(explained.product["title"])
    sentence = explained.product["description"]
    await expect(page.locator(".about")).to_contain_text(sentence)
    await expect(chat.panel).to_be_visible()

    quote = (await chat.ask("how do returns work?")).locator("figure").first
    await expect(quote.locator("figcaption")).to_contain_text("returns")
    written = policy("returns")
    assert f"## {await words(quote.locator('h3'))}" in written
    for paragraph in await quote.locator("blockquote p").all_inner_texts():
        assert paragraph in written

    order = orders()["10234"]
    asked = await words(await chat.ask("where is my order 10234?"))
    assert order["tracking"] not in asked
    await order_is_told_truly(await chat.ask("marina.vidal@courier.example"))


async def order_is_told_truly(answer: Locator) -> None:
    order = orders()["10234"]
    text = await words(answer)
    assert "Order 10234" in text
    assert order["carrier"] in text
    assert order["tracking"] in text
    done = [await words(step) for step in await answer.locator(".step.done").all()]
    assert done[-1].startswith("On its way")
    assert order["state"] == "shipped"
    for item in order["items"]:
        assert item["title"] in text


async def test_shopping_by_hand_from_department_to_variant(page: Page, shop: str) -> None:
    await page.goto(shop)
    await page.get_by_role("navigation", name="Departments").get_by_role("link").first.click()
    tile = page.locator(".tile").first
    await tile.get_by_role("link").click()
    product = products()[urlsplit(page.url).path.split("/")[2]]
    await expect(page.get_by_role("heading", level=1)).to_have_text(product["title"])
    last = product["variants"][-1]
    for name, value in last["options"].items():
        group = page.get_by_role("group", name=name.replace("_", " ").capitalize())
        await group.get_by_role("radio", name=re.compile(rf"^{re.escape(value)}(,|$)")).check()
    await expect(page.locator(".offer-box")).to_contain_text(f"€{last['price']:,.2f}")
    picture = page.locator(".gallery img")
    await expect(picture).to_have_js_property("complete", True)
    assert await picture.evaluate("one => one.naturalWidth") > 0


async def test_search_page_obeys_and_says_how_it_understood(page: Page, shop: str) -> None:
    await page.goto(shop)
    box = page.get_by_role("combobox", name="Search the shop")
    await box.fill(ASKED)
    await box.press("Enter")
    chips = page.locator(".chip")
    await expect(chips.first).to_be_visible()
    assert "under €120" in " ".join(await chips.all_inner_texts())
    tiles = page.locator(".tile")
    assert await tiles.count() > 3
    for tile in await tiles.all():
        product, chosen = await shown_in(tile)
        assert chosen["price"] <= 120
        assert chosen["options"].get("colour") != "black"
        assert product["attributes"]["waterproof"] is True


@pytest.mark.parametrize("address", ["/", "/d/Kitchen", "/p/FL-0001", "/?q=a+warm+blanket"])
async def test_real_pages_are_readable_and_fit_a_phone(page: Page, shop: str, address: str) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.goto(shop + address)
    await expect(page.get_by_role("button", name="Ask the shop", exact=True)).to_be_visible()
    await expect(page.locator("main[aria-busy]")).to_have_count(0)
    assert await overflow_px(page) == 0
    assert await faint_texts(page) == []
    assert await unnamed_controls(page) == []
