"""Encoder, Rasa's model, the index, the generator: there, current, made for each other?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from actions.config import Config
from actions.doctor.check import Check, broken, note, ok
from actions.settings import SAMPLE_INDEX
from actions.supervisor.commands import RASA_MODEL
from actions.supervisor.preflight import NotPossible, check_generator
from retrieval.encoder import EncoderInfo, EncoderMissing, encoder_info
from retrieval.errors import RetrievalError
from retrieval.inspection import Condition, inspect
from retrieval.meta import IndexMeta, built_at, check_encoder, load_meta

SETUP = "run `make setup`"
BEFORE_SERVES = " (until then the index from before it serves)"
# What Rasa's model is trained from, as `scripts/train-rasa` has it.
RASA_SOURCES = ("config.yml", "domain.yml", "data/nlu", "data/rules", "bot/nlu", "bot/uv.lock")


def models(config: Config) -> Iterator[Check]:
    try:
        encoder = encoder_info(config.path("encoder"))
        yield ok("Encoder", encoder.version)
        yield _index(config, encoder)
    except EncoderMissing as error:
        yield broken("Encoder", str(error), SETUP)
    yield _rasa(config)
    yield _generator(config)


def _index(config: Config, encoder: EncoderInfo) -> Check:
    folder = config.path("index")
    fix = "`storeclerk up` makes it, or `storeclerk index SOURCE`"
    try:
        meta = load_meta(folder)
        check_encoder(folder, meta, encoder.version, encoder.dim)
        condition = inspect(folder)
    except RetrievalError as error:
        return broken("Index", str(error), fix)
    found = _told(meta, condition)
    if condition.damage:
        kept = condition.generations > 1
        return broken("Index", condition.damage, f"{fix}{BEFORE_SERVES if kept else ''}")
    if condition.words:
        return note("Index", f"{found}; {condition.words}", "opening it makes the words again")
    catalogue = config.root / "data" / "catalog" / "products.jsonl"
    is_the_samples = meta.name == SAMPLE_INDEX
    built = built_at(folder, meta)
    if is_the_samples and catalogue.exists() and catalogue.stat().st_mtime > built:
        return note("Index", f"{found}; the catalogue has changed since", fix)
    return ok("Index", f"{found}, whole")


def _told(meta: IndexMeta, condition: Condition) -> str:
    found = f"{condition.products:,} products, {meta.currency}, built {meta.built}"
    if condition.changed:
        found += f", {condition.changed:,} changed since"
    return f"{found}, {condition.size_bytes / 1e6:.0f} MB"


def _rasa(config: Config) -> Check:
    name, model = "Rasa's model", config.path("rasa_models") / RASA_MODEL
    if not model.exists():
        return broken(name, f"{model} is missing", SETUP)
    changed = next((p for p in _rasa_sources(config) if _newer(p, model)), None)
    if changed is not None:
        return note(name, f"older than {changed.relative_to(config.root)}", "scripts/train-rasa")
    return ok(name, f"{model}, current")


def _rasa_sources(config: Config) -> Iterator[Path]:
    for source in RASA_SOURCES:
        path = config.root / source
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (f for f in files if f.is_file() and f.suffix in (".yml", ".py", ".lock"))


def _generator(config: Config) -> Check:
    name, folder = "Generator", config.path("generator")
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        found = f"no weights in {folder}: replies are worded by templates"
        return note(name, found, "`storeclerk train generator`")
    try:
        check_generator(config)
    except NotPossible as error:
        return broken(name, str(error), "`storeclerk train generator`")
    size_mb = sum(path.stat().st_size for path in weights) / 1e6
    return ok(name, f"{folder}, {size_mb:.0f} MB")


def _newer(path: Path, than: Path) -> bool:
    return path.exists() and path.stat().st_mtime > than.stat().st_mtime
