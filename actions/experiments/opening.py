"""Experiments, built of their parts. Owns their order, and what runs beside: what runs is read
anew, who saw what is written down, and guardrails are looked at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from actions import log
from actions.background import beside
from actions.experiments.service import Experiments
from actions.experiments.settings import LeverSettings
from actions.experiments.table import ExperimentTable
from actions.experiments.trials import Trials, following_trials
from actions.experiments.triggers import TriggerLog
from actions.personal.consents import granted
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from actions.stores.engine import reading

WATCHED_EVERY_S = 300.0

logger = log.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Trying:
    """`trials` decides for visitors, `triggers` notes who saw what, `experiments` is the
    merchant's."""

    trials: Trials
    triggers: TriggerLog
    experiments: Experiments


def trying(engine: Engine, currency: str) -> Trying:
    table, settings, triggers = ExperimentTable(engine), LeverSettings(engine), TriggerLog(engine)
    trials = Trials(table, settings, triggers, lambda visitor: may_be_counted(engine, visitor))
    experiments = Experiments(engine, table, settings, trials, currency)
    return Trying(trials, triggers, experiments)


def may_be_counted(engine: Engine, visitor: Visitor) -> bool:
    """As they agreed at this moment: one question. Blocks."""
    with reading(engine) as session:
        return bool(session.scalar(select(granted(visitor, Purpose.ANALYTICS))))


@asynccontextmanager
async def running(made: Trying) -> AsyncIterator[None]:
    """For as long as the context lasts."""
    async with following_trials(made.trials, made.triggers), beside(_watch(made.experiments)):
        yield


async def _watch(experiments: Experiments) -> None:
    while True:
        await asyncio.sleep(WATCHED_EVERY_S)
        try:
            await asyncio.to_thread(experiments.watch)
        except SQLAlchemyError as error:
            logger.error("guardrails_not_looked_at", error=str(error))
