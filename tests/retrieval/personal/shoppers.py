"""Visits drawn for tests: who looks at one thing again and puts it in the cart mostly buys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from retrieval.personal.deed import Did
from retrieval.personal.predict.session import Act, Visit, parted

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
UNTIL = NOON + timedelta(days=60)


def act(did: Did = Did.VIEW, product_id: str = "a", seconds: float = 0, **told: object) -> Act:
    when = NOON + timedelta(seconds=seconds)
    return Act(did, when, product_id, **{"session": "s", "price": 20.0, "kind": "tent", **told})  # type: ignore[arg-type]


def drawn_visits(visitors: int, seed: int = 0, keen: float = 0.9) -> list[Visit]:
    """`keen` is the chance of buying what was looked at twice and put in the cart."""
    found: list[Visit] = []
    for number in range(visitors):
        rng = Random(f"{seed}/{number}")
        acts, when = [], NOON + timedelta(hours=rng.random() * 700)
        wants = rng.random() < 0.4
        done = [(Did.VIEW, rng.choice("abcdef")) for _ in range(rng.randint(1, 6))]
        if wants:
            again = done[-1][1]
            done += [(Did.VIEW, again), (Did.CART, again)]
            done += [(Did.PURCHASE, again)] if rng.random() < keen else []
        for did, product_id in done:
            when += timedelta(seconds=rng.randint(5, 90))
            acts.append(Act(did, when, product_id, f"s{number}", 20.0, "tent"))
        found += parted(f"v{number}", acts)
    return found
