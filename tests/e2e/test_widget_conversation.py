"""The chat element in a real browser: what is said is shown, in order, with its cards."""

from __future__ import annotations

import pytest
from chat_page import Chat, words
from playwright.async_api import Page, expect
from stand_in_answers import LEAD
from stand_in_server import StandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def chat(page: Page) -> Chat:
    return Chat(page)


async def opened(chat: Chat, stand_in: StandIn) -> Chat:
    await chat.page.goto(stand_in.url)
    await chat.open()
    return chat


async def test_messages_stand_in_the_order_they_were_said(chat: Chat, stand_in: StandIn) -> None:
    await opened(chat, stand_in)
    await chat.ask("one")
    await chat.ask("two")
    await expect(chat.log.locator(".message .bubble")).to_contain_text(
        ["Hello!", "one", "You said: one", "Anything else?", "two", "You said: two", "Anything"]
    )
    assert stand_in.texts() == ["one", "two"]


async def test_products_are_cards_with_price_stock_reason_and_link(
    chat: Chat, stand_in: StandIn
) -> None:
    await opened(chat, stand_in)
    answer = await chat.ask("a waterproof jacket under 120, not black")
    assert await answer.locator(".bubble p").all_inner_texts() == [LEAD]
    cards = answer.get_by_role("article")
    await expect(cards).to_have_count(2)
    first = await words(cards.first)
    for part in ("Harrow Drumlin rain jacket", "€98.00", "€120.00", "18% off", "In stock", "4.5"):
        assert part in first
    await expect(cards.first.locator("s")).to_contain_text("€120.00")
    link = cards.first.get_by_role("link", name="Harrow Drumlin rain jacket")
    assert await link.get_attribute("href") == f"{stand_in.url}/p/FL-100"
    await expect(cards.first.locator("img")).to_have_attribute(
        "src", f"{stand_in.url}/images/FL-100.svg?variant=FL-100-G-M"
    )
    chips = answer.get_by_role("list", name="Understood as").get_by_role("listitem")
    assert await chips.all_inner_texts() == ["waterproof", "up to €120", "not black"]
    await expect(answer.locator(".honest")).to_contain_text("Nothing met “size XS”")


async def test_facet_says_what_it_leaves_and_sends_its_bare_words(
    chat: Chat, stand_in: StandIn
) -> None:
    await opened(chat, stand_in)
    answer = await chat.ask("all the coats")
    replies = answer.locator(".reply")
    assert await replies.all_inner_texts() == ["In green (7)", "Packable (4)", "Show more"]
    await replies.first.click()
    await expect(chat.said.last).to_contain_text("in green")
    assert stand_in.texts() == ["all the coats", "in green"]


async def test_condition_is_dropped_by_a_click_while_its_search_is_the_last(
    chat: Chat, stand_in: StandIn
) -> None:
    await opened(chat, stand_in)
    answer = await chat.ask("all the coats")
    chips = answer.locator(".chip")
    # The cross stands on a line of its own where the browser lays the button out as a block.
    assert ["".join(text.split("\n")) for text in await chips.all_inner_texts()] == [
        "like the Brae three-layer shell",
        "waterproof×",
        "up to €120×",
        "not black",
        "lowest price first×",
    ]
    await answer.get_by_role("button", name="Search again without “up to €120”").click()
    await expect(chat.said.last).to_contain_text("forget the price")
    await expect(answer.locator(".chip .remove")).to_have_count(0)


async def test_price_that_nothing_met_is_told_with_the_nearest(
    chat: Chat, stand_in: StandIn
) -> None:
    await opened(chat, stand_in)
    notice = (await chat.ask("all the coats")).locator(".honest")
    await expect(notice).to_have_text("Nothing up to €120; the nearest is €124.50.")


async def test_why_opens_the_records_behind_a_reason(chat: Chat, stand_in: StandIn) -> None:
    await opened(chat, stand_in)
    card = (await chat.ask("a jacket")).get_by_role("article").first
    evidence = card.locator("dl")
    await expect(evidence).to_be_hidden()
    await card.get_by_text("Why this one?").click()
    assert await words(evidence) == "Price €98.00 catalogue Waterproof yes catalogue"


async def test_comparison_is_a_table_with_a_dash_for_what_is_not_known(
    chat: Chat, stand_in: StandIn
) -> None:
    await opened(chat, stand_in)
    table = (await chat.ask("compare them")).get_by_role("table", name="Comparison")
    headings = table.get_by_role("columnheader")
    assert await headings.all_inner_texts() == [
        "Harrow Drumlin rain jacket",
        "Brae three-layer shell",
    ]
    await expect(table.get_by_role("row").nth(1)).to_have_text("Price€98.00 lowest€119.00")
    await expect(table.get_by_role("row").last).to_have_text("Rating4.5–")


async def test_order_shows_its_steps_and_when_it_is_expected(chat: Chat, stand_in: StandIn) -> None:
    await opened(chat, stand_in)
    answer = await chat.ask("where is order 10234?")
    card = answer.get_by_role("article")
    assert "Order 10234 Shipped Expected 25–26 November" in await words(card)
    steps = card.get_by_role("listitem")
    await expect(steps).to_have_text(
        [
            "Placed, done19 November",
            "Packed, done20 November",
            "Shipped, done21 November",
            "Delivered, still to come",
        ]
    )
    await answer.get_by_text("Where this comes from").click()
    assert await words(answer.locator(".rests-on dl")) == "State shipped order record"


async def test_policy_is_quoted_with_its_source(chat: Chat, stand_in: StandIn) -> None:
    await opened(chat, stand_in)
    quote = (await chat.ask("how do returns work?")).locator("figure")
    assert await words(quote) == (
        "Sending things back Send unused goods back within 30 days of delivery. "
        "We pay the postage. From the shop’s returns policy"
    )


async def test_a_person_can_be_reached_by_phone_or_mail(chat: Chat, stand_in: StandIn) -> None:
    await opened(chat, stand_in)
    links = (await chat.ask("a person please")).get_by_role("link")
    assert [await link.get_attribute("href") for link in await links.all()] == [
        "tel:+35315550142",
        "mailto:help@fenwickandlane.example",
    ]


async def test_quick_reply_sends_its_text_and_goes(chat: Chat, stand_in: StandIn) -> None:
    await opened(chat, stand_in)
    answer = await chat.ask("mumble")
    assert "1." not in await words(answer)
    await answer.get_by_role("button", name="Check an order").click()
    await expect(chat.said.last).to_contain_text("Check an order")
    await expect(answer.get_by_role("group", name="Suggested replies")).to_have_count(0)
    assert stand_in.texts() == ["mumble", "Check an order"]


async def test_lines_with_dashes_become_a_list(chat: Chat, stand_in: StandIn) -> None:
    await opened(chat, stand_in)
    items = (await chat.ask("what can you do?")).get_by_role("listitem")
    assert await items.all_inner_texts() == ["find products", "look up an order"]


async def test_a_vote_is_stored_once_and_can_be_changed(chat: Chat, stand_in: StandIn) -> None:
    await opened(chat, stand_in)
    answer = await chat.ask("a jacket")
    helpful = answer.get_by_role("button", name="Helpful", exact=True)
    not_helpful = answer.get_by_role("button", name="Not helpful")
    await helpful.click()
    await expect(helpful).to_have_attribute("aria-pressed", "true")
    await helpful.click()
    await not_helpful.click()
    await expect(not_helpful).to_have_attribute("aria-pressed", "true")
    await expect(helpful).to_have_attribute("aria-pressed", "false")
    session = stand_in.hellos[0]["session"] or "session-1"
    vote = {"session": session, "turn_id": "turn-1", "index": 0}
    assert stand_in.votes == [vote | {"value": "up"}, vote | {"value": "down"}]


async def test_conversation_goes_on_on_the_next_page(chat: Chat, stand_in: StandIn) -> None:
    await opened(chat, stand_in)
    answer = await chat.ask("a jacket")
    await answer.get_by_role("button", name="Helpful", exact=True).click()
    await answer.get_by_role("link", name="Brae three-layer shell").click()
    await expect(chat.page.get_by_role("heading", level=1)).to_have_text("Brae three-layer shell")
    await expect(chat.panel).to_be_visible()
    await expect(chat.answers.last.get_by_role("article")).to_have_count(2)
    pressed = chat.answers.last.get_by_role("button", name="Helpful", exact=True)
    await expect(pressed).to_have_attribute("aria-pressed", "true")
    await chat.ask("cheaper")
    assert [hello["session"] for hello in stand_in.hellos] == [None, "session-1"]


async def test_start_over_forgets_the_conversation_and_the_session(
    chat: Chat, stand_in: StandIn
) -> None:
    await opened(chat, stand_in)
    await chat.ask("a jacket")
    await chat.panel.get_by_role("button", name="Start over").click()
    await expect(chat.said).to_have_count(0)
    await expect(chat.panel.get_by_role("group", name="Suggested replies")).to_be_visible()
    await chat.ask("hello again")
    assert [hello["session"] for hello in stand_in.hellos] == [None, None]


async def test_ask_about_a_product_opens_the_chat_with_the_question(
    chat: Chat, stand_in: StandIn
) -> None:
    await chat.page.goto(f"{stand_in.url}/p/FL-200")
    await chat.page.get_by_role("button", name="Ask about this product").click()
    await expect(chat.answers.nth(1)).to_contain_text("You said: Tell me about the Oldcastle")
    await expect(chat.input).to_be_focused()
    assert stand_in.texts() == ["Tell me about the Oldcastle cast-iron casserole, 4.2 l"]
