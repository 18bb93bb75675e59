"""`storeclerk forget`: what is kept of a customer or a sender, exported if asked, and erased."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actions.cli.output import err, out, print_json, print_table

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from actions.erasure.conversations import Conversations
    from actions.erasure.subject import Subject

OWNER_ONLY = 0o600


@click.command()
@click.option("--customer", "customer_id", help="A customer's id, with all their conversations.")
@click.option("--sender", "sender_id", help="One conversation, by `sender_id` of the log.")
@click.option("--export", "file", type=click.Path(path_type=Path, dir_okay=False),
              help="First write all that is kept to this new file, as JSON.")  # fmt: skip
@click.option("--export-only", is_flag=True, help="Write the file and erase nothing.")
@click.option("--anyway", is_flag=True, help="Even while an order or a request is open.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    customer_id: str | None,
    sender_id: str | None,
    file: Path | None,
    export_only: bool,
    anyway: bool,
    as_json: bool,
) -> None:
    """Erase what the server and Rasa keep of a person. There is no way back.

    The shop's books stay, and say no more whose they are: what was bought and paid, which changes
    were made and by which rules. Records that lie in a shop system of your own are erased there.
    """
    from actions.config import load_config
    from actions.erasure import of_customer, of_sender
    from actions.erasure.conversations import Conversations
    from actions.erasure.erasing import refuse_if_open
    from actions.stores.engine import open_engine
    from actions.stores.migrate import migrate

    if (customer_id is None) == (sender_id is None):
        raise click.UsageError("name one of --customer and --sender")
    if export_only and file is None:
        raise click.UsageError("--export-only goes with --export")
    config = load_config()
    conversations = Conversations(config)
    engine = open_engine(config.database_url)
    try:
        migrate(engine)
        subject = of_customer(engine, customer_id) if customer_id else of_sender(str(sender_id))
        if not (export_only or anyway):
            refuse_if_open(engine, subject)
        if file is not None:
            _export(engine, conversations, subject, file)
        if not export_only:
            _erase(engine, conversations, subject, anyway=anyway, as_json=as_json)
        elif as_json:
            print_json({"exported": str(file), "senders": list(subject.senders)})
    finally:
        engine.dispose()
    if conversations.are_elsewhere:
        senders = " ".join(subject.senders)
        err.print(
            f"Rasa runs elsewhere ({config.server.rasa_url}); there: "
            f"bot/.venv/bin/python -m bot.conversations erase {senders}",
            markup=False, soft_wrap=True,
        )  # fmt: skip


def _export(engine: Engine, conversations: Conversations, subject: Subject, file: Path) -> None:
    """Into a new file that its owner alone can read."""
    from actions.erasure.everywhere import export_everywhere
    from actions.errors import BadInput

    if file.exists():
        raise BadInput(f"{file} is there already")
    kept = export_everywhere(engine, conversations, subject)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as stream:
        json.dump(kept, stream, ensure_ascii=False, indent=1)
    err.print(f"Exported to {file}.", markup=False)


def _erase(
    engine: Engine, conversations: Conversations, subject: Subject, *, anyway: bool, as_json: bool
) -> None:
    from actions.erasure.everywhere import erase_everywhere

    erased = erase_everywhere(engine, conversations, subject, anyway=anyway)
    if as_json:
        print_json({"erased": erased, "senders": list(subject.senders)})
    elif erased:
        print_table("Erased", ("where", "rows"), sorted(erased.items()))
    else:
        out.print("Nothing was kept.")
