"""The personal half of the server, built of its parts. Owns their order, and what runs beside."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path

from actions.audiences.service import Audiences
from actions.audiences.words import AudienceWords
from actions.experiments.opening import running, trying
from actions.experiments.service import Experiments
from actions.personal.advisor import Advisor, counting_anew, recommender_in
from actions.personal.bought import every_order
from actions.personal.consents import Consents
from actions.personal.deeds import Deeds
from actions.personal.forecast.foreteller import Foreteller
from actions.personal.forecast.helping import Helping
from actions.personal.forecast.service import Foresight
from actions.personal.forecast.words import FeatureWords
from actions.personal.intake import Intake, taking_in
from actions.personal.journal import DAYS, Journal
from actions.personal.reason_words import ReasonWords
from actions.stores import SqlStore
from retrieval import Index
from retrieval.personal.suggest import IndexCatalogue


@dataclass(frozen=True, slots=True)
class Personal:
    consents: Consents
    intake: Intake
    advisor: Advisor
    words: ReasonWords
    foresight: Foresight
    audiences: Audiences
    helping: Helping
    experiments: Experiments


@asynccontextmanager
async def open_personal(
    store: SqlStore,
    index: Index,
    *,
    events_days: int = DAYS,
    zone: tzinfo = UTC,
    words: Path,
    locale: str = "en",
    recommender: Path | None = None,
    predictor: Path | None = None,
) -> AsyncIterator[Personal]:
    """`recommender` and `predictor` are the folders of `storeclerk train`, whether there is one or
    not, `words` that of the shop's language."""
    consents = Consents(store.engine)
    journal = Journal(store.engine, events_days)
    deeds = Deeds(journal, store, zone)
    tried = trying(store.engine, index.meta.currency)
    advisor = Advisor(
        IndexCatalogue(index),
        index.products,
        lambda: every_order(store.engine),
        deeds,
        recommender_in(recommender) if recommender else None,
        trials=tried.trials,
        triggers=tried.triggers,
    )
    foreteller = Foreteller(
        journal, index.product, predictor, zone,
        allows_made_up=lambda: bool(store.origin()),
    )  # fmt: skip
    foresight = Foresight(store.engine, consents, foreteller, FeatureWords.load(words))
    lines = AudienceWords.load(words, locale, index.meta.currency, _title_in(index))
    audiences = Audiences(store.engine, index, lines, zone)
    intake = Intake(journal)
    helping = Helping(foreteller, index.product, tried.trials)
    told = ReasonWords.load(words, locale, _title_in(index))
    async with taking_in(intake), counting_anew(advisor), running(tried):
        yield Personal(
            consents, intake, advisor, told, foresight, audiences, helping, tried.experiments
        )


def _title_in(index: Index) -> Callable[[str], str]:
    def title(product_id: str) -> str:
        product = index.product(product_id)
        return product.title if product else ""

    return title
