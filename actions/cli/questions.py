"""`storeclerk questions`: what customers asked and got no answer to."""

from __future__ import annotations

from datetime import datetime

import click

from actions.cli.output import out, print_json, print_table


@click.command()
@click.option("--policy", "kind", flag_value="policy", help="What the policies don't say.")
@click.option("--unclear", "kind", flag_value="unclear", help="What wasn't understood.")
@click.option("--outside", "kind", flag_value="outside", help="What the assistant doesn't do.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="The first day that counts.")
@click.option("-k", "most", type=click.IntRange(1, 10_000), default=30, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(kind: str | None, since: datetime | None, most: int, as_json: bool) -> None:
    """List questions that got no answer, the most often asked first. Who asked is not kept.

    Near-identical wordings count as one. What a search found nothing for: `storeclerk searches
    --empty`.
    """
    from actions.config import load_config
    from actions.questions.listing import listed
    from actions.stores.engine import open_engine
    from actions.stores.migrate import migrate
    from actions.stores.questions import QuestionTable

    engine = open_engine(load_config().database_url)
    try:
        migrate(engine)
        day = since.date() if since else None
        found = listed(QuestionTable(engine), kind or "", day, most)
    finally:
        engine.dispose()
    if as_json:
        print_json({"questions": found})
        return
    if not found:
        out.print("No such questions.")
        return
    rows = [
        (one["question"], one["kind"], one["times"], len(one["days"]),
         one["last"][:16].replace("T", " "))
        for one in found
    ]  # fmt: skip
    print_table("Questions without an answer", ("question", "kind", "times", "days", "last"), rows)
