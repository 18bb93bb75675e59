"""The chat by keyboard, by screen reader, on a phone, and against text that means harm."""

from __future__ import annotations

import pytest
from chat_page import Chat
from page_checks import duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Page, expect
from stand_in_catalogue import IMAGE, SCRIPT
from stand_in_server import StandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")
KINDS = ("a jacket", "compare them", "order 10234", "returns", "a person", "please refuse this")


@pytest.fixture
def chat(page: Page) -> Chat:
    return Chat(page)


async def test_keyboard_alone_opens_asks_votes_and_closes(chat: Chat, stand_in: StandIn) -> None:
    page = chat.page
    await page.goto(stand_in.url)
    await chat.launcher.focus()
    await page.keyboard.press("Enter")
    await expect(chat.input).to_be_focused()
    await page.keyboard.type("first line")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("second line")
    await page.keyboard.press("Enter")
    await expect(chat.answers.nth(2)).to_contain_text("Anything else?")
    await expect(chat.input).to_be_focused()
    assert stand_in.texts() == ["first line\nsecond line"]
    await page.keyboard.press("Shift+Tab")
    not_helpful = chat.answers.last.get_by_role("button", name="Not helpful")
    await expect(not_helpful).to_be_focused()
    await page.keyboard.press("Space")
    await expect(not_helpful).to_have_attribute("aria-pressed", "true")
    await expect(not_helpful).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(chat.panel).to_be_hidden()
    await expect(chat.launcher).to_be_focused()


async def test_log_is_polite_and_every_control_has_a_name(chat: Chat, stand_in: StandIn) -> None:
    await chat.page.goto(stand_in.url)
    await chat.open()
    for text in KINDS[:-1]:
        await chat.ask(text)
    await chat.say(KINDS[-1])
    await expect(chat.said.last).to_contain_text("Try again")
    await expect(chat.log).to_have_attribute("aria-live", "polite")
    await expect(chat.panel).to_have_attribute("aria-label", "Fenwick & Lane")
    assert await unnamed_controls(chat.page) == []
    assert await faint_texts(chat.page) == []


async def test_restored_conversation_is_not_read_out_again(chat: Chat, stand_in: StandIn) -> None:
    await chat.page.goto(stand_in.url)
    await chat.open()
    await chat.ask("hello")
    await chat.page.add_init_script(
        """window.heard = [];
        const watch = new MutationObserver((changes) => {
          for (const {target} of changes) {
            if (target.role === 'log') window.heard.push(target.getAttribute('aria-live'));
          }
        });
        const attach = Element.prototype.attachShadow;
        Element.prototype.attachShadow = function (options) {
          const root = attach.call(this, options);
          watch.observe(root, {subtree: true, childList: true});
          return root;
        };"""
    )
    await chat.page.reload()
    await expect(chat.answers).to_have_count(3)
    await expect(chat.log).to_have_attribute("aria-live", "polite")
    assert await chat.page.evaluate("[...new Set(window.heard)]") == ["off"]
    await chat.ask("hello again")
    assert await chat.page.evaluate("window.heard.at(-1)") == "polite"


@pytest.mark.parametrize("width", [360, 390])
async def test_phone_gets_the_whole_screen_and_nothing_sticks_out(
    chat: Chat, stand_in: StandIn, width: int
) -> None:
    await chat.page.set_viewport_size({"width": width, "height": 740})
    await chat.page.goto(stand_in.url)
    await chat.open()
    for text in ("a jacket", "compare them", "order 10234", "hostile", "x" * 190):
        await chat.ask(text)
    box = await chat.panel.bounding_box()
    assert box == {"x": 0, "y": 0, "width": width, "height": 740}
    scroller = chat.panel.locator(".scroller")
    assert await scroller.evaluate("one => one.scrollWidth - one.clientWidth") == 0
    assert await overflow_px(chat.page) == 0


async def test_long_answer_is_shown_from_the_question_on(chat: Chat, stand_in: StandIn) -> None:
    await chat.page.set_viewport_size({"width": 390, "height": 500})
    await chat.page.goto(stand_in.url)
    await chat.open()
    await chat.ask("hello")
    await chat.ask("a jacket")
    await expect(chat.said.last).to_be_in_viewport(ratio=1)


async def test_counts_down_near_the_limit_and_stops_there(chat: Chat, stand_in: StandIn) -> None:
    await chat.page.goto(stand_in.url)
    await chat.open()
    left = chat.panel.locator(".left")
    await chat.input.fill("x" * 100)
    await expect(left).to_be_hidden()
    await chat.input.fill("x" * 199)
    await expect(left).to_have_text("1 character left")
    await chat.input.press_sequentially("yz")
    assert len(await chat.input.input_value()) == 200


async def test_hostile_words_stay_words_in_messages_and_cards(
    chat: Chat, stand_in: StandIn
) -> None:
    await chat.page.goto(stand_in.url)
    await chat.open()
    answer = await chat.ask(f"hostile {SCRIPT}{IMAGE}")
    await expect(chat.said.first).to_contain_text(f"{SCRIPT}{IMAGE}")
    card = answer.get_by_role("article")
    await expect(card.get_by_role("link")).to_have_text(f"Mug {IMAGE}")
    assert await card.get_by_role("link").get_attribute("href") == f"{stand_in.url}/p/FL-666"
    await expect(answer.get_by_role("button", name=IMAGE)).to_be_visible()
    await expect(chat.log.locator("script, img, [onerror]")).to_have_count(0)
    assert await chat.page.evaluate("window.stolen") is None
    await chat.page.reload()
    await expect(chat.answers).to_have_count(2)
    assert await chat.page.evaluate("window.stolen") is None


async def test_no_two_elements_share_an_id(chat: Chat, stand_in: StandIn) -> None:
    await chat.page.goto(f"{stand_in.url}/p/FL-100")
    await expect(chat.launcher).to_be_visible()
    assert await duplicate_ids(chat.page) == []
