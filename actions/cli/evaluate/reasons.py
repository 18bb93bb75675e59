"""`storeclerk evaluate reasons`: is what is said of each recommendation so? Owns the command."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import out, print_json, print_table, progress

if TYPE_CHECKING:
    from actions.cli.evaluate.reason_checker import Checker
    from actions.config import Config
    from actions.personal.opening import Personal
    from actions.stores import SqlStore
    from retrieval.index import Index

PAGE = 8
SHOWN = 20


@click.command()
@click.option("-n", "--recommendations", "count", type=click.IntRange(1), default=2_000,
              show_default=True, help="How many to check.")  # fmt: skip
@click.option("--seed", type=int, default=11, show_default=True, help="Of the made customers.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(count: int, seed: int, as_json: bool) -> None:
    """Recommend to made customers of the sample shop, on the home page and on products' pages, and
    find each reason's evidence again in the records.

    The checker reads tables and catalogue by itself and shares no code with what recommends.
    """
    import asyncio

    from actions.cli.opening import open_index
    from actions.config import load_config

    config = load_config()
    index = open_index(None, config)
    try:
        report = asyncio.run(measured(index, config, count, seed))
    finally:
        index.close()
    if as_json:
        print_json(report)
    else:
        _show(report)


async def measured(index: Index, config: Config, count: int, seed: int) -> dict[str, Any]:
    """In a database of its own, over the sample shop's index."""
    from actions.personal.opening import open_personal
    from actions.stores import SqlStore

    words = config.languages_dir / config.shop.language
    with tempfile.TemporaryDirectory(prefix="storeclerk-evaluate-") as folder:
        store = SqlStore(f"sqlite:///{folder}/shop.db")
        try:
            async with open_personal(
                store, index, words=words, locale=config.shop.locale
            ) as personal:
                chance = random.Random(seed)
                customers = _settle(store, index, personal, chance)
                checker = _checker(store, config)
                return _checked(index, personal, checker, customers, chance, count)
        finally:
            store.close()


def _settle(store: SqlStore, index: Index, personal: Personal, chance: random.Random) -> list[str]:
    """The sample's own people and orders, with behaviour made for them. The customers' ids."""
    from actions.cli.evaluate.made_behaviour import made_events, made_orders
    from actions.config import PROJECT_ROOT
    from actions.personal.consents import Consents
    from actions.personal.purpose import PURPOSES
    from actions.personal.visitor import Visitor
    from actions.stores.sample import load_sample

    load_sample(store, PROJECT_ROOT / "data" / "catalog", datetime.now(UTC).date())
    products = list(index.products())
    customers = [f"C{number:04d}" for number in range(1, 201)]
    store.import_records([], made_orders(products, customers, chance))
    # Events lie in the past: they were agreed to before that.
    long_ago = Consents(store.engine, lambda: datetime(2020, 1, 1, tzinfo=UTC))
    for customer in customers:
        visitor = Visitor(customer_id=customer)
        long_ago.put(visitor, dict.fromkeys(PURPOSES, True))
        personal.intake.journal.keep(list(made_events(products, visitor, chance)))
    personal.advisor.refresh()
    return customers


def _checker(store: SqlStore, config: Config) -> Checker:
    from actions.cli.evaluate.reason_checker import Checker, Records

    catalogue = config.root / "data" / "catalog" / "products.jsonl"
    return Checker(Records.read(store.engine, catalogue), datetime.now(UTC).date())


def _checked(
    index: Index, personal: Personal, checker: Checker, customers: list[str],
    chance: random.Random, count: int,
) -> dict[str, Any]:  # fmt: skip
    from actions.personal.suggestion import told

    kinds: Counter[str] = Counter()
    faults: list[dict[str, Any]] = []
    seen = 0
    with progress("Recommendations") as advance:
        for customer, wanted in _asked(index, customers, chance):
            for suggested in personal.advisor.suggest(wanted).suggested:
                hit = told(suggested, personal.words, datetime.now(UTC).date())
                found = checker.faults(hit, customer, wanted.excluded, wanted.about)
                kinds.update(reason["kind"] for reason in hit["reasons"])
                seen += 1
                if found:
                    faults.append({"words": hit["words"], "product": hit["title"], "of": found})
            advance(min(seen, count), count)
            if seen >= count:
                break
    return {
        "recommendations": seen, "reasons": sum(kinds.values()), "by_kind": dict(kinds),
        "faulty": len(faults), "faults": faults[:SHOWN],
    }  # fmt: skip


def _asked(index: Index, customers: list[str], chance: random.Random) -> Iterator[Any]:
    """(customer, what is asked for them): home pages and products' pages by turns, endlessly."""
    from actions.personal.advisor import Wanted
    from actions.personal.visitor import Visitor

    ids = [product.product_id for product in index.products()]
    while True:
        for customer in customers:
            excluded = frozenset(chance.sample(ids, 30))
            visitor = Visitor(customer_id=customer)
            yield customer, Wanted(visitor, PAGE, excluded=excluded)
            about = chance.choice(ids)
            yield customer, Wanted(visitor, PAGE, about=about, excluded=excluded)


def _show(report: dict[str, Any]) -> None:
    rows = sorted(report["by_kind"].items(), key=lambda pair: -pair[1])
    print_table("Reasons that were given", ["kind", "times"], rows)
    out.print(
        f"{report['recommendations']:,} recommendations, {report['reasons']:,} reasons: "
        f"{report['faulty']} with evidence that wasn't found, or that mustn't be shown."
    )
    for fault in report["faults"]:
        out.print(f"  {fault['product']}: {fault['words']}: {'; '.join(fault['of'])}")
