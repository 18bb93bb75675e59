"""Counts what answers show. Owns which are counted; the buffer is `counting`'s."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from actions.counting import CountLog
from actions.exposure.shown import Shown, Surface
from actions.exposure.table import ExposureTable


class ExposureLog(CountLog[Shown]):
    """As `CountLog`."""

    def __init__(self, table: ExposureTable | None = None, days: int = 0) -> None:
        super().__init__(table, days)
        self._exposures = table

    def shown(self, surface: Surface, product_ids: Iterable[str]) -> None:
        """One answer's products."""
        today = datetime.now(UTC).date()
        for product_id in product_ids:
            self._add(Shown(product_id, surface, today))

    def since(self, first: date) -> dict[str, dict[str, int]]:
        """As `ExposureTable.since`, with what waits written down first. Blocks."""
        self.write()
        return {} if self._exposures is None else self._exposures.since(first)
