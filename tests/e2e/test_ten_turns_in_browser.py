"""One search over ten turns in a real browser, against the whole running shop: each answer is held
against the catalogue and against what was shown before it."""

from __future__ import annotations

import re
import tomllib

import pytest
import pytest_asyncio
from chat_page import Chat, words
from page_checks import overflow_px, unnamed_controls
from playwright.async_api import Locator, Page, expect
from running_shop import ROOT
from shown_cards import Card, cards_of

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(600)]
ANSWER_WITHIN_MS = 40_000
WORDS = tomllib.loads((ROOT / "data" / "languages" / "en" / "query.toml").read_text("utf-8"))
BLUES = {"blue", *WORDS["colours"]["blue"]}


@pytest_asyncio.fixture(loop_scope="session")
async def chat(page: Page, shop: str) -> Chat:
    page.set_default_timeout(ANSWER_WITHIN_MS)
    expect.set_options(timeout=ANSWER_WITHIN_MS)
    await page.goto(shop)
    chat = Chat(page)
    await chat.open()
    return chat


def ids(cards: list[Card]) -> list[str]:
    return [card.product["id"] for card in cards]


def obey(cards: list[Card], *, below: float = float("inf")) -> None:
    """Jackets as asked for, each true to its record: waterproof, not black, for less than that."""
    assert cards
    for card in cards:
        card.holds_true()
        assert card.is_a_jacket()
        assert card.product["attributes"]["waterproof"] is True
        assert card.variant["options"]["colour"] != "black"
        assert card.variant["price"] < below


async def chips(answer: Locator) -> list[str]:
    return [
        text.replace("×", "").strip() for text in await answer.locator(".chip").all_inner_texts()
    ]


async def test_ten_turns_of_one_search(chat: Chat) -> None:
    found = await cards_of(await chat.ask("a waterproof jacket, not black"))
    obey(found)

    affordable = await cards_of(await chat.ask("under 150"))
    obey(affordable, below=150)

    blue = await cards_of(await chat.ask("in blue"))
    obey(blue, below=150)
    assert all(card.variant["options"]["colour"] in BLUES for card in blue)

    undone = await chat.ask("undo")
    assert ids(await cards_of(undone)) == ids(affordable)
    assert await chips(undone) == ["not black", "waterproof", "under €150"]

    pair, words_for_it = affordable[:2], "compare the first two"
    if pair[0].variant["price"] > pair[1].variant["price"]:  # so that the second isn't the cheapest
        pair, words_for_it = pair[::-1], "compare 2 and 1"
    await comparison_is_true(await chat.ask(words_for_it), pair)

    (second,) = await cards_of(await chat.ask("the second one?"))
    assert second.product["id"] == pair[1].product["id"]
    second.holds_true()

    cheaper = await cards_of(await chat.ask("like this but cheaper"))
    obey(cheaper, below=second.variant["price"])
    assert second.product["id"] not in ids(cheaper)

    loosened = await chat.ask("forget the price")
    assert await chips(loosened) == [
        f"like the {second.product['title']}",
        "not black",
        "waterproof",
    ]
    alike = await cards_of(loosened)
    obey(alike)
    assert second.product["id"] not in ids(alike)

    more = await cards_of(await chat.ask("more"))
    obey(more)
    assert not set(ids(more)) & set(ids(alike))

    why = await chat.ask("why the first one?")
    (explained,) = await cards_of(why)
    explained.holds_true()
    assert explained.product["id"] == more[0].product["id"]
    assert explained.product["title"] in await words(why.locator(".bubble"))


async def comparison_is_true(answer: Locator, compared: list[Card]) -> None:
    """The columns are those asked for, prices and weights the records', and the lowest is."""
    titles = await answer.locator("thead th").all_inner_texts()
    assert titles == [card.product["title"] for card in compared]
    prices = [card.variant["price"] for card in compared]
    row = answer.locator("tr", has=answer.page.get_by_role("rowheader", name="Price"))
    cells = await row.locator("td").all_inner_texts()
    for cell, price in zip(cells, prices, strict=True):
        assert f"€{price:,.2f}" in cell
        assert ("lowest" in cell) == (price == min(prices) and prices.count(price) == 1)
    rows = await answer.locator("tbody tr").all()
    differs = [await row.get_attribute("class") != "same" for row in rows]
    assert differs == sorted(differs, reverse=True)


async def test_clicks_narrow_and_loosen_a_search(chat: Chat) -> None:
    found = await chat.ask("tents")
    facet = found.locator(".reply", has_text=re.compile(r"\(\d+\)$")).first
    label = await words(facet)
    promised = int(label[label.rindex("(") + 1 : -1])
    narrowed = await answer_to_click(chat, facet)
    assert len(await chips(narrowed)) == 1
    shown = len(await cards_of(narrowed))
    if promised > shown:
        rest = await answer_to_click(chat, narrowed.get_by_role("button", name="Show more"))
        shown += len(await cards_of(rest))
    assert shown == min(promised, 10)

    last = chat.answers.last
    loosened = await answer_to_click(chat, last.locator(".chip .remove").first)
    assert await chips(loosened) == []
    assert ids(await cards_of(loosened)) == ids(await cards_of(found))
    assert await found.locator(".chip .remove").count() == 0


async def test_comparison_of_three_scrolls_inside_a_phone(chat: Chat) -> None:
    await chat.page.set_viewport_size({"width": 360, "height": 740})
    await chat.ask("laptops")
    answer = await chat.ask("compare the first three")
    assert await answer.locator("thead th").count() == 3
    frame = answer.locator(".compare")
    assert await frame.evaluate("one => one.scrollWidth > one.clientWidth")
    assert await overflow_px(chat.page) == 0
    assert await unnamed_controls(chat.page) == []


async def answer_to_click(chat: Chat, button: Locator) -> Locator:
    before = await chat.answers.count()
    await button.click()
    await expect(chat.answers).not_to_have_count(before)
    await expect(chat.panel.locator(".typing")).to_be_hidden()
    return chat.answers.last
