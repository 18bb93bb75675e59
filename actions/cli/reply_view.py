"""What the model looked at in a reply, for a terminal: the reply with its slots, which fact fed
which, the heads that find facts best. Prints what `/api/replies/{id}` gives; owns no figures."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text

from actions.cli.hit_text import plain
from actions.cli.output import out

HEADS = 5
BAR = 8
NOTABLE = 0.5
PARTS = {"plan": "the plan", "query": "the query", "facts": "the facts", "marks": "the marks",
         "reply": "its own words"}  # fmt: skip
TEMPLATE = (
    "A template's words: no token was generated, so there is no attention to show. "
    "The facts are those of the plan."
)
ANOTHER = (
    "Another model worded it, by the shop's choice ([generator] in shop.toml): what it looked at "
    "isn't known here. The facts are those of the plan."
)
LIMITS = (
    "A look is one head's, at its strongest since the slot's sentence began. Attention says where "
    "heads took values from, not why a word was chosen. The model reads the names of slots, never "
    "a fact's value."
)


def show(told: dict[str, Any]) -> None:
    out.print(plain(told["reply"]), style="bold")
    if told["summary"] is None:
        out.print(TEMPLATE if told["source"] == "template" else ANOTHER)
        if told["fault"]:
            out.print(f"Why a template: {plain(told['fault'])}.", markup=False)
        out.print(_facts(told))
        return
    model = told["model"]
    read, wrote = told["prompt_tokens"], told["completion_tokens"]
    out.print(
        f"{model['name']} {model['version']}: {model['layers']} layers of {model['heads']} heads; "
        f"read {read} tokens, wrote {wrote}", style="dim", markup=False,
    )  # fmt: skip
    out.print()
    out.print(_sentences(told))
    if told["summary"]["slots"]:
        out.print(_slots(told))
    out.print(_looked_at(told))
    out.print(_heads(told))
    out.print(LIMITS, style="dim")


def _facts(told: dict[str, Any]) -> Table:
    table = _table("slot", "fact", "record")
    for fact in told["facts"]:
        table.add_row(f"{{{fact['slot']}}}", plain(fact["text"]), plain(fact["source"]))
    return table


def _sentences(told: dict[str, Any]) -> Text:
    """As the model wrote them, with slots in the place of facts."""
    text = Text()
    for token in told["tokens"]:
        if token["part"] == "reply":
            text.append(token["text"], style="cyan" if token["slot"] else "")
    return text.append("\n")


def _slots(told: dict[str, Any]) -> Table:
    texts = {fact["slot"]: fact["text"] for fact in told["facts"]}
    table = _table("slot", "says", "look at its own fact", "facts looked at most")
    for slot in told["summary"]["slots"]:
        own = slot["looks"][slot["slot"]]
        word = told["tokens"][own["token"]]["text"].strip() or "␣"
        by = f" {own['share']:.0%} layer {own['layer']} head {own['head']}, at “{word}”"
        seen = ", ".join(f"{{{name}}} {look['share']:.0%}" for name, look in slot["looks"].items()
                         if look["share"] >= NOTABLE)  # fmt: skip
        table.add_row(
            f"{{{slot['slot']}}}", plain(texts[slot["slot"]]),
            _bar(own["share"]).append(by, style="default"), seen or "-",
        )  # fmt: skip
    return table


def _looked_at(told: dict[str, Any]) -> Text:
    parts = told["summary"]["parts"]
    said = ", ".join(f"{PARTS[part]} {share:.0%}" for part, share in parts.items())
    return Text(f"\nOver the whole reply it looked at {said}.\n")


def _heads(told: dict[str, Any]) -> Table:
    table = _table("heads that find a slot's fact best", "its fact", *PARTS)
    for head in told["summary"]["heads"][:HEADS]:
        shares = (f"{head['parts'][part]:.0%}" for part in PARTS)
        table.add_row(f"layer {head['layer']} head {head['head']}", f"{head['own']:.0%}", *shares)
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column)
    return table


def _bar(share: float) -> Text:
    return Text(("█" * round(BAR * share) or "▏").ljust(BAR), style="green")
