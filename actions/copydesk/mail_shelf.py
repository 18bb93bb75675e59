"""A customer's shelf as an e-mail shows it: plain, and as HTML with the styles in it. Owns this
form alone; what stands on the shelf is `shelf`'s."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from actions.copydesk.shelf import Shelved

_TITLE = "margin:24px 0 8px;font-family:Arial,sans-serif;font-size:15px;color:#1d1d1b"
_ITEM = "margin:0 0 12px;font-family:Arial,sans-serif;font-size:15px;line-height:1.4;color:#1d1d1b"
_SOFT = "font-size:13px;color:#595959"


def plain_shelf(shelf: Sequence[Shelved], heading: str) -> str:
    """Empty where nothing stands on it."""
    lines = [line for one in shelf for line in _lines(one)]
    return "\n".join(["", "", heading, *lines]) if shelf else ""


def html_shelf(shelf: Sequence[Shelved], heading: str) -> str:
    if not shelf:
        return ""
    items = "".join(_item(one) for one in shelf)
    return f'<h2 style="{_TITLE}">{html.escape(heading)}</h2>{items}'


def _lines(one: Shelved) -> Iterator[str]:
    yield f"- {one.product.title}, {one.price}"
    yield f"  {one.because}"
    if one.link:
        yield f"  {one.link}"


def _item(one: Shelved) -> str:
    title = html.escape(one.product.title)
    if one.link:
        title = f'<a href="{html.escape(one.link, quote=True)}" style="color:#1d1d1b">{title}</a>'
    because = html.escape(one.because)
    return (
        f'<p style="{_ITEM}">{title}, {html.escape(one.price)}<br>'
        f'<span style="{_SOFT}">{because}</span></p>'
    )
