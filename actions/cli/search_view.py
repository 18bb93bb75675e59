"""A search result for a person at a terminal: what was understood, what was found, and why.

Catalogue text is text here: nothing in it is read as markup or as an escape sequence."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from actions.cli.output import out
from retrieval.meta import IndexMeta
from retrieval.relax import stated
from retrieval.values import Hit, Reason, SearchResult


def show(result: SearchResult, meta: IndexMeta, *, explain: bool) -> None:
    """`explain` adds a line for each reason and the score."""
    for line in _understood(result):
        out.print(line)
    if not result.hits:
        out.print(Text(f"Nothing found among {meta.count:,} products.", style="bold"))
        return
    out.print(_table(result, explain))
    out.print(
        Text(
            f"{len(result.hits)} shown, {result.total:,} of {meta.count:,} products meet the "
            f"conditions; {result.took_ms:.0f} ms.",
            style="dim",
        )
    )


def _understood(result: SearchResult) -> list[Text]:
    """What the words were taken to mean, and what had to give."""
    understood = result.understood
    lines = [Text.assemble(("Searched  ", "bold"), _plain(understood.text or "everything"))]
    for constraint in understood.constraints:
        line = f"{constraint.field.removeprefix('attribute:')} {stated(constraint)}"
        lines.append(Text.assemble(("Must be   ", "bold"), _plain(line)))
    if understood.sort is not None:
        lines.append(Text.assemble(("Order     ", "bold"), understood.sort.value))
    for correction in understood.corrections:
        said = f"{correction.said} -> {correction.meant}"
        lines.append(Text.assemble(("Spelling  ", "bold"), _plain(said)))
    for relaxed in result.relaxed:
        change = f"{relaxed.loosened_from} -> {relaxed.to or 'dropped'}"
        words = _plain(f"{relaxed.constraint}: {change}")
        lines.append(Text.assemble(("Loosened  ", "bold yellow"), words))
    return lines


def _table(result: SearchResult, explain: bool) -> Table:
    table = Table(header_style="bold", show_lines=explain)
    table.add_column("#", justify="right")
    table.add_column("Product", ratio=3)
    table.add_column("Price", justify="right", no_wrap=True)
    table.add_column("Why", ratio=3)
    if explain:
        table.add_column("Score", justify="right")
    for number, hit in enumerate(result.hits, 1):
        cells = [Text(str(number)), _product(hit), _price(hit), _why(hit, explain)]
        table.add_row(*cells, *([Text(f"{hit.score:.3f}")] if explain else []))
    return table


def _product(hit: Hit) -> Text:
    text = _plain(hit.product.title)
    options = ", ".join(hit.variant.options.values())
    below = " · ".join(filter(None, (hit.product.brand, options, hit.product.product_id)))
    text.append(f"\n{_plain(below).plain}", style="dim")
    if hit.variant.in_stock is False:
        text.append("\nout of stock", style="yellow")
    return text


def _price(hit: Hit) -> Text:
    return Text(hit.variant.price.text() if hit.variant.price else "-")


def _why(hit: Hit, explain: bool) -> Text:
    told = [_reason(reason) for reason in hit.reasons]
    shown = told if explain else told[:3]
    return _plain(("\n" if explain else "; ").join(shown))


def _reason(reason: Reason) -> str:
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


def _plain(text: str) -> Text:
    """Without control characters: a catalogue can't move the terminal's cursor."""
    return Text("".join(c for c in text if c == "\n" or c.isprintable()))
