"""`shop.toml`, language, secrets, disk. Owns what can be told without opening a model."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing

from actions.config import Config
from actions.doctor.check import Check, broken, note, ok
from actions.errors import ActionsError
from actions.handoff.opening import lacks
from actions.policies import RulesError, load_rules
from actions.stores.engine import reached
from retrieval.errors import BadMerchandising, BadPolicy, RetrievalError
from retrieval.merchandise import Rules, read_rules
from retrieval.meta import load_meta
from retrieval.passages import policy_files, read_policy
from retrieval.store import ProductStore
from retrieval.store_file import STORE_FILE

LEAST_FREE_GB = 1.0


def configuration(config: Config) -> Iterator[Check]:
    shop = config.shop
    yield ok("Shop", f"{shop.name}, {shop.currency}, {shop.locale}, {shop.time_zone}")
    yield _language(config)
    yield _knowledge(config)
    yield _service_rules(config)
    yield _merchandising(config)
    yield _desk(config)
    yield _secrets(config)
    yield _database(config)
    yield _disk(config)


def _language(config: Config) -> Check:
    name, folder = "Language", config.languages_dir / config.shop.language
    needed = ("query.toml", "templates.toml", "messages.toml", "dialogue.toml")
    missing = [file for file in needed if not (folder / file).exists()]
    if missing:
        return broken(name, f"{folder} lacks {', '.join(missing)}", "add it, or change `language`")
    others = sorted(p.parent.name for p in config.languages_dir.glob("*/query.toml"))
    return ok(name, f"{config.shop.language} of {', '.join(others)}")


def _knowledge(config: Config) -> Check:
    name, folder = "Policies", config.path("knowledge") / config.shop.language
    paths = policy_files(folder)
    if not paths:
        fix = f"write the shop's policies as Markdown into {folder}"
        return note(name, "none: questions about returns get no answer", fix)
    problems = []
    for path in paths:
        try:
            read_policy(path)
        except BadPolicy as error:
            problems.append(str(error))
    if problems:
        fix = "mend it; a running server quotes its last good text until then"
        return broken(name, " ".join(problems), fix)
    return ok(name, f"{len(paths)} files in {folder}")


def _desk(config: Config) -> Check:
    name, told = "Desk", config.handoff
    if told.to == "none":
        fix = '`to = "console"` under [handoff] opens the inbox (docs/handoff.md)'
        return note(name, "none: who asks for a person is told how to reach one", fix)
    if missing := lacks(told, os.environ):
        return broken(name, "; ".join(missing), "set it where the server is started")
    return ok(name, "the page /admin/inbox" if told.to == "console" else f"{told.to}: {told.url}")


def _service_rules(config: Config) -> Check:
    name, path = "Service rules", config.path("service_rules")
    try:
        rules = load_rules(path)
    except RulesError as error:
        return broken(name, str(error), f"mend {path}")
    if rules.currency != config.shop.currency:
        told = f"{path} counts in {rules.currency}, the shop in {config.shop.currency}"
        return broken(name, told, "make `currency` and the amounts those of shop.toml")
    return ok(name, f"{path}, in {rules.currency}")


def _merchandising(config: Config) -> Check:
    """Against the catalogue's own products, where there is an index."""
    name, path = "Merchandising", config.path("merchandising")
    try:
        rules = read_rules(path)
        missing = _missing_pins(config, rules)
    except BadMerchandising as error:
        return broken(name, str(error), f"mend {path}; until then the rules before it hold")
    if missing:
        return broken(name, f"no such product: {', '.join(missing)}", f"mend the pins in {path}")
    counted = f"{len(rules.pins)} pins, {len(rules.boosts)} boosts, {len(rules.synonyms)} synonyms"
    return ok(name, counted if rules else "no rules")


def _missing_pins(config: Config, rules: Rules) -> list[str]:
    pinned = {product_id for pin in rules.pins for product_id in pin.products}
    if not pinned:
        return []
    folder = config.path("index")
    try:
        store = ProductStore(folder / load_meta(folder).generation / STORE_FILE)
    except RetrievalError:
        return []  # what is wrong with the index is said beside it
    with closing(store):
        return sorted(pinned.difference(store.ids()))


def _secrets(config: Config) -> Check:
    name, path = "Secrets", config.path("secrets")
    if not path.exists():
        return note(name, "not made yet: the first start makes them and prints the admin token")
    if path.stat().st_mode & 0o077:
        return broken(name, f"{path} can be read by others", f"chmod 600 {path}")
    return ok(name, f"{path}, for its owner only")


def _database(config: Config) -> Check:
    name, url = "Database", config.database_url
    if url.startswith("sqlite"):
        return ok(name, f"SQLite, {url.partition('///')[2]} (PostgreSQL is not needed)")
    try:
        return ok(name, reached(url))
    except ActionsError as error:
        return broken(name, str(error), "start it, or mend `database` under [server]")


def _disk(config: Config) -> Check:
    free_gb = shutil.disk_usage(config.root).free / 1e9
    if free_gb < LEAST_FREE_GB:
        return broken("Disk", f"{free_gb:.1f} GB free", "free at least 1 GB")
    return ok("Disk", f"{free_gb:.0f} GB free")
