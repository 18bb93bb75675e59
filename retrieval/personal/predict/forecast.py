"""All that a shop has learnt to foresee, in a folder that may be moved. Owns the files and the
answers; which events it may be asked about is not its business.

```
card.json      when and from what it was learnt, with figures beside their baselines
purchase.json next.json returns.json churn.json     a question each, as LightGBM writes its trees
came_back.json how often each product and category came back
spread.json    how the rows were spread, for the drift report
```
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import lightgbm

from retrieval.errors import PredictorDamaged, PredictorMissing
from retrieval.personal.predict.next_act import NextAct
from retrieval.personal.predict.orders import Basket, Returns, churn_row
from retrieval.personal.predict.outlook import Outlook, Question
from retrieval.personal.predict.session.features import Row, row_of
from retrieval.personal.predict.session.lessons import NEXT, table_of
from retrieval.personal.predict.session.visit import Visit
from retrieval.personal.predict.spread import Spread

CARD = "card.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`next_act` adds up to 1. `row` is what was known."""

    purchase: Outlook
    next_act: Mapping[str, float]
    row: Row


@dataclass(frozen=True, slots=True)
class Forecast:
    """`returns` and `churn` are None where the orders say nothing; churn is no order within
    `churn_days`."""

    purchase: Question
    next_act: NextAct
    returns: Question | None
    churn: Question | None
    churn_days: int | None
    came_back: Returns
    spread: Spread
    card: Mapping[str, Any]

    def of(self, visit: Visit) -> Foreseen:
        """Of a visit as far as it has come; what was bought in it is left out."""
        row = row_of(visit.looking, visit.before)
        table = table_of([row])
        (purchase,) = self.purchase.told(table)
        (shares,) = self.next_act.told(table).tolist()
        return Foreseen(purchase, dict(zip(NEXT, shares, strict=True)), row)

    def of_order(self, basket: Basket) -> tuple[Outlook, Row] | None:
        """How likely it comes back, and from what; None where orders said nothing."""
        if self.returns is None:
            return None
        row = self.came_back.row(basket)
        (outlook,) = self.returns.told(table_of([row], names=row))
        return outlook, row

    def of_customer(self, mine: Sequence[Basket], moment: datetime) -> tuple[Outlook, Row] | None:
        """How likely no order follows in `churn_days`; None where orders said nothing, and for who
        has been silent for longer already."""
        row = churn_row(mine, moment)
        if self.churn is None or self.churn_days is None or row is None:
            return None
        if float(row["days_since_order"]) > self.churn_days:
            return None
        (outlook,) = self.churn.told(table_of([row], names=row))
        return outlook, row

    @property
    def until(self) -> datetime:
        """The moment up to which it has learnt."""
        return datetime.fromisoformat(str(self.card["until"]))

    @property
    def is_made_up(self) -> bool:
        return bool(self.card.get("made_up"))

    def save(self, folder: Path) -> None:
        """Whole or not at all: what is in the folder is replaced once everything is written."""
        made = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        for name, told in self._files().items():
            (made / name).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)

    def _files(self) -> dict[str, Any]:
        return {
            CARD: {**self.card, "format": FORMAT, "churn_days": self.churn_days},
            "purchase.json": self.purchase.as_json(),
            "next.json": self.next_act.as_json(),
            "returns.json": self.returns.as_json() if self.returns else None,
            "churn.json": self.churn.as_json() if self.churn else None,
            "came_back.json": self.came_back.as_json(),
            "spread.json": self.spread.as_json(),
        }

    @classmethod
    def load(cls, folder: Path) -> Forecast:
        """Raises `PredictorMissing` or `PredictorDamaged`."""
        if not (folder / CARD).is_file():
            raise PredictorMissing(
                f"nothing in {folder} foresees anything; make it with `storeclerk train predict`"
            )
        try:
            told = {name: _read(folder / f"{name}.json") for name in FILES}
            card = told["card"]
            return cls(
                Question.from_json(told["purchase"]),
                NextAct.from_json(told["next"]),
                Question.from_json(told["returns"]) if told["returns"] else None,
                Question.from_json(told["churn"]) if told["churn"] else None,
                card["churn_days"],
                Returns.from_json(told["came_back"]),
                Spread.from_json(told["spread"]),
                card,
            )
        except UNREADABLE as error:
            raise PredictorDamaged(f"{folder} can't be read: {error}") from error


UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, AttributeError, lightgbm.basic.LightGBMError
)  # fmt: skip
FILES = ("card", "purchase", "next", "returns", "churn", "came_back", "spread")


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
