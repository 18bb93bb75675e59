"""The true replies that `storeclerk evaluate verifier` measures on: the model's, the templates',
and those that people wrote. Owns their gathering."""

from __future__ import annotations

import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from actions.cli.output import progress

if TYPE_CHECKING:
    from actions.config import Config
    from actions.wording.requested import Requested
    from actions.wording.rows import RequestRow
    from llm.grounding.templates import Templates
    from llm.model.bundle import Generator
    from llm.plan import Plan
    from llm.tampering import Sample
    from llm.writer import Writer

# One request in so many is for sizes to choose from, besides those that are drawn.
SIZES_SHARE = 25
WRITTEN = Path("tests") / "llm" / "grounding" / "true_replies.toml"


def true_replies(
    config: Config,
    source: Path | None,
    count: int,
    index_dir: Path | None,
    written: Path | None,
    model: Generator,
    seed: int,
) -> dict[str, list[Sample]]:
    """By where they come from. The model's are checked by its clauses alone, as the verifier that
    is measured would let no other pass."""
    from llm.grounding.templates import Templates
    from llm.writer import Writer

    templates = Templates(config.languages_dir)
    writer = Writer(templates, model)
    requests = _requests(config, source, count, index_dir, writer, seed)
    plans = [request.plan for request in requests]
    with progress("Writing", always=True) as advance:
        replies = writer.write_all(plans, [seed] * len(plans), advance)
    told = [(one.row, one.plan, reply) for one, reply in zip(requests, replies, strict=True)]
    by_hand = _written(written or config.root / WRITTEN, templates)
    return {
        "model": [
            _sample(row, templates.speak(plan), reply.text)
            for row, plan, reply in told
            if reply.source == "model"
        ],
        "template": [
            _sample(row, templates.speak(plan), templates.reply(plan).text) for row, plan, _ in told
        ],
        "written": [sample for sample, held_out in by_hand if not held_out],
        "held out": [sample for sample, held_out in by_hand if held_out],
    }


def _requests(
    config: Config,
    source: Path | None,
    count: int,
    index_dir: Path | None,
    writer: Writer,
    seed: int,
) -> list[Requested]:
    from actions.wording.requested import plan_requests

    if source is not None:
        return plan_requests(source, writer.asks, config.shop)
    with TemporaryDirectory() as folder:
        drawn = Path(folder) / "requests.jsonl"
        _draw(drawn, config, count, index_dir, seed)
        return plan_requests(drawn, writer.asks, config.shop)


def _draw(target: Path, config: Config, count: int, index_dir: Path | None, seed: int) -> None:
    from actions.cli.opening import open_index
    from actions.wording.draw import draw_requests
    from actions.wording.draw_sizes import draw_sizes
    from actions.wording.shelf import Shelf

    index = open_index(index_dir, config)
    try:
        orders = config.root / "data" / "catalog" / "orders.jsonl"
        shelf = Shelf.open(index, orders, config.path("knowledge") / config.shop.language)
        rows = [*draw_requests(shelf, count, seed, set())]
        sizes = draw_sizes(shelf.products, count // SIZES_SHARE, random.Random(seed))
        rows += [{"id": f"sizes {number}"} | row for number, row in enumerate(sizes)]
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    finally:
        index.close()


def _written(path: Path, templates: Templates) -> list[tuple[Sample, bool]]:
    from datetime import date

    from actions.wording.plans import Planner
    from actions.wording.written import read_written

    planner = Planner(
        lambda code: templates.language(code).asks, "EUR", "en_IE", date(2026, 11, 26)
    )
    found = []
    for one in read_written(path, planner.currency):
        plan = templates.speak(planner.plan(one.row))
        found.append((_sample(one.row, plan, one.reply), one.held_out))
    return found


def _sample(row: RequestRow, plan: Plan, text: str) -> Sample:
    from llm.tampering import Sample

    record = row.model_dump_json() + json.dumps([fact.text for fact in plan.facts])
    return Sample(plan, text, record.lower())
