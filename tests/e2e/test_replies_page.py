"""The merchant's page of how a reply was worded, in a real browser: a reply of the shipped model,
with the figures that the server gives for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from page_checks import askew_tables, duplicate_ids, faint_texts, overflow_px, unnamed_controls
from playwright.async_api import BrowserContext, Locator, Page, expect
from stand_in_replies import explained
from stand_in_searching import ADMIN_TOKEN
from stand_in_server import StandIn

from actions.serving import ServingError

pytestmark = pytest.mark.asyncio(loop_scope="session")
ALL = "All heads, on average"


@pytest.fixture
def told() -> dict[str, Any]:
    """What the page shows."""
    worded = explained("worded")
    assert worded is not None
    return worded


async def opened(page: Page, stand_in: StandIn, query: str = "?id=worded") -> None:
    await page.goto(f"{stand_in.url}/admin/replies{query}")
    await page.get_by_label("Admin token").fill(ADMIN_TOKEN)
    await page.get_by_role("button", name="Enter").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("How replies are worded")


def percent(share: float) -> str:
    """Halves are rounded up, as a browser does."""
    return f"{int(100 * share + 0.5)}%"


def share_of_facts(told: dict[str, Any], place: int, layer: int, head: int) -> float:
    row = told["attention"][layer][head][place - 1]
    return sum(share for share, token in zip(row, told["tokens"], strict=False)
               if token["part"] == "facts")  # fmt: skip


def cell(page: Page, layer: int, head: int) -> Locator:
    return page.locator(f'.cell[data-layer="{layer}"][data-head="{head}"]')


async def test_a_reply_is_chosen_from_the_list_and_shown_with_its_slots(
    page: Page, stand_in: StandIn, told: dict[str, Any]
) -> None:
    await opened(page, stand_in, "")
    await page.get_by_role("link", name="Harrow costs €98.00.").click()
    await expect(page.locator(".reply")).to_have_text(told["reply"])
    await expect(page.locator(".sentence")).to_have_count(len(told["sentences"]))
    rows = page.locator(".admin-table tbody tr")
    for row, slot in zip(await rows.all(), told["summary"]["slots"], strict=True):
        cells = row.get_by_role("cell")
        await expect(row.get_by_role("rowheader")).to_contain_text(f"{{{slot['slot']}}}")
        await expect(cells.nth(1)).to_have_text(percent(slot["looks"][slot["slot"]]["share"]))
        notable = [
            f"{{{name}}} {percent(look['share'])}"
            for name, look in slot["looks"].items() if look["share"] >= 0.5
        ]  # fmt: skip
        await expect(cells.nth(3)).to_have_text(", ".join(notable) or "–")
    assert await page.evaluate("window.stolen") is None  # the name of the product is hostile


async def test_every_head_shows_the_share_that_the_figures_hold(
    page: Page, stand_in: StandIn, told: dict[str, Any]
) -> None:
    await opened(page, stand_in)
    slot = told["summary"]["slots"][-1]
    await page.get_by_role("radio", name=f"in stock {slot['slot']}").click()
    for layer in range(4):
        for head in range(4):
            share = share_of_facts(told, slot["token"], layer, head)
            await expect(cell(page, layer, head)).to_have_text(percent(share))


async def test_the_strongest_look_leads_to_its_head_and_word(
    page: Page, stand_in: StandIn, told: dict[str, Any]
) -> None:
    await opened(page, stand_in)
    slot = told["summary"]["slots"][1]
    look = slot["looks"][slot["slot"]]
    said = f"layer {look['layer']}, head {look['head']}"
    row = page.locator(".admin-table tbody tr").nth(1)
    await row.get_by_role("button", name=said).click()
    await expect(cell(page, look["layer"], look["head"])).to_have_attribute("aria-checked", "true")
    await expect(cell(page, look["layer"], look["head"])).to_have_text(percent(look["share"]))
    await expect(page.get_by_label("What went to")).to_have_value(f"fact:{slot['slot']}")
    status = page.get_by_role("status")
    await expect(status).to_contain_text(f"Layer {look['layer']}, head {look['head']} looked at")
    await expect(status).to_contain_text(f"{{{slot['slot']}}} {percent(look['share'])}")


async def test_it_can_be_worked_by_keyboard(
    page: Page, stand_in: StandIn, told: dict[str, Any]
) -> None:
    await opened(page, stand_in)
    words = page.get_by_role("radiogroup", name="What the model wrote").get_by_role("radio")
    checked = page.locator(".written [aria-checked=true]")
    await expect(checked).to_have_count(1)
    await checked.focus()
    await page.keyboard.press("Home")
    await expect(words.first).to_be_focused()
    await expect(words.first).to_have_attribute("aria-checked", "true")
    await page.keyboard.press("ArrowRight")
    await expect(words.nth(1)).to_be_focused()
    row = page.locator(".pair-map .row")
    await expect(row).to_have_attribute("y", "10")
    await page.keyboard.press("Tab")  # from the words to the choice of a part, then to the heads
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("radio", name=ALL)).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowRight")
    await expect(cell(page, 0, 1)).to_be_focused()
    await expect(page.get_by_role("status")).to_contain_text("Layer 0, head 1 looked at")
    most = max(told["attention"][0][1][told["prompt_tokens"]])
    await expect(page.get_by_role("status")).to_contain_text(percent(most))


async def test_a_click_into_the_pairs_chooses_the_row(page: Page, stand_in: StandIn) -> None:
    await opened(page, stand_in)
    await page.locator(".pair-map").click(position={"x": 40, "y": 30})
    first = page.locator(".written [role=radio]").first
    await expect(first).to_have_attribute("aria-checked", "true")


async def test_all_figures_can_be_saved(
    page: Page, stand_in: StandIn, told: dict[str, Any]
) -> None:
    await opened(page, stand_in)
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Save all figures as JSON").click()
    saved = await saving.value
    assert saved.suggested_filename == "reply-worded.json"
    assert read(await saved.path()) == told


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


async def test_a_template_and_a_reply_that_is_gone_are_said_to_be_so(
    page: Page, stand_in: StandIn
) -> None:
    await opened(page, stand_in, "?id=template")
    await expect(page.locator(".honest")).to_contain_text("no token of them was generated")
    await expect(page.get_by_role("listitem").filter(has_text="{price}")).to_contain_text("€98.00")
    await expect(page.locator(".cell")).to_have_count(0)
    await page.goto(f"{stand_in.url}/admin/replies?id=other")
    await expect(page.get_by_role("alert")).to_contain_text("no longer kept")


async def test_why_a_template_was_said_stands_there_in_plain_words(
    page: Page, stand_in: StandIn
) -> None:
    await opened(page, stand_in, "")
    rows = page.locator(".admin-table tbody tr")
    await expect(rows.nth(0).get_by_role("cell").nth(1)).to_have_text("the model")
    said = rows.nth(1).get_by_role("cell").nth(1)
    await expect(said).to_contain_text("Too many replies were being written at that moment.")
    await rows.nth(1).get_by_role("link").click()
    why = page.locator("main p").filter(has_text="Why a template?")
    await expect(why).to_contain_text("No model is installed")
    await expect(why).to_contain_text("Noted by the server: no model is at hand")


async def test_each_of_the_servers_notes_has_its_sentence(page: Page, stand_in: StandIn) -> None:
    await opened(page, stand_in, "")
    notes = [error.__name__ for error in ServingError.__subclasses__()]
    notes += [
        "there was no time left",
        "the model was never taught this kind of answer",
        "it is longer than 30 characters",
        "the hour's budget is spent",
        "the other model: no answer within 2.0 s",
        "yes, where the record says no",
        "the word 'red' is neither a fact's nor the shop's",
    ]
    script = """async (notes) => {
        const [{ fault }, { loadWords }] = await Promise.all([
            import("/widget/admin/fault.js"), import("/widget/words/index.js")]);
        const { admin } = await loadWords("en");
        return notes.map((note) => fault(note, admin.attention));
    }"""
    said = dict(zip(notes, await page.evaluate(script, notes), strict=True))
    untrue = "What the model wrote didn’t agree with the records, so it wasn’t sent."
    assert {note for note, sentence in said.items() if sentence == untrue} == set(notes[-2:])
    assert "30" not in said["it is longer than 30 characters"]
    assert len(set(said.values())) == 8


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
async def test_it_fits_and_can_be_read(
    context: BrowserContext, stand_in: StandIn, scheme: Any, width: int
) -> None:
    page = await context.new_page()
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": width, "height": 800})
    await opened(page, stand_in)
    await expect(page.locator(".cell")).to_have_count(16)
    for path in ("?id=worded", "?id=template", ""):
        await page.goto(f"{stand_in.url}/admin/replies{path}")
        await expect(page.locator("main h1")).to_be_visible()
        assert await overflow_px(page) == 0
        assert await faint_texts(page) == []
        assert await duplicate_ids(page) == []
        assert await askew_tables(page) == []
        assert await unnamed_controls(page) == []


async def test_the_other_pages_of_the_merchant_can_be_read_in_the_dark(
    page: Page, stand_in: StandIn
) -> None:
    await page.emulate_media(color_scheme="dark")
    await opened(page, stand_in, "")
    for path in ("", "/searches", "/explain?q=jacket"):
        await page.goto(f"{stand_in.url}/admin{path}")
        await expect(page.locator("main h1")).to_be_visible()
        assert await faint_texts(page) == []
