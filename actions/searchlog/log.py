"""The search log. Owns which searches and clicks are counted; the buffer is `counting`'s, the table
`stores`', the sums are `tally`'s."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from actions.counting import CountLog
from actions.searchlog.tally import Tally, clicked, searched
from actions.stores.searches import SearchTable
from retrieval.values import SearchResult


class SearchLog(CountLog[Tally]):
    """As `CountLog`."""

    def __init__(self, table: SearchTable | None = None, days: int = 0) -> None:
        super().__init__(table, days)
        self._searches = table

    def searched(self, result: SearchResult) -> None:
        if result.understood.query.strip():
            self._add(searched(result, datetime.now(UTC)))

    def clicked(self, query: str, language: str) -> None:
        """Somebody took one of the results for `query`."""
        if query.strip():
            self._add(clicked(query, language, datetime.now(UTC)))

    def listed(self, only: str, since: date | None, most: int) -> list[dict[str, Any]]:
        """As `SearchTable.listed`, with what waits written down first. Blocks."""
        self.write()
        if self._searches is None:
            return []
        return self._searches.listed(only=only, since=since, most=most)
