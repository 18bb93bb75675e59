"""The colleague's inbox as a test uses it. Owns the locators, so that tests read as use."""

from __future__ import annotations

from playwright.async_api import Page, expect


class Inbox:
    """The colleague's page, in a browser window of its own."""

    def __init__(self, page: Page, url: str, admin_token: str) -> None:
        self.page, self.url, self.admin_token = page, url, admin_token
        self.list = page.get_by_role("navigation", name="Conversations")
        self.log = page.get_by_role("log", name="What was said")
        self.answer = page.get_by_label("Your answer")
        self.state = page.locator(".inbox-state")

    async def open(self, query: str = "") -> None:
        await self.page.goto(f"{self.url}/admin/inbox{query}")
        token = self.page.get_by_label("Admin token")
        await expect(self.list.or_(token)).to_be_attached()
        if await token.is_visible():
            await token.fill(self.admin_token)
            await self.page.get_by_role("button", name="Enter").click()
        await expect(self.list).to_be_attached()

    async def choose(self, place: int = 0) -> None:
        await self.list.get_by_role("link").nth(place).click()
        await expect(self.state).to_be_visible()

    async def press(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def say(self, text: str) -> None:
        await self.answer.fill(text)
        await self.answer.press("Enter")
        await expect(self.answer).to_have_value("")
