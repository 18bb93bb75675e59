"""`storeclerk up`: the server and Rasa, one address when both are ready, Ctrl-C to end.

Owns what is told to whoever sits there; checks, processes and the index are `supervisor`'s."""

from __future__ import annotations

import signal
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from actions.config import Config
    from actions.supervisor.catalogue import Source

# Rasa's own start on a slow machine, with room.
READY_WITHIN_S = 240.0


@click.command(name="up")
@click.option(
    "--catalog",
    type=click.Path(path_type=Path),
    help="Serve this catalogue (.jsonl or .csv, also .gz) in place of the sample shop's.",
)
@click.option(
    "--mapping", type=click.Path(path_type=Path), help="How the fields of --catalog map to ours."
)
@click.option("--show-column", "shown", metavar="NAME", multiple=True,
              help="Show customers this one of --catalog although it looks internal.")  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65535), help="The public port (default 8080).")
@click.option("--host", help="The public address (default 127.0.0.1; 0.0.0.0 is every one).")
@click.option("--no-rasa", is_flag=True, help="Only the server: pages and search, no conversation.")
@click.option("--new-admin-token", is_flag=True, help="Replace a lost admin token, and print it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object when all is ready.")
def command(
    catalog: Path | None,
    mapping: Path | None,
    shown: tuple[str, ...],
    port: int | None,
    host: str | None,
    no_rasa: bool,
    new_admin_token: bool,
    as_json: bool,
) -> None:
    """Serve the assistant and the demo shop until Ctrl-C.

    A first start makes the index. Exit 2, with nothing started, when a port is in use or something
    is missing; the message says what mends it.
    """
    from actions.config import load_config

    if mapping and not catalog:
        raise click.UsageError("--mapping goes with --catalog")
    if shown and not catalog:
        raise click.UsageError("--show-column goes with --catalog")
    config = load_config()
    chosen: dict[str, Any] = {"port": port, "host": host}
    given = {name: value for name, value in chosen.items() if value is not None}
    config = replace(config, server=replace(config.server, **given))
    _check(config, with_rasa=not no_rasa)
    source = _source(config, catalog, mapping, shown)
    _index_if_stale(config, source)
    how = _How(with_rasa=not no_rasa, new_admin_token=new_admin_token, as_json=as_json)
    _serve(config, source, how)


@dataclass(frozen=True, slots=True)
class _How:
    with_rasa: bool
    new_admin_token: bool
    as_json: bool


def stop_on_signals() -> threading.Event:
    """Set by Ctrl-C, a polite end, or a terminal that goes away."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    return stopping


def _check(config: Config, *, with_rasa: bool) -> None:
    from actions.cli.output import err
    from actions.supervisor.preflight import check, has_generator, without_generator

    check(config, with_rasa=with_rasa)
    if not has_generator(config):
        err.print(without_generator(config), markup=False, soft_wrap=True)


def _source(
    config: Config, catalog: Path | None, mapping: Path | None, shown: tuple[str, ...]
) -> Source:
    from actions.supervisor.catalogue import given_source, sample_source

    given = given_source(config, catalog, mapping, shown) if catalog else None
    source = given or sample_source(config)
    for file in (source.catalogue, source.mapping):
        if file and not file.is_file():
            raise click.UsageError(f"there is no file {file}")
    return source


def _index_if_stale(config: Config, source: Source) -> None:
    from actions.supervisor.catalogue import why_stale

    reason = why_stale(source, config)
    if reason:
        _index(config, source, reason)


def _serve(config: Config, source: Source, how: _How) -> None:
    """An index of ours that turns out damaged only when the server opens it is made once more."""
    from actions.exits import INDEX_UNUSABLE
    from actions.supervisor.catalogue import is_ours, serving
    from actions.supervisor.supervise import ChildFailed

    try:
        _run(serving(config, source), how)
    except ChildFailed as failed:
        if failed.exit_code != INDEX_UNUSABLE or not is_ours(source):
            raise
        _index(config, source, "the one there can't be opened")
        _run(serving(config, source), replace(how, new_admin_token=False))


def _index(config: Config, source: Source, reason: str) -> None:
    from actions.cli.columns import tell_columns
    from actions.cli.output import err, progress
    from actions.settings import SAMPLE_INDEX
    from actions.supervisor.indexing import make_index

    err.print(f"Indexing {source.catalogue.name}: {reason}.", markup=False)
    with progress("Indexing") as advance:
        made = make_index(source, config, advance)
    err.print(f"{made.count:,} products indexed.")
    if source.name != SAMPLE_INDEX:
        tell_columns(made.shown, made.left_out)


def _run(config: Config, how: _How) -> None:
    """Prints the address once both answer; whatever happens, what was started is ended."""
    from actions.cli.output import err
    from actions.gateway.secrets import load_secrets, renew_admin_token
    from actions.supervisor.child import Child
    from actions.supervisor.commands import rasa_command, server_command
    from actions.supervisor.ready import Readiness
    from actions.supervisor.supervise import Supervisor

    secrets = config.path("secrets")
    renew = how.new_admin_token
    admin_token = renew_admin_token(secrets) if renew else load_secrets(secrets)[1]
    # Rasa takes longest and is started first; it goes last, because a turn that ends needs it.
    commands = ([rasa_command(config)] if how.with_rasa else []) + [server_command(config)]
    stopping = stop_on_signals()
    supervisor = Supervisor(
        [Child(one) for one in commands], stopping, lambda text: err.print(text, markup=False)
    )
    starting = f"Starting {'the server and Rasa' if how.with_rasa else 'the server'} ..."
    if not err.is_terminal:
        err.print(starting)
    try:
        supervisor.start()
        with err.status(starting):
            readiness = Readiness(config, with_rasa=how.with_rasa)
            ready = supervisor.wait_until_ready(readiness, READY_WITHIN_S, lambda: readiness.why)
        if ready:
            _announce(readiness.url, admin_token, as_json=how.as_json)
            admin_token = None
            supervisor.watch()
    finally:
        supervisor.stop()
        if admin_token:  # it is kept nowhere: a start that failed must not swallow it
            err.print(f"Admin token, shown this once: {admin_token}", markup=False)
    err.print("Stopped.")


def _announce(url: str, admin_token: str | None, *, as_json: bool) -> None:
    from actions.cli.output import out, print_json

    if as_json:
        print_json({"url": url} | ({"admin_token": admin_token} if admin_token else {}))
        return
    out.print(f"Open [bold]{url}[/bold]   (Ctrl-C ends it)")
    if admin_token:
        out.print(f"Admin token, shown this once: {admin_token}", markup=False, soft_wrap=True)
