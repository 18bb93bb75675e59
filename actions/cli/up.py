"""`storeclerk up`: the server and Rasa, one address when both are ready, Ctrl-C to end.

Owns what is told to whoever sits there; checks, processes and the index are `supervisor`'s."""

from __future__ import annotations

import signal
import threading
from dataclasses import replace
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
@click.option("--port", type=click.IntRange(1, 65535), help="The public port (default 8080).")
@click.option("--host", help="The public address (default 127.0.0.1; 0.0.0.0 is every one).")
@click.option("--no-rasa", is_flag=True, help="Only the server: pages and search, no conversation.")
@click.option("--new-admin-token", is_flag=True, help="Replace a lost admin token, and print it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object when all is ready.")
def command(
    catalog: Path | None,
    mapping: Path | None,
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
    from actions.supervisor.preflight import check

    if mapping and not catalog:
        raise click.UsageError("--mapping goes with --catalog")
    stopping = stop_on_signals()
    config = load_config()
    chosen: dict[str, Any] = {"port": port, "host": host}
    given = {name: value for name, value in chosen.items() if value is not None}
    config = replace(config, server=replace(config.server, **given))
    check(config, with_rasa=not no_rasa)
    config = _with_index(config, catalog, mapping)
    _run(
        config,
        stopping,
        with_rasa=not no_rasa,
        new_admin_token=new_admin_token,
        as_json=as_json,
    )


def stop_on_signals() -> threading.Event:
    """Set by Ctrl-C, a polite end, or a terminal that goes away."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    return stopping


def _with_index(config: Config, catalog: Path | None, mapping: Path | None) -> Config:
    from actions.cli.output import err
    from actions.supervisor.catalogue import given_source, sample_source, serving, why_stale

    source = given_source(config, catalog, mapping) if catalog else sample_source(config)
    if not source.catalogue.is_file():
        raise click.UsageError(f"there is no catalogue at {source.catalogue}")
    reason = why_stale(source, config)
    if reason:
        err.print(f"Indexing {source.catalogue.name}: {reason}.", markup=False)
        err.print(f"{_index(config, source):,} products indexed.")
    return serving(config, source)


def _index(config: Config, source: Source) -> int:
    from actions.cli.output import progress
    from actions.supervisor.catalogue import make_index

    with progress("Indexing") as advance:
        return make_index(source, config, advance)


def _run(
    config: Config,
    stopping: threading.Event,
    *,
    with_rasa: bool,
    new_admin_token: bool,
    as_json: bool,
) -> None:
    """Prints the address once both answer; whatever happens, what was started is ended."""
    from actions.cli.output import err
    from actions.gateway.secrets import load_secrets, renew_admin_token
    from actions.supervisor.child import Child
    from actions.supervisor.commands import rasa_command, server_command
    from actions.supervisor.ready import Readiness
    from actions.supervisor.supervise import Supervisor

    secrets = config.path("secrets")
    admin_token = renew_admin_token(secrets) if new_admin_token else load_secrets(secrets)[1]
    commands = [server_command(config)] + ([rasa_command(config)] if with_rasa else [])
    supervisor = Supervisor(
        [Child(one) for one in commands], stopping, lambda text: err.print(text, markup=False)
    )
    starting = f"Starting {'the server and Rasa' if with_rasa else 'the server'} ..."
    if not err.is_terminal:
        err.print(starting)
    try:
        supervisor.start()
        with err.status(starting):
            readiness = Readiness(config, with_rasa=with_rasa)
            ready = supervisor.wait_until_ready(readiness, READY_WITHIN_S)
        if ready:
            _announce(readiness.url, admin_token, as_json=as_json)
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
