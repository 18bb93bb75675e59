"""The chat element when the line is bad: nothing is lost, nothing is said twice, all is told."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from chat_page import Chat
from playwright.async_api import Page, expect
from stand_in_server import StandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def chat(page: Page) -> Chat:
    return Chat(page)


async def test_a_lost_line_is_shown_and_comes_back_with_the_same_session(
    chat: Chat, stand_in: StandIn
) -> None:
    await chat.page.goto(stand_in.url)
    await chat.open()
    await chat.ask("hello")
    notice = chat.panel.get_by_text("Reconnecting")
    await stand_in.hang_up()
    await expect(notice).to_be_visible()
    await expect(notice).to_be_hidden()
    await chat.ask("still there?")
    assert [hello["session"] for hello in stand_in.hellos] == [None, "session-1"]


async def test_message_cut_off_is_sent_again_under_the_same_id(
    chat: Chat, stand_in: StandIn
) -> None:
    await chat.page.goto(stand_in.url)
    await chat.open()
    await chat.ask("hang up on me")
    await expect(chat.said).to_have_count(1)
    first, second = stand_in.received
    assert first == second


async def test_message_said_while_offline_is_kept_and_sent_once(
    chat: Chat, stand_in: StandIn
) -> None:
    await chat.page.goto(stand_in.url)
    await chat.open()
    await chat.ask("hello")
    await chat.page.context.set_offline(True)
    await stand_in.hang_up()
    await expect(chat.panel.get_by_text("You seem to be offline")).to_be_visible()
    await chat.say("kept for later")
    assert stand_in.texts() == ["hello"]
    await chat.page.context.set_offline(False)
    await expect(chat.answers.nth(3)).to_contain_text("You said: kept for later")
    assert stand_in.texts() == ["hello", "kept for later"]


async def test_without_websockets_it_talks_over_http(chat: Chat, stand_in: StandIn) -> None:
    stand_in.has_websocket = False
    await chat.page.goto(stand_in.url)
    await chat.open()
    answer = await chat.ask("a jacket")
    await expect(answer.get_by_role("article")).to_have_count(2)
    await expect(chat.panel.get_by_text("Reconnecting")).to_be_hidden()
    assert stand_in.texts() == ["a jacket"]


async def test_refused_message_says_why_and_can_be_tried_again(
    chat: Chat, stand_in: StandIn
) -> None:
    await chat.page.goto(stand_in.url)
    await chat.open()
    await chat.say("please refuse this")
    failed = chat.said.first
    await expect(failed).to_contain_text("That was a lot at once.")
    await expect(chat.panel.locator(".typing")).to_be_hidden()
    await failed.get_by_role("button", name="Try again").click()
    await expect(failed).to_contain_text("That was a lot at once.")
    assert stand_in.texts() == ["please refuse this"] * 2


async def test_typing_shows_until_the_answer_is_there(chat: Chat, stand_in: StandIn) -> None:
    await chat.page.goto(stand_in.url)
    await chat.open()
    await chat.say("silence")
    await expect(chat.panel.get_by_role("status").get_by_text("Looking…")).to_be_attached()
    await expect(chat.panel.locator(".typing")).to_be_visible()
    stand_in.released.set()
    await expect(chat.panel.locator(".typing")).to_be_hidden()
    await expect(chat.answers.nth(1)).to_contain_text("You said: silence")


async def test_page_left_in_mid_question_asks_again_under_the_same_id(
    chat: Chat, stand_in: StandIn
) -> None:
    await chat.page.goto(stand_in.url)
    await chat.open()
    await chat.say("silence")
    await expect(chat.panel.locator(".typing")).to_be_visible()
    await chat.page.goto(f"{stand_in.url}/p/FL-200")
    stand_in.released.set()
    await expect(chat.answers.nth(1)).to_contain_text("You said: silence")
    await expect(chat.said).to_have_count(1)
    assert len({client_id for client_id, _ in stand_in.received}) == 1


async def test_another_shops_page_shows_it_with_one_tag_each(chat: Chat, stand_in: StandIn) -> None:
    """A page of another origin: its own words on it, links that lead to the shop's server."""
    tags = (
        f'<script type="module" src="{stand_in.url}/widget/storeclerk.js"></script>'
        '<storeclerk-chat title="Ask Marta" greeting="Good day."></storeclerk-chat>'
    )

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html>{tags}", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", page)
    async with TestServer(app, host="localhost") as other_shop:
        await chat.page.goto(str(other_shop.make_url("/")))
        await chat.open()
        await expect(chat.panel.get_by_role("heading", name="Ask Marta")).to_be_visible()
        await expect(chat.answers.first).to_contain_text("Good day.")
        link = (await chat.ask("a jacket")).get_by_role("link").first
        assert await link.get_attribute("href") == f"{stand_in.url}/p/FL-100"


async def test_customer_token_goes_with_the_hello_and_nowhere_else(
    chat: Chat, stand_in: StandIn
) -> None:
    await chat.page.goto(f"{stand_in.url}/health")
    await chat.page.evaluate(
        """async () => {
          const chat = document.createElement('storeclerk-chat');
          chat.setAttribute('customer-token', 'signed-by-the-shop');
          document.body.append(chat);
          await import('/widget/storeclerk.js');
        }"""
    )
    await chat.open()
    await chat.ask("hello")
    assert stand_in.hellos[0]["customer_token"] == "signed-by-the-shop"
    stored = await chat.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "signed-by-the-shop" not in stored
