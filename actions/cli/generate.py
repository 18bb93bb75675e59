"""`storeclerk generate`: a file of requests -> a file of replies, each with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from actions.cli.output import out, print_json, progress
from actions.errors import BadInput

if TYPE_CHECKING:
    from actions.config import Config
    from llm.writer import Writer

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--in", "source", type=FILE, help="Requests, a JSON object a line (.gz too).")
@click.option("--out", "target", type=FILE, help="Where the replies (or the requests) go.")
@click.option("--schema", "show_schema", is_flag=True, help="Print the JSON schema of both files.")
@click.option("--requests", "count", type=click.IntRange(min=1), help="Draw N requests instead.")
@click.option("--index", "index_dir", type=FOLDER, help="What --requests draws from.")
@click.option("--task", "tasks", multiple=True, help="Draw this task only; may be repeated.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of draws and wordings.")
@click.option("--model", "model_dir", type=FOLDER, help="Default: data/models/generator.")
@click.option("--no-model", is_flag=True, help="Templates only.")
@click.option("--candidates", type=click.IntRange(1, 8), help="Draw so many, take the best.")
@click.option("--greedy", is_flag=True, help="The likeliest wording, without chance.")
@click.option("--stream", is_flag=True, help="Print each sentence as soon as it is verified.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def command(
    source: Path | None,
    target: Path | None,
    show_schema: bool,
    count: int | None,
    index_dir: Path | None,
    tasks: tuple[str, ...],
    seed: int,
    model_dir: Path | None,
    no_model: bool,
    candidates: int | None,
    greedy: bool,
    stream: bool,
    as_json: bool,
) -> None:
    """Word the reply to each request of a file, or draw requests to try (--requests)."""
    from actions.config import load_config
    from actions.wording.rows import schema

    if show_schema:
        print_json(schema())
        return
    config = load_config()
    model = None if no_model else model_dir or config.path("generator")
    if stream:
        if source is None or target is not None or as_json:
            raise BadInput("--stream goes with --in, and prints: neither --out nor --json")
        _stream(source, model, config, seed)
        return
    if target is None or (source is None) == (count is None):
        raise BadInput("give --in and --out, or --requests, --index and --out, or --schema")
    if source is not None:
        writer = _writer(model, config, candidates, greedy)
        report = _reply(source, target, writer, config, seed)
    else:
        report = _draw(count or 0, tasks, index_dir, target, config, seed)
    if as_json:
        print_json(report)
    else:
        said = ", ".join(f"{value:,} {name}" for name, value in report.items() if name != "out")
        out.print(f"{said} -> {target}", markup=False)


def _reply(source: Path, target: Path, writer: Writer, config: Config, seed: int) -> dict[str, Any]:
    from actions.wording.requested import plan_requests

    requests = plan_requests(source, writer.asks, config.shop)
    plans = [request.plan for request in requests]
    with progress("Writing") as advance:
        replies = writer.write_all(plans, [seed + request.turn for request in requests], advance)
    rows = (
        {"id": request.row.id}
        | ({"variant": request.turn + 1} if request.row.n > 1 else {})
        | {"reply": reply.text, "evidence": reply.evidence, "source": reply.source}
        for request, reply in zip(requests, replies, strict=True)
    )
    _write(target, rows)
    return {"replies": len(replies), **Counter(reply.source for reply in replies)}


def _stream(source: Path, model: Path | None, config: Config, seed: int) -> None:
    """A reply a paragraph, its sentences a line each: they leave one by one, never to be unsaid."""
    from actions.wording.requested import plan_requests
    from llm.telling import tell

    writer = _writer(model, config)
    for request in plan_requests(source, writer.asks, config.shop):
        telling = writer.telling(request.plan, seed + request.turn)
        click.echo(f"{request.row.id}:")
        for sentence in tell(writer.engine, telling):
            click.echo(f"  {sentence}")
        click.echo()


def _writer(
    model: Path | None, config: Config, candidates: int | None = None, greedy: bool = False
) -> Writer:
    from llm.decoding import TEMPERATURE, Decoding
    from llm.engine import NumberFormat
    from llm.writer import Writer

    decoding = Decoding(
        candidates=candidates or config.server.candidates,
        temperature=0.0 if greedy else TEMPERATURE,
    )
    number_format = NumberFormat(config.server.number_format)
    return Writer.open(
        model, config.languages_dir, number_format, decoding, config.server.generator_device
    )


def _draw(
    count: int,
    tasks: tuple[str, ...],
    index_dir: Path | None,
    target: Path,
    config: Config,
    seed: int,
) -> dict[str, Any]:
    from actions.cli.opening import open_index
    from actions.wording.draw import SHARES, draw_requests
    from actions.wording.shelf import Shelf
    from llm.plan import Task

    if unknown := sorted(set(tasks) - set(SHARES)):
        raise BadInput(f"--task {unknown[0]} can't be drawn: {', '.join(SHARES)}")
    wanted = {Task(task) for task in tasks}
    orders = config.root / "data" / "catalog" / "orders.jsonl"
    knowledge = config.path("knowledge") / config.shop.language
    index = open_index(index_dir, config)
    try:
        shelf = Shelf.open(index, orders, knowledge)
        with progress("Drawing") as advance:
            rows = draw_requests(shelf, count, seed, wanted)
            _write(target, _counted(rows, count, advance))
    finally:
        index.close()
    return {"requests": count}


def _counted(rows: Iterable[dict[str, Any]], count: int, advance: Any) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows, start=1):
        advance(number, count)
        yield row


def _write(target: Path, rows: Iterable[dict[str, Any]]) -> None:
    """All of it or nothing: written aside, then renamed."""
    import json

    with _aside(target) as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


@contextmanager
def _aside(target: Path) -> Iterator[TextIO]:
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            yield file
        part.replace(target)
    except OSError as error:
        raise BadInput(f"{target} can't be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)
