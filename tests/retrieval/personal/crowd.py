"""People, and a campaign for them: likeness is told, not measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np

from retrieval.personal.audience import Aim, Audience, Campaign, Chooser, Person
from retrieval.personal.audience.likeness import Cosines
from retrieval.personal.deed import Deed, Did
from retrieval.personal.suggest import Bought, Demand
from retrieval.values import Product
from tests.retrieval.personal.goods import NOON, product

TENT, MAT, SOAP, LAMP = (
    product("tent"),
    product("mat", "mat"),
    product("soap", "soap", brand="Peat"),
    product("lamp", "lamp", brand="Wick"),
)
ALL = {one.product_id: one for one in (TENT, MAT, SOAP, LAMP)}


@dataclass
class Told:
    """Implements `Likeness`."""

    near: dict[tuple[str, str], float] = field(default_factory=dict)

    def between(self, ones: Sequence[str], others: Sequence[str]) -> Cosines:
        return np.array(
            [[self.near.get((one, other), 0.0) for other in others] for one in ones], np.float32
        ).reshape(len(ones), len(others))


def person(name: str, *deeds: Deed, **told: Any) -> Person:
    agreed = told.pop("agreed", NOON - timedelta(days=100))
    return Person(name, agreed, tuple(sorted(deeds, key=lambda one: one.when)), **told)


def bought(product_id: str, days_ago: float) -> Deed:
    moment = NOON - timedelta(days=days_ago)
    return Deed(Did.PURCHASE, product_id, moment, variant_id=f"{product_id}-v")


def orders(*baskets: tuple[str, ...], days_apart: int = 0) -> Demand:
    """Each basket bought by three customers; with `days_apart` twice."""
    told = [
        Bought(f"other-{n}-{who}", (NOON - timedelta(days=100 - days_apart * again)).date(), basket)
        for n, basket in enumerate(baskets)
        for who in range(3)
        for again in range(2 if days_apart else 1)
    ]
    return Demand.of(told, NOON.date())


def choose(
    *people: Person,
    aim: tuple[Product, ...] = (TENT,),
    demand: Demand | None = None,
    near: dict[tuple[str, str], float] | None = None,
    **campaign: Any,
) -> Audience:
    chooser = Chooser(demand or Demand(), ALL.get, Told(near or {}))
    return chooser.choose(people, Campaign(**campaign), Aim.at(aim), NOON)
