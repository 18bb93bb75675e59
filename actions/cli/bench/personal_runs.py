"""What `bench personal` times. Owns the stop-watch and the ways that events are sent."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.cli.bench.made_customers import MadeShop
from actions.cli.bench.untrained import untrained
from actions.config import load_config
from actions.experiments.experiment import Arm, Plan
from actions.experiments.levers import BLEND, EXPLORING, LEVERS, VARIETY
from actions.experiments.opening import Trying, trying
from actions.personal.advisor import Advisor, Wanted
from actions.personal.bought import every_order
from actions.personal.deeds import Deeds
from actions.personal.event import Did, Event
from actions.personal.forecast.foreteller import Foreteller
from actions.personal.intake import Intake, taking_in
from actions.personal.journal import Journal
from actions.personal.schema import EventRow
from retrieval.personal.suggest import IndexCatalogue

ASKED = 400
BATCH, SENDERS, ALONE = 50, 8, 64
CHANGES = 60


async def run_all(shop: MadeShop, seconds: float) -> dict[str, Any]:
    journal = Journal(shop.store.engine)
    deeds = Deeds(journal, shop.store)
    advisors = _advisors(shop, deeds)
    figures: dict[str, Any] = {
        "products": len(shop.ids),
        "customers": shop.customers,
        "kept": _count(shop),
        "database": shop.store.engine.dialect.name,
        "recommend": {name: _recommended(shop, advisor) for name, advisor in advisors.items()},
        "events": {"one by one": await asyncio.to_thread(_one_by_one, shop, journal, seconds)},
    }
    intake = Intake(journal)
    async with taking_in(intake):
        figures["events"]["alone, 64 at a time"] = await _sent(shop, intake, ALONE, 1, seconds)
        figures["events"]["batches"] = await _sent(shop, intake, SENDERS, BATCH, seconds)
        figures["changed"] = await _changed(shop, intake, advisors["all sources"])
    figures["predict"] = _predicted(shop, journal)
    return figures


def _predicted(shop: MadeShop, journal: Journal) -> dict[str, float] | None:
    """From what is kept of a visitor to their chance and what each thing adds; None where no model
    has been trained here. Which one it is makes no difference to the time."""
    foreteller = Foreteller(
        journal,
        shop.index.product,
        load_config().path("predictor"),
        UTC,
        allows_made_up=lambda: True,
    )
    if foreteller.forecast() is None:
        return None
    chance = random.Random(9)
    visitors = [shop.visitor(chance.randrange(shop.customers)) for _ in range(ASKED)]
    for one in visitors[:20]:
        foreteller.of(one)
    return _spread([_ms(lambda one=one: foreteller.of(one)) for one in visitors])  # type: ignore[misc]


def _advisors(shop: MadeShop, deeds: Deeds) -> Mapping[str, Advisor]:
    """The model's weights are random: it takes as long as a trained one."""
    catalogue = IndexCatalogue(shop.index)

    def advisor(model: bool, **tried: Any) -> Advisor:
        made = Advisor(
            catalogue,
            shop.index.products,
            lambda: every_order(shop.store.engine),
            deeds,
            recommender=(lambda: untrained(shop.ids)) if model else None,
            **tried,
        )
        made.refresh()
        return made

    made = trying(shop.store.engine, "EUR")
    _start_experiments(made)
    return {
        "all sources": advisor(True),
        "without the sequence model": advisor(False),
        "while three experiments run": advisor(True, trials=made.trials, triggers=made.triggers),
    }


def _start_experiments(made: Trying) -> None:
    """On every lever that suggestions read; a tenth of all pages has its order drawn."""
    for lever, value in ((BLEND, "taste_first"), (VARIETY, "more"), (EXPLORING, "fifth")):
        usual = Arm("Now", LEVERS[lever].default, 0.5)
        plan = Plan(lever, (usual, Arm("New", value, 0.5)), "purchase", 0.01, planned=20_000)
        made.experiments.table.start(made.experiments.table.draft(lever, plan, "").experiment_id)
    made.trials.refresh()


def _recommended(shop: MadeShop, advisor: Advisor) -> dict[str, float]:
    chance = random.Random(5)
    wanted = [Wanted(shop.visitor(chance.randrange(shop.customers))) for _ in range(ASKED)]
    for one in wanted[:20]:
        advisor.suggest(one)
    return _spread([_ms(lambda one=one: advisor.suggest(one)) for one in wanted])  # type: ignore[misc]


def _one_by_one(shop: MadeShop, journal: Journal, seconds: float) -> float:
    """The baseline: each in a transaction of its own, one after another."""
    chance, kept, began = random.Random(6), 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        kept += sum(journal.keep([_event(shop, chance)]))
    return kept / (time.perf_counter() - began)


async def _sent(shop: MadeShop, intake: Intake, senders: int, batch: int, seconds: float) -> float:
    """Events a second that were durable: each sender waits for its answer, then sends again."""
    ends = time.perf_counter() + seconds

    async def send(number: int) -> int:
        chance, kept = random.Random(number), 0
        while time.perf_counter() < ends:
            kept += await intake.keep([_event(shop, chance) for _ in range(batch)])
        return kept

    began = time.perf_counter()
    kept = await asyncio.gather(*(send(number) for number in range(senders)))
    return sum(kept) / (time.perf_counter() - began)


async def _changed(shop: MadeShop, intake: Intake, advisor: Advisor) -> dict[str, Any]:
    """From sending an event to the answer that goes by it."""
    chance, took, changed = random.Random(8), [], 0
    for _ in range(CHANGES):
        visitor = shop.visitor(chance.randrange(shop.customers))
        wanted = Wanted(visitor)
        before = await asyncio.to_thread(advisor.suggest, wanted)
        seen = [
            Event(uuid.uuid4().hex, Did.CART, visitor, datetime.now(UTC), chance.choice(shop.ids))
        ]
        began = time.perf_counter()
        await intake.keep(seen)
        after = await asyncio.to_thread(advisor.suggest, wanted)
        took.append((time.perf_counter() - began) * 1000)
        changed += _ids(before.suggested) != _ids(after.suggested)
    return _spread(took) | {"tried": CHANGES, "changed": changed / CHANGES}


def _ids(suggested: Any) -> list[str]:
    return [one.product.product_id for one in suggested]


def _event(shop: MadeShop, chance: random.Random) -> Event:
    visitor = shop.visitor(chance.randrange(shop.customers))
    now, product_id = datetime.now(UTC), chance.choice(shop.ids)
    return Event(f"{chance.getrandbits(64):x}", Did.VIEW, visitor, now, product_id)


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _spread(took: list[float]) -> dict[str, float]:
    return {
        "p50_ms": statistics.median(took),
        "p95_ms": statistics.quantiles(took, n=20, method="inclusive")[-1],
    }


def _count(shop: MadeShop) -> int:
    with Session(shop.store.engine) as session:
        return session.scalar(select(func.count()).select_from(EventRow)) or 0
