"""`storeclerk explain-reply`: what the model looked at when it worded one reply."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import print_json
from actions.errors import BadInput

if TYPE_CHECKING:
    from actions.config import Config
    from llm.plan import Plan
    from llm.writer import Writer

FILE = click.Path(path_type=Path, dir_okay=False)
BELONGS = {"--product": "QUERY", "--id": "--in FILE", "--all": "--in FILE",
           "--reply": "--server URL"}  # fmt: skip
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("query", required=False)
@click.option("--product", help="The product that QUERY asks about; without: QUERY is a search.")
@click.option("--index", "index_dir", type=FOLDER, help="Default: var/index.")
@click.option("--in", "source", type=FILE, help="Requests, as `storeclerk generate` takes them.")
@click.option("--id", "row_id", help="Which of them; without: the first.")
@click.option("--all", "every", is_flag=True, help="Sum up all of them instead.")
@click.option("--server", help="A running server's address, for a reply that it gave.")
@click.option("--reply", "reply_id", help="Which of its last replies; without: the latest.")
@click.option("--token", envvar="STORECLERK_ADMIN_TOKEN", help="Its admin token "
              "(better: the variable STORECLERK_ADMIN_TOKEN).")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Of the wording.")
@click.option("--model", "model_dir", type=FOLDER, help="Default: data/models/generator.")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as one JSON object.")
def command(
    query: str | None,
    product: str | None,
    index_dir: Path | None,
    source: Path | None,
    row_id: str | None,
    every: bool,
    server: str | None,
    reply_id: str | None,
    token: str | None,
    seed: int,
    model_dir: Path | None,
    as_json: bool,
) -> None:
    """Show which fact fed which slot of a reply, by the attention of the served model's heads.

    The reply is the one to QUERY over an index, the one that `storeclerk generate` writes for a
    row of a file (--in), or one that a running server gave (--server).

    \b
    storeclerk explain-reply "a rain jacket under 120"
    storeclerk explain-reply "is it waterproof?" --product FL-100
    storeclerk explain-reply --in requests.jsonl --id 7 --json
    storeclerk explain-reply --server http://127.0.0.1:8080
    """
    if sum(given is not None for given in (query, source, server)) != 1:
        raise BadInput("give one of QUERY, --in FILE and --server URL")
    _fits(("--product", product, query), ("--id", row_id, source), ("--all", every or None, source),
          ("--reply", reply_id, server))  # fmt: skip
    if source is not None and every:
        from actions.cli.explain_all import explain_all

        explain_all(source, seed, model_dir, as_json)
        return
    if server is not None:
        from actions.cli.served_reply import served_reply

        told = served_reply(server, reply_id, token)
    else:
        told = _worded(query, product, index_dir, source, row_id, seed, model_dir)
    if as_json:
        print_json(told)
    else:
        from actions.cli.reply_view import show

        show(told)


def _fits(*options: tuple[str, object, object]) -> None:
    for name, given, needed in options:
        if given is not None and needed is None:
            raise BadInput(f"{name} goes with {BELONGS[name]}")


def _worded(
    query: str | None,
    product: str | None,
    index_dir: Path | None,
    source: Path | None,
    row_id: str | None,
    seed: int,
    model_dir: Path | None,
) -> dict[str, Any]:
    """Worded here and now: the same plan, seed and weights give the same reply anywhere."""
    from actions.config import load_config
    from llm.engine import NumberFormat
    from llm.writer import Writer

    config = load_config()
    number_format = NumberFormat(config.server.number_format)
    writer = Writer.open(model_dir or config.path("generator"), config.languages_dir, number_format)
    if source is not None:
        plan = _of_row(source, row_id, writer, config)
    else:
        plan = _of_query(query or "", product, index_dir, writer, config)
    return writer.look_into(plan, writer.write(plan, seed)).as_json()


def _of_row(source: Path, row_id: str | None, writer: Writer, config: Config) -> Plan:
    from actions.wording.requested import plan_requests

    for request in plan_requests(source, writer.asks, config.shop):
        if row_id in (None, str(request.row.id)):
            return request.plan
    raise BadInput(f"{source} has no row with the id {row_id}")


def _of_query(
    query: str, product_id: str | None, index_dir: Path | None, writer: Writer, config: Config
) -> Plan:
    from actions.cli.opening import open_shop_index
    from llm.planning import plan_qa, plan_search

    shop = config.shop
    index = open_shop_index(index_dir)
    try:
        words = writer.asks(shop.language)
        if product_id is None:
            result = index.search(query, language=shop.language)
            return plan_search(result, tone=shop.tone, locale=shop.locale, words=words,
                               language=shop.language)  # fmt: skip
        product = index.product(product_id)
        if product is None:
            raise BadInput(f"the index has no product {product_id}")
        return plan_qa(product, None, query, tone=shop.tone, locale=shop.locale, words=words,
                       language=shop.language)  # fmt: skip
    finally:
        index.close()
