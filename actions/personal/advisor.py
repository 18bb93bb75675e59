"""What to suggest to a visitor, from the catalogue and the orders as they are. Owns what is counted
beforehand, and when it is counted anew.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from actions import log
from actions.background import beside
from actions.experiments.levers import BLEND, EXPLORING, SHARES, VARIETY
from actions.experiments.trials import Trials
from actions.experiments.triggers import TriggerLog
from actions.personal.deeds import Deeds
from actions.personal.visitor import Visitor
from actions.stores.moment import now
from retrieval.errors import RetrievalError
from retrieval.personal.recommend.recommender import CARD, Recommender
from retrieval.personal.suggest import (
    BLENDS,
    VARIETIES,
    Bought,
    Catalogue,
    Demand,
    Situation,
    Suggested,
    Suggester,
    Taste,
    Tuning,
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
    """What is asked for. `about` is the product whose page is open. `counted` is False for a look
    that isn't the visitor's own: they get what they would get, and are in no experiment for it."""

    visitor: Visitor
    k: int = 8
    about: str = ""
    cart: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Advice:
    """`suggested` is best first; `personalised` says whether anything known of the visitor went
    into it."""

    suggested: Sequence[Suggested]
    personalised: bool


class Advisor:
    """Methods block; call them from a worker thread. `products` lists the catalogue, `orders` all
    orders; `recommender` gives the model of `storeclerk train recommend`, where there is one.
    Without `trials` and `triggers` nothing is tried and no order is drawn."""

    def __init__(
        self,
        catalogue: Catalogue,
        products: Callable[[], Iterable[Product]],
        orders: Callable[[], Iterable[Bought]],
        deeds: Deeds,
        recommender: Callable[[], Recommender | None] | None = None,
        clock: Callable[[], datetime] = now,
        trials: Trials | None = None,
        triggers: TriggerLog | None = None,
    ) -> None:
        self._trials, self._triggers, self._chance = trials, triggers, random.Random()
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
        shown = self._shown(suggester, situation, wanted)
        return Advice(shown, bool(situation.deeds))

    def _shown(
        self, suggester: Suggester, situation: Situation, wanted: Wanted
    ) -> Sequence[Suggested]:
        """As the levers are set for this visitor; what decided something is noted."""
        trials, visitor = self._trials, wanted.visitor
        if trials is None:
            return suggester.suggest(situation, wanted.k)
        choices = trials.choices((BLEND, VARIETY, EXPLORING), visitor)
        tuning = Tuning(BLENDS[choices[BLEND].value], VARIETIES[choices[VARIETY].value])
        if wanted.counted and self._explores(SHARES[choices[EXPLORING].value], visitor):
            shown = self._explored(suggester, situation, wanted, tuning)
        else:
            shown = suggester.suggest(situation, wanted.k, tuning)
        if shown and wanted.counted:
            for choice in choices.values():
                trials.used(choice, visitor)
        return shown

    def _explores(self, share: float, visitor: Visitor) -> bool:
        """Of pages shown to who agreed to be counted; of nobody else would anything be learned."""
        trials = self._trials
        drawn = share > 0 and self._chance.random() < share
        return drawn and trials is not None and trials.may_count(visitor)

    def _explored(
        self, suggester: Suggester, situation: Situation, wanted: Wanted, tuning: Tuning
    ) -> Sequence[Suggested]:
        others = {name: Tuning(weights, tuning.variety) for name, weights in BLENDS.items()}
        found = suggester.explore(situation, wanted.k, tuning, others, self._chance)
        if self._triggers is not None:
            self._triggers.explored(wanted.visitor, found)
        return found.shown

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
