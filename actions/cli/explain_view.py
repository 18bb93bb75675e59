"""Why a hit stands where it stands, as a chart for a terminal: which words matched which field,
which condition is met with which value, and a bar for what each part added to its score."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from actions.cli.hit_text import plain, price_text, product_text
from actions.cli.output import out
from retrieval.values import Hit, Reason, ScorePart

BAR = 24
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def explain_hit(number: int, hit: Hit) -> None:
    title = Text(f"{number}. ", style="bold")
    title.append_text(product_text(hit))
    out.print(title)
    out.print(Text("price ", style="dim").append_text(price_text(hit)))
    out.print(_reasons(hit))
    out.print(_chart(hit))
    out.print()


def _reasons(hit: Hit) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("asked", "field", "what its record says"):
        table.add_column(column)
    for reason in hit.reasons:
        table.add_row(plain(_asked(reason)), plain(_field(reason)), plain(reason.value))
    return table


def _asked(reason: Reason) -> str:
    match reason.kind:
        case "words" | "constraint":
            return reason.words or "-"
        case "code":
            return "its number"
        case "meaning":
            return "near in meaning"
    return reason.kind


def _field(reason: Reason) -> str:
    return reason.field.removeprefix("attribute:").replace("_", " ")


def _chart(hit: Hit) -> Table:
    """The longest bar is the part that weighs most, for or against."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("part")
    table.add_column("", min_width=BAR)
    table.add_column("added", justify="right")
    table.add_column("of", justify="right")
    most = max((abs(part.added) for part in hit.parts), default=0.0)
    for part in hit.parts:
        style = "green" if part.added > 0 else "red"
        bar = Text(_bar(part, most), style=style)
        table.add_row(plain(part.part), bar, f"{part.added:+.3f}", f"{part.value:.3f}")
    table.add_row(Text("score", style="bold"), "", Text(f"{hit.score:.3f}", style="bold"), "")
    return table


def _bar(part: ScorePart, most: float) -> str:
    eighths = round(8 * BAR * abs(part.added) / most) if most else 0
    return _EIGHTHS[8] * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
