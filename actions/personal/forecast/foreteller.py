"""What will come of a visitor's present visit: by what they let be used, with the model that there
is. Owns who may be asked about. Nothing of a visitor is kept here: the chance is made anew from
their events when it is asked for, so that what they do counts at once, and so does a withdrawal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from actions import log
from actions.personal.event import Event
from actions.personal.forecast.acts import Lookup, act_of
from actions.personal.journal import Journal
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from actions.stores.moment import now
from retrieval.errors import PredictorMissing, RetrievalError
from retrieval.personal.predict.forecast import CARD, Forecast, Foreseen
from retrieval.personal.predict.session import Visit, parted

MOST_EVENTS = 200

logger = log.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Chance:
    """A visit as far as it has come. `foreseen` is None where nothing has been learnt yet."""

    visit: Visit
    foreseen: Foreseen | None
    is_over: bool


class Foreteller:
    """Methods block; call them from a worker thread. `folder` is that of `storeclerk train
    predict`, whether there is one or not; what was made anew is read anew. A model of made-up
    visits is used only where `allows_made_up` says that this is the sample shop."""

    def __init__(
        self,
        journal: Journal,
        product: Lookup,
        folder: Path | None,
        zone: tzinfo,
        *,
        allows_made_up: Callable[[], bool] = lambda: False,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._journal, self.product = journal, product
        self._folder, self.zone, self._clock = folder, zone, clock
        self._allows_made_up = allows_made_up
        self._made: tuple[int, Forecast | None] = (0, None)

    def forecast(self) -> Forecast | None:
        """None where nothing was learnt, or nothing that is this shop's."""
        if self._folder is None:
            return None
        card = self._folder / CARD
        try:
            made = card.stat().st_mtime_ns
        except OSError:
            return None
        if made != self._made[0]:
            self._made = (made, self._loaded(self._folder))
        return self._made[1]

    def of(self, visitor: Visitor) -> Chance | None:
        """None for whoever didn't agree to personalisation, and for whom nothing is kept."""
        events = self._journal.of(visitor, Purpose.PERSONALISATION, MOST_EVENTS)
        return self.chance(self.visits(visitor.key, events)[-1]) if events else None

    def chance(self, visit: Visit) -> Chance:
        forecast = self.forecast()
        foreseen = forecast.of(visit) if forecast and visit.looking else None
        return Chance(visit, foreseen, visit.is_over(self._clock()))

    def visits(self, key: str, events: Sequence[Event]) -> list[Visit]:
        acts = [
            act_of(
                event.did, event.product_id or "", event.visitor.session,
                event.occurred.astimezone(self.zone), self.product,
            )
            for event in events
        ]  # fmt: skip
        return parted(key, acts)

    def _loaded(self, folder: Path) -> Forecast | None:
        try:
            forecast = Forecast.load(folder)
        except PredictorMissing:
            return None
        except RetrievalError as error:
            logger.error("forecast_not_read", error=str(error))
            return None
        if forecast.is_made_up and not self._allows_made_up():
            logger.warning("forecast_made_up", folder=str(folder))
            return None
        return forecast
