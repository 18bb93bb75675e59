"""`storeclerk copy`: copy about many products into a file, every text checked. Owns the files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from actions.cli.output import out, print_json, progress
from actions.errors import BadInput

if TYPE_CHECKING:
    from actions.config import Config
    from actions.copydesk.piece import Piece
    from actions.copydesk.wish import Wish
    from retrieval.values import Product

REASONS = ("offer", "back_in_stock", "new", "again")
KINDS = ("description", "search_ad", "listing", "social", "email")


@click.command()
@click.option("--kind", type=click.Choice(KINDS), required=True)
@click.option(
    "--products", help="Their numbers, comma-separated, or a file of one a line; else all."
)
@click.option(
    "--n", type=click.IntRange(1, 20), default=1, show_default=True, help="Variants each."
)
@click.option("--out", "target", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help="JSONL, or CSV where its name ends in .csv.")  # fmt: skip
@click.option("--index", "index_dir", type=click.Path(path_type=Path), help="Default: var/index.")
@click.option("--audience", default="", help="Whom it is for; buyers had it before.")
@click.option("--tone", type=click.Choice(("plain", "warm", "brief")), help="Default: the shop's.")
@click.option("--language", default="", help="A folder of data/languages. Default: the shop's.")
@click.option("--reason", type=click.Choice(REASONS),
              help="Why an e-mail is written; a post may be of an offer.")  # fmt: skip
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="An offer's last day.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def command(
    kind: str, products: str | None, n: int, target: Path, index_dir: Path | None, audience: str,
    tone: str | None, language: str, reason: str | None, until: datetime | None, seed: int,
    as_json: bool,
) -> None:  # fmt: skip
    """Write copy of one kind: facts only from the records, each place's characters kept, nothing
    that data/policies/claims.toml forbids. A product the reason can't be said of is left out."""
    from actions.cli.opening import open_index
    from actions.config import load_config

    config = load_config()
    if language and not (config.languages_dir / language / "templates.toml").is_file():
        raise BadInput(f"--language: there is no folder for {language!r}")
    index = open_index(index_dir, config)
    try:
        chosen = list(_chosen(index.product, index.products, products))
    finally:
        index.close()
    told: dict[str, Any] = {"audience": audience, "tone": tone, "language": language}
    told |= {"reason": reason or "", "until": until.date() if until else None}
    today = datetime.now(ZoneInfo(config.shop.time_zone)).date()
    wishes, left_out = _wishes(config, kind, chosen, n, told, today)
    pieces = list(_written(config, wishes, today, seed))
    _save(target, [_row(config, *one) for one in enumerate(pieces, start=1)])
    report = {"products": len(wishes), "pieces": len(pieces), "left_out": left_out}
    if as_json:
        print_json(report)
    else:
        said = ", ".join(f"{value:,} {name.replace('_', ' ')}" for name, value in report.items())
        out.print(f"{said} -> {target}", markup=False)


def _chosen(find: Any, every: Any, told: str | None) -> Iterator[Product]:
    """Raises `BadInput` for a number that the index hasn't."""
    if not told:
        yield from every()
        return
    is_file = "," not in told and Path(told).is_file()
    text = Path(told).read_text(encoding="utf-8") if is_file else told.replace(",", "\n")
    for number in filter(None, map(str.strip, text.splitlines())):
        product = find(number)
        if product is None:
            raise BadInput(f"--products: there is no product {number}")
        yield product


def _wishes(
    config: Config,
    kind: str,
    products: Iterable[Product],
    n: int,
    told: dict[str, Any],
    today: date,
) -> tuple[list[Wish], int]:
    """And how many products can't be written about so."""
    from actions.copydesk.kinds import PARTS, Kind
    from actions.copydesk.wish import Wish, link_of, plan_part
    from llm.plan import Tone
    from llm.planning import AskWords

    shop, chosen = config.shop, Kind(kind)
    wishes, left_out = [], 0
    for product in products:
        wish = Wish(
            chosen,
            product,
            n,
            audience=told["audience"],
            tone=Tone(told["tone"]) if told["tone"] else shop.tone,
            length=shop.length,
            language=told["language"] or shop.language,
            locale=shop.locale,
            reason=told["reason"],
            until=told["until"],
            link=link_of(chosen, product),
        )
        try:
            for part in PARTS[chosen]:
                plan_part(wish, part, 0, AskWords(), today)
            wishes.append(wish)
        except BadInput as error:
            if error.field == "until":
                raise
            left_out += 1
    return wishes, left_out


def _written(config: Config, wishes: list[Wish], today: date, seed: int) -> Iterator[Piece]:
    from actions.copydesk.batch import write_batch
    from actions.copydesk.claims import Claims
    from actions.copydesk.smooth import Smooth
    from actions.writers import open_writer

    smooth = Smooth(config.languages_dir)
    claims, writer = Claims.load(config.path("claims")), open_writer(config)
    with progress("Writing", always=True) as advance:
        yield from write_batch(writer, claims, smooth, wishes, today, seed=seed, progress=advance)


def _save(target: Path, rows: list[dict[str, Any]]) -> None:
    from actions.copydesk.export import as_csv

    if target.suffix == ".csv":
        text = as_csv(rows)
    else:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        target.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{target} can't be written: {error}") from error


def _row(config: Config, number: int, piece: Piece) -> dict[str, Any]:
    """An e-mail goes with its plain text and HTML, whose link keeps `{customer}`: many get it."""
    from actions.copydesk.mail import Mailer

    wish, mail = piece.wish, {}
    if wish.kind == "email":
        texts = {part: reply.text for part, reply in piece.parts.items()}
        mailer = Mailer(config.shop, config.copy.unsubscribe_url, str, config.languages_dir)
        made = mailer.mail(texts, wish.product, wish.language)
        mail = {"mail": {"plain": made.plain, "html": made.html, "missing": list(made.missing)}}
    return {
        "piece_id": number,
        "kind": wish.kind.value,
        "product_id": wish.product.product_id,
        "audience": wish.audience,
        "tone": wish.tone.value,
        "language": wish.language,
        "parts": [
            {"part": part, "text": reply.text, "evidence": list(reply.evidence),
             "source": reply.source}
            for part, reply in piece.parts.items()
        ],
        "findings": [],
    } | mail  # fmt: skip
