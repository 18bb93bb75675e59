"""A real browser for the tests of the widget and the shop. Owns starting and ending it.

The browser is `$STORECLERK_BROWSER`, else the `chromium` or `google-chrome` on the path; without
one these tests are skipped by name.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from running_shop import RunningShop, missing, running_shop
from stand_in_server import StandIn

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 10_000


def browser_path() -> str | None:
    named = os.environ.get("STORECLERK_BROWSER")
    if named:
        return named if Path(named).exists() else None
    return next((path for path in map(shutil.which, NAMES) if path), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = browser_path()
    if path is None:
        pytest.skip("needs a browser: install chromium or set STORECLERK_BROWSER")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A browser with nothing remembered; what a script of ours throws fails the test."""
    context = await browser.new_context(
        locale="en-IE", reduced_motion="reduce", viewport={"width": 1280, "height": 860}
    )
    context.set_default_timeout(PATIENCE_MS)
    thrown: list[str] = []
    context.on("weberror", lambda event: thrown.append(str(event.error)))
    yield context
    await context.close()
    assert thrown == []


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext) -> Page:
    return await context.new_page()


@pytest_asyncio.fixture(loop_scope="session")
async def stand_in() -> AsyncIterator[StandIn]:
    stand_in = StandIn()
    async with TestServer(stand_in.app()) as server:
        stand_in.url = str(server.make_url("")).rstrip("/")
        yield stand_in
        stand_in.released.set()
        await stand_in.hang_up()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningShop]:
    """One real shop for all the tests that need it whole: it takes a while to start."""
    if missing():
        pytest.skip(f"needs {', '.join(missing())}: run `make setup`")
    async with running_shop(tmp_path_factory.mktemp("shop")) as shop:
        yield shop


@pytest.fixture(scope="session")
def shop(running: RunningShop) -> str:
    """Its public address."""
    return running.url
