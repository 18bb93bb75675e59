"""The merchant's page of experiments in a real browser over a real server: drafted, started, read
after visitors came, stopped, adopted, taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from desk_server import DeskServer, desk_server
from page_checks import askew_tables, duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import Page, expect
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from actions.experiments.schema import DrawnPageRow, ExperimentRow, TrialRow
from actions.personal.schema import EventRow
from actions.stores import SqlStore
from actions.stores.engine import writing

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOSTILE = '<img src=x onerror="window.stolen = 1"> order'
ANALYTICS = 4


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncIterator[DeskServer]:
    async with desk_server(tmp_path) as made:
        yield made


async def enter(page: Page, server: DeskServer) -> None:
    await page.goto(f"{server.url}/admin/experiments")
    await page.get_by_label("Admin token").fill(server.admin_token)
    await page.get_by_role("button", name="Enter").click()


async def sound(page: Page) -> None:
    assert await page.evaluate("window.stolen") is None
    for width, scheme in ((1280, "light"), (360, "light"), (1280, "dark")):
        await page.set_viewport_size({"width": width, "height": 800})
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert await overflow_px(page) <= 0
        assert await faint_texts(page) == []
    assert await unnamed_controls(page) == []
    assert await duplicate_ids(page) == []
    assert await askew_tables(page) == []
    await page.emulate_media(color_scheme="light")


def come(folder: Path, bought: dict[str, tuple[int, int]]) -> None:
    """Visitors of the last ten days: arm -> (how many, of whom bought)."""
    store, now = SqlStore(f"sqlite:///{folder / 'shop.db'}"), datetime.now(UTC)
    trials, events = [], []
    with Session(store.engine) as session:
        experiment = session.scalars(select(ExperimentRow.experiment_id)).one()
    for arm, (visitors, buyers) in bought.items():
        for number in range(visitors):
            key, first = f"s:{arm}-{number}", now - timedelta(days=14 - number % 10)
            trials.append({"experiment_id": experiment, "subject": key, "arm": arm, "first": first,
                           "until": first + timedelta(days=3)})  # fmt: skip
            if number % 100 < buyers:
                did = {"event_id": f"{arm}{number}", "subject": key, "kind": "purchase"}
                about = {"session": key, "customer_id": None, "product_id": "mug-1"}
                told = {"occurred": first, "purposes": ANALYTICS, "detail": None}
                events.append(did | about | told)
    with writing(store.engine) as session:
        session.execute(insert(TrialRow), trials)
        session.execute(insert(EventRow), events)
        began = now - timedelta(days=14)
        session.execute(update(ExperimentRow).values(started=began))
    store.close()


async def drafted(page: Page) -> None:
    await page.get_by_label("Name").fill(HOSTILE)
    await expect(page.get_by_text("It needs about")).to_be_visible()
    await page.get_by_label("Against what is usual").select_option("orders_first")
    await page.get_by_role("button", name="Make a draft").click()
    await expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()


async def test_an_experiment_from_draft_to_adopted_and_back(
    page: Page, server: DeskServer, tmp_path: Path
) -> None:
    await enter(page, server)
    await expect(page.get_by_text("Nothing has been tried yet.")).to_be_visible()
    await sound(page)
    await drafted(page)
    verdict = page.locator(".verdict")
    await expect(verdict).to_have_text("Not started: nobody is in it.")
    await page.get_by_role("button", name="Start").click()
    await expect(verdict).to_contain_text("Too early to say")

    come(tmp_path, {"Now": (3_000, 5), "New": (3_000, 9)})
    await page.reload()
    await expect(verdict).to_contain_text("New sells more: +4 points, between +")
    await expect(verdict).to_contain_text("Safe to look at on any day")
    row = page.get_by_role("row", name="New").first
    await expect(row.get_by_role("cell").nth(4)).to_have_text("9%")
    band = page.locator("svg.band")
    assert len((await band.locator("polyline").get_attribute("points") or "").split()) == 10
    await page.get_by_text("The same in numbers").click()
    days = page.locator("figure .admin-table tbody tr")
    assert await days.count() == 10
    await expect(days.last).to_contain_text("+4 points")
    guard = page.get_by_role("row", name="Purchases")
    await expect(guard).to_contain_text("surely kept")
    await sound(page)

    await page.get_by_role("button", name="Stop").click()
    await expect(page.get_by_text("Stopped by you.")).to_be_visible()
    await page.get_by_role("button", name="Adopt New").click()
    await expect(page.get_by_text("Adopted for everybody on")).to_be_visible()
    await page.get_by_role("link", name="All experiments").click()
    await expect(page.get_by_label("What counts in suggestions")).to_have_value("orders_first")
    await page.get_by_text("Set before").click()
    await expect(page.locator("details li")).to_contain_text("What others bought first")
    await page.get_by_role("link", name=HOSTILE).click()
    await page.get_by_role("button", name="Take the adoption back").click()
    await expect(page.get_by_role("button", name="Adopt New")).to_be_visible()


async def test_a_draft_is_thrown_away(page: Page, server: DeskServer) -> None:
    await enter(page, server)
    await drafted(page)
    await page.get_by_role("button", name="Throw the draft away").click()
    await expect(page.get_by_text("Nothing has been tried yet.")).to_be_visible()


async def test_arms_that_lost_visitors_are_told_of(
    page: Page, server: DeskServer, tmp_path: Path
) -> None:
    await enter(page, server)
    await drafted(page)
    await page.get_by_role("button", name="Start").click()
    await expect(page.get_by_role("button", name="Stop")).to_be_visible()
    come(tmp_path, {"Now": (3_000, 5), "New": (2_000, 9)})
    await page.reload()
    await expect(page.locator(".verdict")).to_contain_text("Don’t trust this")
    await expect(page.get_by_role("alert").first).to_contain_text("no answer")


async def test_levers_are_set_and_other_orders_are_told(
    page: Page, server: DeskServer, tmp_path: Path
) -> None:
    await enter(page, server)
    await expect(page.get_by_text("No order was drawn in the last 30 days")).to_be_visible()
    await page.get_by_label("Drawing the order of suggestions").select_option("tenth")
    await page.get_by_role("button", name="Set: Drawing the order of suggestions").click()
    await expect(page.get_by_text("Set.", exact=True)).to_be_visible()
    store, now = SqlStore(f"sqlite:///{tmp_path / 'shop.db'}"), datetime.now(UTC)
    rows = [
        {"page_id": f"p{number}", "subject": f"s:{number}", "shown_at": now,
         "shown": [["mug-1", 0.5], ["jacket-1", 0.5]],
         "orders": {"usual": [["mug-1", 0.5], ["jacket-1", 0.5]],
                    "taste_first": [["jacket-2", 0.0], ["mug-1", 0.5]]}}
        for number in range(120)
    ]  # fmt: skip
    clicks = [
        {"event_id": f"k{number}", "subject": f"s:{number}", "kind": "click", "session": "",
         "customer_id": None, "product_id": "mug-1", "occurred": now + timedelta(seconds=5),
         "purposes": ANALYTICS, "detail": None}
        for number in range(60)
    ]  # fmt: skip
    with writing(store.engine) as session:
        session.execute(insert(DrawnPageRow), rows)
        session.execute(insert(EventRow), clicks)
    store.close()
    await page.reload()
    await expect(page.get_by_text("From 120 pages of 120 visitors")).to_be_visible()
    usual = page.get_by_role("row", name="As usual 0.500")
    await expect(usual.get_by_role("cell").nth(2)).to_have_text("120")
    taste = page.get_by_role("row", name="What they like first")
    await expect(taste).to_contain_text("too unlike what was shown")
    await sound(page)
