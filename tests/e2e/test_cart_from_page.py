"""A product's page puts what is chosen into the cart that the chat shows."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_asyncio
from chat_page import Chat
from playwright.async_api import Page, Route, expect
from stand_in_server import StandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def put(page: Page) -> list[tuple[str | None, Any]]:
    """What is put into carts of the stand-in, each with the token it came with."""
    seen: list[tuple[str | None, Any]] = []

    async def keep(route: Route) -> None:
        token = route.request.headers.get("authorization")
        seen.append((token, route.request.post_data_json))
        if token == "Bearer worn-out":
            error = {"code": "token_expired", "message": "It has expired."}
            await route.fulfill(json={"error": error}, status=401)
        else:
            await route.fulfill(json={"quantity": len(seen)}, status=201)

    await page.route("**/api/cart", keep)
    fresh = {"session": "page-session"}
    await page.route("**/api/session", lambda route: route.fulfill(json=fresh, status=201))
    return seen


async def test_the_chosen_version_goes_into_the_conversations_cart(
    page: Page, stand_in: StandIn, put: list[tuple[str | None, Any]]
) -> None:
    await page.goto(f"{stand_in.url}/p/FL-100")
    await page.get_by_role("radio", name="navy").check(force=True)
    await page.get_by_role("button", name="Add to cart").click()
    said = page.locator(".in-cart")
    await expect(said).to_contain_text("In your cart: 1 × Harrow Drumlin rain jacket (navy")
    ((token, item),) = put
    assert token == "Bearer page-session"
    assert item == {"product_id": "FL-100", "variant_id": "FL-100-N-M"}
    await page.reload()
    await page.get_by_role("banner").get_by_role("button", name="View cart").click()
    await expect(Chat(page).said).to_contain_text(["What's in my cart?"])
    assert stand_in.hellos[-1]["session"] == "page-session"


async def test_a_worn_out_conversation_is_begun_anew(
    page: Page, stand_in: StandIn, put: list[tuple[str | None, Any]]
) -> None:
    await page.goto(stand_in.url)
    host = stand_in.url.removeprefix("http://")
    await page.evaluate(
        """(host) => {
          localStorage.setItem(`storeclerk:${host}:session`, 'worn-out');
          localStorage.setItem(`storeclerk:${host}:transcript`,
            JSON.stringify({at: Date.now(), entries: []}));
        }""",
        host,
    )
    await page.goto(f"{stand_in.url}/p/FL-100")
    await page.get_by_role("button", name="Add to cart").click()
    await expect(page.locator(".in-cart")).to_contain_text("In your cart")
    assert [token for token, _ in put] == ["Bearer worn-out", "Bearer page-session"]


async def test_a_failure_is_said(page: Page, stand_in: StandIn) -> None:
    await page.route("**/api/cart", lambda route: route.fulfill(json={}, status=503))
    await page.goto(f"{stand_in.url}/p/FL-100")
    await page.get_by_role("button", name="Add to cart").click()
    await expect(page.locator(".in-cart")).to_contain_text("could not be put into your cart")
    await expect(page.get_by_role("button", name="Add to cart")).to_be_enabled()


async def test_the_assistant_tells_the_cart_that_a_page_filled(page: Page, shop: str) -> None:
    await page.goto(f"{shop}/p/FL-0082")
    title = await page.get_by_role("heading", level=1).inner_text()
    await page.get_by_role("button", name="Add to cart").click()
    await expect(page.locator(".in-cart")).to_contain_text(f"1 × {title}")
    await page.locator(".in-cart").get_by_role("button", name="View cart").click()
    await expect(Chat(page).answers.last).to_contain_text(title, timeout=30_000)
