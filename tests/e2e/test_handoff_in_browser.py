"""A conversation handed to a person, seen from both sides in a real browser: the customer's widget,
the colleague's inbox, and a desk's own system behind a webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from chat_page import Chat, words
from desk_server import DeskServer, desk_server
from inbox_page import Inbox
from page_checks import duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.actions.handoff.far_side import FarSide

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]
ASK = "I'd like to speak to a person"
HOSTILE = '<img src=x onerror="window.stolen = 1">'


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncIterator[DeskServer]:
    async with desk_server(tmp_path) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def chat(page: Page, server: DeskServer) -> Chat:
    return await customer(page, server)


async def customer(page: Page, server: DeskServer) -> Chat:
    await page.goto(server.url)
    chat = Chat(page)
    await chat.open()
    return chat


@pytest_asyncio.fixture(loop_scope="session")
async def inbox(browser: Browser, server: DeskServer) -> AsyncIterator[Inbox]:
    context = await browser.new_context(locale="en-IE", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    inbox = Inbox(await context.new_page(), server.url, server.admin_token)
    await inbox.open()
    yield inbox
    await context.close()


async def test_customer_colleague_and_back_to_the_assistant(
    chat: Chat, inbox: Inbox, server: DeskServer
) -> None:
    await chat.ask("a tent for two")
    promise = await words(await chat.ask(ASK))
    assert "colleague" in promise
    await expect(inbox.list.get_by_role("link")).to_have_count(1)
    await inbox.choose()
    await expect(inbox.log).to_contain_text("a tent for two")
    await expect(inbox.page.locator(".inbox-brief")).to_contain_text(f"Said: {ASK}")

    await inbox.page.get_by_label("Your name").fill("Maeve")
    await inbox.press("Take over")
    await expect(inbox.state).to_contain_text("Maeve has it")
    await expect(chat.log).to_contain_text("You're talking with Maeve")
    await expect(chat.panel.locator("header p")).to_have_text("You’re talking with Maeve")

    heard = len(server.rasa.calls)
    await chat.say("does it keep the rain out?")
    await expect(inbox.log).to_contain_text("does it keep the rain out?")
    await inbox.say("It does, to 3,000 mm.")
    answer = chat.log.locator(".message.human")
    await expect(answer).to_contain_text("It does, to 3,000 mm.")
    await expect(answer.locator(".by")).to_have_text("Maeve")
    await expect(answer.get_by_role("button")).to_have_count(0)
    await expect(inbox.log.locator(".inbox-unseen:visible")).to_have_count(0)
    assert len(server.rasa.calls) == heard

    await inbox.press("Hand back to the assistant")
    await expect(chat.log).to_contain_text("You're back with me")
    await expect(inbox.state).to_contain_text("Closed")
    await expect(inbox.answer).to_be_hidden()
    assert "You said: and a stove" in await words(await chat.ask("and a stove"))


async def test_the_customer_takes_the_assistant_back(chat: Chat, inbox: Inbox) -> None:
    await chat.ask(ASK)
    await inbox.open()
    await inbox.choose()
    await inbox.say("Hello, Maeve here.")
    await expect(chat.log).to_contain_text("Hello, Maeve here.")
    await chat.say("back to the assistant please")
    await expect(chat.log).to_contain_text("Of course, I'm back")
    await expect(chat.panel.locator("header p")).to_have_text("Shop assistant")
    await expect(inbox.state).to_contain_text("Closed")
    assert "You said: hello" in await words(await chat.ask("hello"))


async def test_what_was_written_meanwhile_waits_for_the_customer(chat: Chat, inbox: Inbox) -> None:
    await chat.ask(ASK)
    await chat.page.goto("about:blank")
    await inbox.open()
    await inbox.choose()
    for text in ("one", "two"):
        await inbox.say(text)
    await expect(inbox.log.locator(".inbox-unseen:visible")).to_have_count(3)
    await chat.page.goto(inbox.url)
    human = chat.log.locator(".message.human .bubble")
    await expect(human).to_have_count(2)
    assert [(await words(one))[-3:] for one in await human.all()] == ["one", "two"]
    await expect(inbox.log.locator(".inbox-unseen:visible")).to_have_count(0)
    await chat.page.reload()
    await expect(human).to_have_count(2)


async def test_an_answer_shows_while_the_panel_is_closed(chat: Chat, inbox: Inbox) -> None:
    await chat.ask(ASK)
    await chat.panel.get_by_role("button", name="Close the chat").click()
    await inbox.open()
    await inbox.choose()
    await inbox.say("Are you still there?")
    launcher = chat.page.get_by_role("button", name="You have an answer")
    await expect(launcher).to_be_visible()
    await chat.page.reload()
    await launcher.click()
    await expect(chat.log).to_contain_text("Are you still there?")
    await expect(launcher).to_have_count(0)


async def test_a_customer_without_websockets_hears_the_colleague(
    context: BrowserContext, inbox: Inbox, server: DeskServer
) -> None:
    page = await context.new_page()
    await page.add_init_script("window.WebSocket = class { constructor() { throw new Error(); } }")
    chat = await customer(page, server)
    await chat.ask(ASK)
    await inbox.open()
    await inbox.choose()
    await inbox.say("first")
    await inbox.say("second")
    human = chat.log.locator(".message.human .bubble")
    await expect(human).to_have_count(2, timeout=15_000)
    await chat.say("thank you")
    await expect(inbox.log).to_contain_text("thank you")
    await expect(human).to_have_count(2)


async def test_words_of_a_customer_are_inert_for_the_colleague(chat: Chat, inbox: Inbox) -> None:
    await chat.ask(HOSTILE)
    await chat.ask(ASK)
    await inbox.open()
    await inbox.choose()
    await expect(inbox.log).to_contain_text(HOSTILE)
    assert await inbox.page.evaluate("window.stolen") is None
    await inbox.say(HOSTILE)
    await expect(chat.log.locator(".message.human")).to_contain_text(HOSTILE)
    assert await chat.page.evaluate("window.stolen") is None


async def test_the_inbox_is_worked_by_keyboard(chat: Chat, inbox: Inbox) -> None:
    await chat.ask(ASK)
    await inbox.open()
    await inbox.list.get_by_role("link").focus()
    await inbox.page.keyboard.press("Enter")
    await expect(inbox.state).to_be_visible()
    page = inbox.page
    await page.get_by_role("button", name="Take over", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(inbox.state).to_contain_text("has it")
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await inbox.answer.evaluate("one => one === document.activeElement"):
            break
    await page.keyboard.type("By keyboard.")
    await page.keyboard.press("Enter")
    await expect(chat.log).to_contain_text("By keyboard.")


async def test_a_second_colleague_is_told_who_has_it(chat: Chat, inbox: Inbox) -> None:
    await chat.ask(ASK)
    await inbox.open()
    await inbox.choose()
    other = Inbox(await inbox.page.context.new_page(), inbox.url, inbox.admin_token)
    await other.open()
    await other.choose()
    await inbox.page.get_by_label("Your name").fill("Maeve")
    await other.page.get_by_label("Your name").fill("Rory")
    await inbox.press("Take over")
    await expect(inbox.state).to_contain_text("Maeve has it")
    take = other.page.get_by_role("button", name="Take over", exact=True)
    if await take.is_visible():
        await take.click()
    await expect(other.state).to_contain_text("Maeve has it")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
async def test_the_inbox_fits_and_can_be_read(
    chat: Chat, inbox: Inbox, scheme: Any, width: int
) -> None:
    await chat.ask("a tent " + "very " * 60 + "large")
    await chat.ask(ASK)
    page = inbox.page
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": width, "height": 800})
    await inbox.open()
    await expect(inbox.list.get_by_role("link")).to_have_count(1)
    await well_made(page)
    await inbox.choose()
    await inbox.say("Hello there.")
    await expect(inbox.log).to_contain_text("Hello there.")
    await well_made(page)


async def well_made(page: Page) -> None:
    assert await overflow_px(page) == 0
    assert await faint_texts(page) == []
    assert await duplicate_ids(page) == []
    assert await unnamed_controls(page) == []


async def test_a_webhook_that_is_down_gets_all_afterwards_in_order_and_once(
    page: Page, browser: Browser, tmp_path: Path
) -> None:
    side = FarSide(status=503)
    app = web.Application()
    app.add_routes([web.post("/hook", side.hook)])
    async with (
        TestServer(app) as far,
        desk_server(tmp_path, to="webhook", url=str(far.make_url("/hook"))) as server,
    ):
        chat = await customer(page, server)
        told = await words(await chat.ask(ASK))
        assert "can't reach our desk" in told
        colleague = await browser.new_page()
        inbox = Inbox(colleague, server.url, server.admin_token)
        await inbox.open()
        await inbox.choose()
        await inbox.say("I have it here.")
        await expect(chat.log).to_contain_text("I have it here.")
        await chat.say("one")
        await expect(chat.log).to_contain_text("my colleague hasn't got this yet")
        await chat.say("two")
        await expect(inbox.log).to_contain_text("two")
        await expect(inbox.page.get_by_text("Your own system hasn’t got")).to_be_visible()
        side.status = 200
        await side.has(6)
        await chat.say("three")
        await side.has(7)
        await inbox.press("Hand back to the assistant")
        await side.has(8)
        await colleague.close()
    said = [letter["message"]["text"] for letter in side.letters if "message" in letter]
    assert said[0] == ASK
    assert said[2:] == ["one", "two", "three"]
    assert side.events == ["opened", "message", "message", "taken", *3 * ["message"], "closed"]
    assert [letter["sequence"] for letter in side.letters] == list(range(1, 9))
