"""What clicks other ways of suggesting would have got, from the pages whose order was drawn. Owns
reading those pages and the clicks on them; the estimate is
`retrieval.personal.trial.otherwise`'s."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.experiments.schema import DrawnPageRow
from actions.personal.event import Did
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from actions.stores.moment import aware
from retrieval.personal.trial.otherwise import Page, clicks_a_page, otherwise

WITHIN = timedelta(minutes=30)
"""After a page was shown a click on one of its things is that page's: of several, the last's."""

MOST_PAGES = 20_000
"""The newest; more make the interval narrower than anybody decides by."""


def ranking(engine: Engine, now: datetime, days: int) -> dict[str, Any]:
    since = now - timedelta(days=days)
    with Session(engine) as session:
        asked = select(DrawnPageRow).where(DrawnPageRow.shown_at >= since)
        newest = asked.order_by(DrawnPageRow.shown_at.desc()).limit(MOST_PAGES)
        rows = session.scalars(newest).all()[::-1]
        clicked = _clicked(session, rows, since)
    names = sorted({name for row in rows for name in row.orders})
    pages = {name: _pages(rows, clicked, name) for name in names}
    shown = next(iter(pages.values()), [])
    return {
        "days": days,
        "since": since.isoformat(),
        "pages": len(rows),
        "visitors": len({row.subject for row in rows}),
        "clicks_a_page": round(clicks_a_page(shown), 6) if rows else None,
        "orders": [{"order": name} | _told(pages[name]) for name in names],
    }


def _told(pages: list[Page]) -> dict[str, Any]:
    found = otherwise(pages)
    return {
        "estimate": _rounded(found.estimate),
        "low": _rounded(found.low),
        "high": _rounded(found.high),
        "covered": round(found.covered, 4),
        "effective_pages": round(found.effective, 1),
        "why_not": found.why_not,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _pages(
    rows: Sequence[DrawnPageRow], clicked: dict[str, frozenset[int]], name: str
) -> list[Page]:
    return [
        Page(
            row.subject,
            tuple((product, chance) for product, chance in row.shown),
            tuple((product, chance) for product, chance in row.orders[name]),
            clicked.get(row.page_id, frozenset()),
        )
        for row in rows
        if name in row.orders
    ]


def _clicked(
    session: Session, rows: Sequence[DrawnPageRow], since: datetime
) -> dict[str, frozenset[int]]:
    """Page -> the places of it that were clicked."""
    shown: defaultdict[tuple[str, str], list[tuple[datetime, str, int]]] = defaultdict(list)
    for row in rows:
        for place, (product, _) in enumerate(row.shown):
            shown[row.subject, product].append((aware(row.shown_at), row.page_id, place))
    clicks = select(EventRow.subject, EventRow.product_id, EventRow.occurred).where(
        EventRow.kind == Did.CLICK.value,
        EventRow.occurred >= since,
        EventRow.subject.in_(select(DrawnPageRow.subject).where(DrawnPageRow.shown_at >= since)),
        EventRow.purposes.bitwise_and(int(Purpose.ANALYTICS)) != 0,
    )
    found: defaultdict[str, set[int]] = defaultdict(set)
    for subject, product, occurred in session.execute(clicks):
        there, at = shown.get((subject, product or ""), []), aware(occurred)
        before = bisect_right([moment for moment, _, _ in there], at)
        if before and at - there[before - 1][0] <= WITHIN:
            found[there[before - 1][1]].add(there[before - 1][2])
    return {page: frozenset(places) for page, places in found.items()}
