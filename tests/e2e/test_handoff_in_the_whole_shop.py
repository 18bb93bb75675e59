"""A person asked for in the whole running shop, Rasa and all; the server is killed in between."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from chat_page import Chat, words
from inbox_page import Inbox
from playwright.async_api import Browser, BrowserContext, expect
from running_shop import RunningShop

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(500)]
PATIENCE_MS = 120_000


@pytest_asyncio.fixture(loop_scope="session")
async def chat(context: BrowserContext, running: RunningShop) -> AsyncIterator[Chat]:
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page = await context.new_page()
    await page.goto(running.url)
    chat = Chat(page)
    await chat.open()
    yield chat
    expect.set_options(timeout=5_000)


@pytest_asyncio.fixture(loop_scope="session")
async def inbox(browser: Browser, running: RunningShop) -> AsyncIterator[Inbox]:
    if not running.admin_token:
        pytest.skip("needs STORECLERK_ADMIN_TOKEN of the shop that is up")
    page = await browser.new_page(locale="en-IE")
    page.set_default_timeout(PATIENCE_MS)
    yield Inbox(page, running.url, running.admin_token)
    await page.close()


async def test_asked_for_taken_killed_answered_and_handed_back(
    chat: Chat, inbox: Inbox, running: RunningShop
) -> None:
    shown = await chat.ask("a waterproof jacket under 120, not black")
    title = await words(shown.get_by_role("link").first)
    told = await words(await chat.ask("I'd like to speak to a person"))
    assert "here" in told
    await inbox.open()
    await inbox.choose()
    brief = inbox.page.locator(".inbox-brief")
    await expect(brief).to_contain_text("Looked for: a waterproof jacket under 120, not black")
    await expect(brief).to_contain_text(title)
    await inbox.say("Maeve here. What would you like to know?")
    await expect(chat.log).to_contain_text("Maeve here.")

    server = running.process("actions.server")
    assert server is not None
    server.send_signal(signal.SIGKILL)
    await chat.say("is it warm enough for January?")
    await expect(inbox.log).to_contain_text("is it warm enough for January?")
    await inbox.say("With a fleece under it, yes.")
    human = chat.log.locator(".message.human .bubble")
    await expect(human.last).to_contain_text("With a fleece under it, yes.")
    await expect(human).to_have_count(2)
    asked = inbox.log.get_by_text("is it warm enough for January?")
    await expect(asked).to_have_count(1)

    await inbox.press("Hand back to the assistant")
    await expect(chat.log).to_contain_text("You're back with me")
    quote = (await chat.ask("how do returns work?")).locator("figure figcaption").first
    await expect(quote).to_contain_text("returns")
