"""What every page must hold, measured in the browser: names, contrast, width. Owns no page."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

# Every element, those inside open shadow roots too.
EVERYTHING = """
const everything = (root) => [...root.querySelectorAll('*')].flatMap(
  (one) => [one, ...(one.shadowRoot ? everything(one.shadowRoot) : [])]);
const shown = (one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true});
"""

UNNAMED = f"""() => {{ {EVERYTHING}
  const named = (one) => [one.getAttribute('aria-label'), one.textContent, one.alt,
    ...(one.labels ? [...one.labels].map((label) => label.textContent) : [])]
    .some((text) => text && text.trim());
  return everything(document)
    .filter((one) => one.matches(
      'button, a[href], input, textarea, select, [role=dialog], [role=log], [role=group]'))
    .filter((one) => shown(one) && !named(one)).map((one) => one.outerHTML.slice(0, 120));
}}"""

# WCAG 2.1: contrast of each run of text with the colour that is painted behind it.
CONTRAST = f"""() => {{ {EVERYTHING}
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {{willReadFrequently: true}});
  const rgba = (colour) => {{
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  }};
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (one) => {{
    for (let at = one; at; at = at.parentElement ?? at.getRootNode().host) {{
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }}
    return [255, 255, 255, 255];
  }};
  const speaks = (one) => [...one.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  return everything(document.body).filter((one) => speaks(one) && shown(one)).map((one) => {{
    const style = getComputedStyle(one);
    const [text, ground] = [light(rgba(style.color)), light(behind(one))];
    const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return {{text: one.textContent.trim().slice(0, 40), ratio, needed: isLarge ? 3 : 4.5}};
  }}).filter(({{ratio, needed}}) => ratio < needed);
}}"""

DUPLICATE_IDS = """() => {
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""

# The head of a column stands over its cells: both begin, or both end, at the same side.
ASKEW = """() => [...document.querySelectorAll('.admin-table')].flatMap((table) => {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const side = (cell) => getComputedStyle(cell).textAlign;
  return [...(table.tBodies[0]?.rows ?? [])].flatMap((row) => [...row.cells]
    .filter((cell, at) => heads[at]?.textContent && side(cell) !== side(heads[at]))
    .map((cell) => `${heads[cell.cellIndex].textContent}: ${cell.textContent}`));
})"""
# A table is drawn as one: as a block, its columns no longer share its width.
UNTABLED = """() => [...document.querySelectorAll('table')]
  .filter((one) => getComputedStyle(one).display !== 'table').map((one) => one.className)"""


async def unnamed_controls(page: Page) -> list[str]:
    """Buttons, links, fields and regions that a screen reader could not name."""
    return list(await page.evaluate(UNNAMED))


async def faint_texts(page: Page) -> list[dict[str, Any]]:
    """Text below WCAG AA: 4.5 to 1, or 3 to 1 when large."""
    return list(await page.evaluate(CONTRAST))


async def duplicate_ids(page: Page) -> list[str]:
    return list(await page.evaluate(DUPLICATE_IDS))


async def overflow_px(page: Page) -> int:
    """How far the page can be scrolled sideways."""
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(await page.evaluate(wide))


async def askew_tables(page: Page) -> list[str]:
    """Cells that aren't under the head of their column, and tables that aren't laid out as one."""
    return [*await page.evaluate(ASKEW), *await page.evaluate(UNTABLED)]
