"""What the commands of prediction read: a file of events, or the shop's own records. Owns the
choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from actions.cli.output import err
from actions.config import Config

if TYPE_CHECKING:
    from actions.personal.forecast.acts import Lookup
    from retrieval.personal.predict.orders import Basket
    from retrieval.personal.predict.session import Act, Visit


@dataclass(frozen=True, slots=True)
class Records:
    """`until` is now, or when a file's events end; `card` says where they are from."""

    visits: Sequence[Visit]
    baskets: Sequence[Basket]
    until: datetime
    card: dict[str, Any] = field(default_factory=dict)


def records_of(config: Config, events: Path | None) -> Records:
    """Raises `BadInput` where a file is wrong."""
    if events is not None:
        return _of_file(events, ZoneInfo(config.shop.time_zone))
    return _of_shop(config)


def _of_file(events: Path, zone: ZoneInfo) -> Records:
    from actions.sample.visits import MADE_UP
    from retrieval.personal.predict.session import GAP, read_acts

    acts = read_acts(events, zone)
    latest = max(act.when for mine in acts.values() for act in mine)
    is_made_up = any(visitor.startswith(MADE_UP) for visitor in acts)
    card = {"source": events.name, "made_up": is_made_up}
    return Records(_visits(acts), (), latest + GAP, card)


def _of_shop(config: Config) -> Records:
    from actions.personal.forecast.made_up import is_made_up
    from actions.personal.forecast.past import every_basket, every_visit
    from actions.stores import SqlStore

    store, zone = SqlStore(config.database_url), ZoneInfo(config.shop.time_zone)
    product = _lookup(config)
    try:
        visits = every_visit(store.engine, product, zone)
        baskets = every_basket(store.engine, product, zone)
        invented = any(is_made_up(visit.visitor) for visit in visits)
    finally:
        store.close()
    card = {"source": "the shop's database", "made_up": invented}
    return Records(visits, baskets, datetime.now(UTC), card)


def _lookup(config: Config) -> Lookup:
    """By the shop's index; without one, products have neither prices nor categories."""
    from actions.cli.opening import open_index
    from retrieval.errors import RetrievalError

    try:
        return open_index(None, config).product
    except RetrievalError as error:
        err.print(f"Prices and categories aren't known: {error}", markup=False)
        return lambda _: None


def _visits(acts: dict[str, list[Act]]) -> list[Visit]:
    from retrieval.personal.predict.session import parted

    return [visit for visitor in sorted(acts) for visit in parted(visitor, acts[visitor])]
