"""Opens the service desk for a shop's settings: its rules, its records, its languages' words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from actions.config import Config
from actions.service import Clerk, Ears
from actions.service.opening import Counters, open_clerk
from actions.stores import SqlStore
from retrieval import Index


def open_ears(config: Config, languages: Iterable[str]) -> dict[str, Ears]:
    """By code. Raises `Unavailable` without the words of the shop's own language."""
    folder, shop = config.languages_dir, config.shop
    base = folder / shop.language
    return {code: Ears.load(folder / code, base, shop.order_number) for code in languages}


def open_desk(config: Config, store: SqlStore, index: Index, ears: Mapping[str, Ears]) -> Clerk:
    """Raises `RulesError`."""
    zone = ZoneInfo(config.shop.time_zone)
    on = Counters(
        engine=store.engine,
        records=store,
        rules_file=config.path("service_rules"),
        cited=config.server.service_rules,
        today=lambda: datetime.now(zone).date(),
        product=index.product,
    )
    return open_clerk(on, ears)
