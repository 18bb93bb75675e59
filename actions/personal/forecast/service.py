"""What the merchant may ask about what is to come: one visit, the visits of the day, an order, a
customer, and how far all of it has drifted. Owns the joining; each part owns its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.errors import NotFound
from actions.personal.consents import Consents
from actions.personal.event import Did
from actions.personal.forecast.acts import act_of
from actions.personal.forecast.foreteller import Chance, Foreteller
from actions.personal.forecast.made_up import is_made_up
from actions.personal.forecast.past import basket_of, every_visit
from actions.personal.forecast.telling import told_outlook, told_visit
from actions.personal.forecast.words import FeatureWords
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from actions.personal.visitor import Visitor
from actions.stores.moment import aware, now
from actions.stores.schema import OrderRow
from retrieval.personal.predict.drift import drifted
from retrieval.personal.predict.forecast import Forecast
from retrieval.personal.predict.session import Act, parted

A_DAY = timedelta(days=1)
MOST_VISITS = 100
WEEKS = 4


@dataclass(frozen=True, slots=True)
class Foresight:
    """Methods block; call them from a worker thread."""

    engine: Engine
    consents: Consents
    foreteller: Foreteller
    words: FeatureWords
    clock: Callable[[], datetime] = now

    def told(self, chance: Chance) -> dict[str, Any]:
        """Of a visit that was foreseen."""
        visit = chance.visit
        told = told_visit(chance.foreseen, self.words) if chance.foreseen else {}
        return told | {
            "source": self._source(),
            "visit": {
                "acts": len(visit.acts),
                "began": visit.acts[0].when.isoformat(),
                "last": visit.acts[-1].when.isoformat(),
                "bought": visit.bought,
                "over": chance.is_over,
            },
        }

    def of_visitor(self, visitor: Visitor) -> dict[str, Any]:
        """Raises `NotFound` where they didn't agree, or nothing is kept."""
        chance = self.foreteller.of(visitor)
        seen = chance is not None and chance.foreseen is not None
        told = self.told(chance) if seen and chance else {"source": self._source()}
        churn = self._churn(visitor) if visitor.customer_id else None
        if not seen and churn is None:
            raise NotFound("nothing is kept of them that they let be used for this")
        return told | ({"churn": churn} if churn else {})

    def of_order(self, order_id: str) -> dict[str, Any]:
        """Raises `NotFound` for an order that isn't there, and where orders said nothing."""
        forecast, foreteller = self._forecast(), self.foreteller
        with Session(self.engine) as session:
            row = session.get(OrderRow, order_id)
        baskets = list(basket_of(row, foreteller.product, foreteller.zone)) if row else []
        told = forecast.of_order(baskets[0]) if forecast and baskets else None
        if told is None:
            raise NotFound("there is no such order, or too few orders to learn from")
        return {"source": self._source(), "return": told_outlook(*told, self.words)}

    def visits(self) -> dict[str, Any]:
        """The last day's, the latest first, of who let their events be used for themselves."""
        chances = [self.foreteller.chance(one[-1]) for one in self._of_today()]
        chances = [one for one in chances if one.foreseen is not None]
        chances.sort(key=lambda one: one.visit.acts[-1].when, reverse=True)
        listed = [
            self.told(one)
            | {"visitor": _shown(one.visit.visitor), "made_up": is_made_up(one.visit.visitor),
               "acts": [self._act(act) for act in one.visit.acts[-20:]]}
            for one in chances[:MOST_VISITS]
        ]  # fmt: skip
        return {"model": self._model(), "visits": listed}

    def drift(self) -> dict[str, Any]:
        """`drift` is None where nothing was learnt, or nobody came since."""
        forecast = self._forecast()
        moment = self.clock()
        report = None
        if forecast is not None:
            foreteller = self.foreteller
            since = moment - timedelta(weeks=WEEKS)
            visits = every_visit(self.engine, foreteller.product, foreteller.zone, since)
            report = drifted(forecast, visits, since, moment)
        told = report.as_json() if report else None
        for one in told["features"] if told else ():
            one["words"] = self.words.feature(one["feature"])
        return {"model": self._model(), "drift": told}

    def _churn(self, visitor: Visitor) -> dict[str, Any] | None:
        forecast, foreteller = self._forecast(), self.foreteller
        if forecast is None or not self.consents.allow(visitor, Purpose.PERSONALISATION):
            return None
        asked = select(OrderRow).where(OrderRow.customer_id == visitor.customer_id)
        with Session(self.engine) as session:
            rows = list(session.scalars(asked))
        mine = [b for row in rows for b in basket_of(row, foreteller.product, foreteller.zone)]
        mine.sort(key=lambda one: one.placed)
        told = forecast.of_customer(mine, self.clock())
        if told is None:
            return None
        return told_outlook(*told, self.words) | {"within_days": forecast.churn_days}

    def _of_today(self) -> list[Any]:
        """Each visitor's visits."""
        personal = EventRow.purposes.bitwise_and(int(Purpose.PERSONALISATION)) != 0
        since = self.clock() - A_DAY
        today = select(EventRow.subject).where(personal, EventRow.occurred >= since).distinct()
        asked = select(EventRow).where(personal, EventRow.subject.in_(today))
        acts: dict[str, list[Act]] = {}
        foreteller = self.foreteller
        with Session(self.engine) as session:
            for row in session.scalars(asked):
                when = aware(row.occurred).astimezone(foreteller.zone)
                did, product_id = Did(row.kind), row.product_id or ""
                act = act_of(did, product_id, row.session, when, foreteller.product)
                acts.setdefault(row.subject, []).append(act)
        return [parted(subject, mine) for subject, mine in acts.items()]

    def _act(self, act: Act) -> dict[str, Any]:
        product = self.foreteller.product(act.product_id) if act.product_id else None
        return {
            "type": act.did.value,
            "product_id": act.product_id or None,
            "title": product.title if product else "",
            "occurred": act.when.isoformat(),
        }

    def _forecast(self) -> Forecast | None:
        return self.foreteller.forecast()

    def _source(self) -> str:
        """`prior`: there was too little to learn from, and the chance is a bare share."""
        forecast = self._forecast()
        return "model" if forecast and forecast.purchase.model else "prior"

    def _model(self) -> dict[str, Any] | None:
        forecast = self._forecast()
        if forecast is None:
            return None
        card = forecast.card
        figures = card["figures"]["purchase"]
        names = ("because", "share", "auc", "calibration_error", "baselines")
        return {
            "until": card["until"], "visits": card["visits"], "bought": card["bought"],
            "made_up": forecast.is_made_up, **{n: figures[n] for n in names if n in figures},
        }  # fmt: skip


def _shown(key: str) -> str:
    """A customer by their id, which the merchant knows; a session by a few signs of it."""
    kind, _, name = key.partition(":")
    return name if kind == "c" or name.startswith("made-up") else f"{name[:6]}…"
