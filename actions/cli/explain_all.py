"""`storeclerk explain-reply --in FILE --all`: how often attention shows which fact a slot states.

Owns no figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from actions.cli.output import out, print_json, print_table, progress

if TYPE_CHECKING:
    from llm.explain import Explanation
    from llm.plan import Plan
    from llm.writer import Writer


def explain_all(source: Path, seed: int, model_dir: Path | None, as_json: bool) -> None:
    from actions.config import load_config
    from actions.wording.requested import plan_requests
    from llm.engine import NumberFormat
    from llm.explain import OverMany
    from llm.writer import Writer

    config = load_config()
    number_format = NumberFormat(config.server.number_format)
    writer = Writer.open(model_dir or config.path("generator"), config.languages_dir, number_format)
    plans = [request.plan for request in plan_requests(source, writer.asks, config.shop)]
    counts = OverMany.of(_explained(writer, plans, seed)).as_json()
    if as_json:
        print_json(counts)
        return
    out.print(f"{counts['replies']:,} replies, {counts['templates']:,} of them from a template; "
              f"{counts['slots']:,} slots with more than one fact to look at.")  # fmt: skip
    rows = [
        ("since its sentence began, the strongest look was at a fact of that sentence",
         counts["sentence_fact_looked_at_most"], counts["sentence_fact_guessed"]),
        ("when it was written, its own fact got most on average over all heads",
         counts["own_fact_most_on_average"], counts["own_fact_guessed"]),
    ]  # fmt: skip
    print_table("Slots", ("", "share", "a blind guess"), rows)


def _explained(writer: Writer, plans: list[Plan], seed: int) -> Iterator[Explanation]:
    with progress("Writing") as advance:
        replies = writer.write_all(plans, [seed] * len(plans), advance)
    with progress("Looking") as advance:
        for number, (plan, reply) in enumerate(zip(plans, replies, strict=True), start=1):
            yield writer.look_into(plan, reply)
            advance(number, len(plans))
