"""A hit's facts as text for a terminal. Owns no layout."""

from __future__ import annotations

from rich.text import Text

from retrieval.values import Hit, Reason


def product_text(hit: Hit) -> Text:
    text = plain(hit.product.title)
    options = ", ".join(hit.variant.options.values())
    below = " · ".join(filter(None, (hit.product.brand, options, hit.product.product_id)))
    text.append(f"\n{plain(below).plain}", style="dim")
    if hit.variant.in_stock is False:
        text.append("\nout of stock", style="yellow")
    return text


def price_text(hit: Hit) -> Text:
    return Text(hit.variant.price.text() if hit.variant.price else "-")


def reason_text(reason: Reason) -> str:
    field = reason.field.removeprefix("attribute:").replace("_", " ")
    match reason.kind:
        case "words":
            return f"“{reason.words}” in the {field}"
        case "constraint":
            return f"{field}: {reason.value}" if reason.value else f"no {reason.words or field}"
        case "code":
            return f"exact code {reason.value}"
        case "rating":
            return f"rated {reason.value}"
    return "close in meaning"


def plain(text: str) -> Text:
    """Without control characters: a catalogue can't move the terminal's cursor."""
    return Text("".join(c for c in text if c == "\n" or c.isprintable()))
