"""The chat as a test uses it: open, say, read. Owns the locators, so that tests read as use."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect


class Chat:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.get_by_role("button", name="Ask the shop", exact=True)
        self.panel = page.locator("storeclerk-chat").get_by_role("dialog")
        self.input = self.panel.get_by_role("textbox", name="Your message")
        self.log = self.panel.get_by_role("log")
        self.said = self.log.locator(".message.customer")
        self.answers = self.log.locator(".message.shop")

    async def open(self) -> None:
        await self.launcher.click()
        await expect(self.input).to_be_focused()

    async def say(self, text: str) -> None:
        await self.input.fill(text)
        await self.input.press("Enter")

    async def ask(self, text: str) -> Locator:
        """Say it, wait for the last answer after it, and hand that answer back."""
        before = await self.answers.count()
        await self.say(text)
        await expect(self.answers).not_to_have_count(before)
        await expect(self.panel.locator(".typing")).to_be_hidden()
        return self.answers.last


async def words(locator: Locator) -> str:
    """What a reader sees there, on one line."""
    return " ".join((await locator.inner_text()).split())
