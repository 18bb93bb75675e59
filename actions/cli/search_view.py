"""A search result for a person at a terminal: what was understood, what was found, and why.

Catalogue text is text here: nothing in it is read as markup or as an escape sequence."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from actions.cli.explain_view import explain_hit
from actions.cli.hit_text import plain, price_text, product_text, reason_text
from actions.cli.output import out
from retrieval.meta import IndexMeta
from retrieval.relax import stated
from retrieval.values import Hit, SearchResult


def show(result: SearchResult, meta: IndexMeta, *, explain: bool) -> None:
    """`explain` shows, hit by hit, every reason and what each part added to the score."""
    for line in _understood(result):
        out.print(line)
    if not result.hits:
        out.print(Text(f"Nothing found among {meta.count:,} products.", style="bold"))
        return
    if explain:
        for number, hit in enumerate(result.hits, 1):
            explain_hit(number, hit)
    else:
        out.print(_table(result))
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
    lines = [Text.assemble(("Searched  ", "bold"), plain(understood.text or "everything"))]
    for constraint in understood.constraints:
        line = f"{constraint.field.removeprefix('attribute:')} {stated(constraint)}"
        lines.append(Text.assemble(("Must be   ", "bold"), plain(line)))
    if understood.sort is not None:
        lines.append(Text.assemble(("Order     ", "bold"), understood.sort.value))
    for correction in understood.corrections:
        said = f"{correction.said} -> {correction.meant}"
        lines.append(Text.assemble(("Spelling  ", "bold"), plain(said)))
    for relaxed in result.relaxed:
        change = f"{relaxed.loosened_from} -> {relaxed.to or 'dropped'}"
        words = plain(f"{relaxed.constraint}: {change}")
        lines.append(Text.assemble(("Loosened  ", "bold yellow"), words))
    return lines


def _table(result: SearchResult) -> Table:
    table = Table(header_style="bold")
    table.add_column("#", justify="right")
    table.add_column("Product", ratio=3)
    table.add_column("Price", justify="right", no_wrap=True)
    table.add_column("Why", ratio=3)
    for number, hit in enumerate(result.hits, 1):
        table.add_row(Text(str(number)), product_text(hit), price_text(hit), _why(hit))
    return table


def _why(hit: Hit) -> Text:
    return plain("; ".join(reason_text(reason) for reason in hit.reasons[:3]))
