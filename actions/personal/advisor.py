"""What to suggest to a visitor, from the catalogue and the orders as they are. Owns what is counted
beforehand, and when it is counted anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from actions import log
from actions.background import beside
from actions.personal.deeds import Deeds
from actions.personal.visitor import Visitor
from actions.stores.moment import now
from retrieval.errors import RetrievalError
from retrieval.personal.recommend.recommender import CARD, Recommender
from retrieval.personal.suggest import (
    Bought,
    Catalogue,
    Demand,
    Situation,
    Suggested,
    Suggester,
    Taste,
)
from retrieval.personal.suggest.proposal import Source
from retrieval.personal.suggest.shelf import Shelf
from retrieval.personal.suggest.sources.again import Again
from retrieval.personal.suggest.sources.alike import Alike
from retrieval.personal.suggest.sources.leaning import Leaning, Offers
from retrieval.personal.suggest.sources.liked import Rated, Trending
from retrieval.personal.suggest.sources.sequence import Sequence as Next
from retrieval.personal.suggest.sources.together import Together
from retrieval.values import Product

EVERY_S = 600.0

logger = log.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `about` is the product whose page is open."""

    visitor: Visitor
    k: int = 8
    about: str = ""
    cart: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Advice:
    """`suggested` is best first; `personalised` says whether anything known of the visitor went
    into it."""

    suggested: Sequence[Suggested]
    personalised: bool


class Advisor:
    """Methods block; call them from a worker thread. `products` lists the catalogue, `orders` all
    orders; `recommender` gives the model of `storeclerk train recommend`, where there is one."""

    def __init__(
        self,
        catalogue: Catalogue,
        products: Callable[[], Iterable[Product]],
        orders: Callable[[], Iterable[Bought]],
        deeds: Deeds,
        recommender: Callable[[], Recommender | None] | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._catalogue, self._products, self._orders = catalogue, products, orders
        self._deeds, self._clock = deeds, clock
        self._recommender = recommender or (lambda: None)
        self._suggester: Suggester | None = None

    def refresh(self) -> Suggester:
        """Count anew; who asks meanwhile is answered by what was counted before."""
        demand = Demand.of(self._orders(), self._clock().date())
        shelf = Shelf(self._products())
        product = self._catalogue.product
        sources: dict[str, Source] = {
            "together": Together(demand),
            "alike": Alike(self._catalogue),
            "again": Again(demand),
            "leaning": Leaning(shelf, product),
            "offers": Offers(shelf),
            "trending": Trending(demand),
            "rated": Rated(shelf.favourites),
        }
        if (recommender := self._recommender()) is not None:
            sources["sequence"] = Next(recommender)
        self._suggester = suggester = Suggester(self._catalogue, sources)
        return suggester

    def suggest(self, wanted: Wanted) -> Advice:
        """The first to ask waits for the counting."""
        suggester = self._suggester or self.refresh()
        situation = self._situation(wanted)
        return Advice(suggester.suggest(situation, wanted.k), bool(situation.deeds))

    def taste(self, visitor: Visitor) -> Taste:
        return Taste.of(self._deeds.of(visitor), self._catalogue.product, self._clock())

    def _situation(self, wanted: Wanted) -> Situation:
        deeds = self._deeds.of(wanted.visitor)
        moment = self._clock()
        taste = Taste.of(deeds, self._catalogue.product, moment)
        return Situation(moment, deeds, wanted.about, wanted.cart, wanted.excluded, taste)


def recommender_in(folder: Path) -> Callable[[], Recommender | None]:
    """Read anew each time; one that is damaged is told of in the log, and does without."""

    def read() -> Recommender | None:
        if not (folder / CARD).is_file():
            return None
        try:
            return Recommender.load(folder)
        except RetrievalError as error:
            logger.error("recommender_not_read", error=str(error))
            return None

    return read


@asynccontextmanager
async def counting_anew(advisor: Advisor) -> AsyncIterator[None]:
    """At once and every ten minutes, for as long as the context lasts."""
    async with beside(_count_now_and_then(advisor)):
        yield


async def _count_now_and_then(advisor: Advisor) -> None:
    while True:
        try:
            await asyncio.to_thread(advisor.refresh)
        except (SQLAlchemyError, RetrievalError) as error:
            logger.error("demand_not_counted", error=str(error))
        await asyncio.sleep(EVERY_S)
