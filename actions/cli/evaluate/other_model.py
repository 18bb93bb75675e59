"""`storeclerk evaluate other-model`: what another model gains and costs, beside the shop's own.

Owns the run and its figures: both word the same requests, one by one, and the independent checker
judges what would have been sent.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import err, print_json, print_table, progress
from actions.errors import BadInput

if TYPE_CHECKING:
    from actions.config import Config
    from actions.settings import GeneratorSettings
    from llm.plan import Plan
    from llm.reply import Reply

FILE = click.Path(path_type=Path, dir_okay=False)
SHOWN = 10
PATIENCE_S = 600.0


@dataclass(frozen=True, slots=True)
class Worded:
    """Replies in the order of the requests, and how long each took."""

    replies: list[Reply]
    seconds: list[float]


@click.command()
@click.option("--in", "source", type=FILE, required=True, help="Requests, as for `generate`.")
@click.option("--requests", "count", type=click.IntRange(min=1), default=200, show_default=True,
              help="How many of them, from the first on.")  # fmt: skip
@click.option("--url", help="The server's address up to /v1. Default: [generator] in shop.toml.")
@click.option("--model", "name", help="Which of its models. Default: the same.")
@click.option("--timeout", "timeout_s", type=float, default=60.0, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--out", type=FILE, help="JSONL of the other model's replies, with their faults.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    source: Path,
    count: int,
    url: str | None,
    name: str | None,
    timeout_s: float,
    seed: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Word the same requests through another model and through ours, one by one."""
    from dataclasses import replace

    from actions.config import load_config
    from actions.wording.requested import plan_requests
    from llm.writer import Writer

    config = load_config()
    told = replace(
        config.generator,
        url=url or config.generator.url,
        model=name or config.generator.model,
        timeout_s=timeout_s,
    )
    if not told.url:
        raise BadInput("give --url, or a [generator] in shop.toml")
    writer = Writer.open(config.path("generator"), config.languages_dir)
    requests = plan_requests(source, writer.asks, config.shop)[:count]
    plans = [request.plan for request in requests]
    other = asyncio.run(_other(config, told, plans, seed))
    own = _own(writer, plans, seed)
    rows = [json.loads(request.row.model_dump_json()) for request in requests]
    figures: dict[str, Any] = {
        "requests": len(plans),
        "other": _figures(config, rows, other) | {"memory_mb": _server_memory(told.url)},
        "own": _figures(config, rows, own),
        "latency_ratio": statistics.median(other.seconds) / statistics.median(own.seconds),
        "faults": dict(Counter(_kind(r.fault) for r in other.replies if r.fault).most_common()),
    }
    if out is not None:
        _write(out, rows, other)
    if as_json:
        print_json(figures)
    else:
        _show(figures)


async def _other(config: Config, told: GeneratorSettings, plans: list[Plan], seed: int) -> Worded:
    import os

    from actions.other_model import ChatClient, OtherModel
    from actions.other_model.budget import Budget
    from llm.other_models import OtherWriter

    writer = OtherWriter(config.languages_dir, config.root / "data" / "replies")
    replies, seconds = [], []
    async with ChatClient(told, os.environ.get(told.api_key_env, "")) as client:
        model = OtherModel(writer, client, Budget(0))
        with progress("The other model", always=True) as advance:
            for number, plan in enumerate(plans, start=1):
                started = time.monotonic()
                reply = await model.reply(plan, seed=seed, deadline=started + PATIENCE_S)
                seconds.append(time.monotonic() - started)
                replies.append(reply)
                advance(number, len(plans))
    return Worded(replies, seconds)


def _own(writer: Any, plans: list[Plan], seed: int) -> Worded:
    replies, seconds = [], []
    with progress("Our own", always=True) as advance:
        for number, plan in enumerate(plans, start=1):
            started = time.monotonic()
            replies.append(writer.write(plan, seed))
            seconds.append(time.monotonic() - started)
            advance(number, len(plans))
    return Worded(replies, seconds)


def _figures(config: Config, rows: list[dict[str, Any]], worded: Worded) -> dict[str, Any]:
    from llm.evaluate import Checker, evaluate, vocabulary

    said = [
        row | {"reply": reply.text, "evidence": list(reply.evidence), "source": reply.source}
        for row, reply in zip(rows, worded.replies, strict=True)
    ]
    checker = Checker(config.languages_dir, vocabulary(said))
    metrics = evaluate(said, checker, lambda _done, _total: None).metrics
    mine = [reply for reply in worded.replies if reply.source == "model"]
    return {
        "passed": len(mine) / len(worded.replies),
        "template_share": 1 - len(mine) / len(worded.replies),
        "faithful": metrics["faithful"],
        "unfaithful": metrics["unfaithful"],
        "distinct_wordings": metrics["distinct_wordings"],
        "median_s": statistics.median(worded.seconds),
        "p95_s": sorted(worded.seconds)[int(0.95 * (len(worded.seconds) - 1))],
    }


def _kind(fault: str | None) -> str:
    """A fault without the sentence it was found in."""
    return (fault or "").rpartition("”: ")[2] or (fault or "")


def _server_memory(url: str) -> float | None:
    """Resident megabytes of the server, where it runs on this machine."""
    from urllib.parse import urlsplit

    import psutil

    address = urlsplit(url)
    if address.hostname not in ("127.0.0.1", "localhost", "::1"):
        return None
    for one in psutil.net_connections(kind="tcp"):
        if one.status == psutil.CONN_LISTEN and one.laddr.port == address.port and one.pid:
            return float(round(psutil.Process(one.pid).memory_info().rss / 2**20, 1))
    return None


def _write(out: Path, rows: list[dict[str, Any]], worded: Worded) -> None:
    with out.open("w", encoding="utf-8") as file:
        for row, reply in zip(rows, worded.replies, strict=True):
            said = {"id": row["id"], "reply": reply.text, "source": reply.source}
            line = said | {"fault": reply.fault, "evidence": list(reply.evidence)}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _show(figures: dict[str, Any]) -> None:
    names = ("passed", "template_share", "faithful", "unfaithful", "distinct_wordings",
             "median_s", "p95_s")  # fmt: skip
    rows = [(name, figures["other"][name], figures["own"][name]) for name in names]
    rows.append(("memory_mb", figures["other"]["memory_mb"] or "-", "-"))
    print_table("Another model beside our own", ("figure", "other", "own"), rows)
    err.print(f"{figures['latency_ratio']:.1f} times our own model's time", markup=False)
    told = list(figures["faults"].items())[:SHOWN]
    print_table("Why a template was used", ("fault", "replies"), told)
