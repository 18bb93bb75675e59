"""What messages mention, from Rasa's patterns, mentions and the search's understanding together,
against messages marked by hand. Owns running them and the figures."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from actions.cli import output
from actions.cli.evaluate.entity_truth import KINDS, Marked, Same, Value, read_marked
from actions.cli.evaluate.intents import DRAWS, SEED
from actions.config import PROJECT_ROOT, Config, load_config
from actions.entities import Entity, EntityReader, Goods
from actions.errors import Unavailable
from actions.mentions import MentionReader
from retrieval.catalog import read_products
from retrieval.query import Gazetteers, Language, QueryParser

DATA = PROJECT_ROOT / "bot" / "tests" / "data"
BOT_PYTHON = PROJECT_ROOT / "bot" / ".venv" / "bin" / "python"
CATALOGUE = PROJECT_ROOT / "data" / "catalog" / "products.jsonl"
ORDER_NUMBER = r"\d{5}"
TODAY = date(2026, 11, 27)
PARTS = {"": "understood_en.txt", "held_back_": "understood_held_back_en.txt"}

Judged = tuple[Marked, frozenset[Value]]


def entity_figures(misses: Path | None = None, held_back: bool = False) -> dict[str, Any]:
    """`entity_f1` over all messages of the part that was worked on, `held_back_entity_f1` over the
    other, and `entities` by kind. `misses` gets a line for each message that isn't right; those
    held back stay unseen unless asked for. Raises `Unavailable`."""
    config = load_config()
    reader, same = _open(config)
    found: dict[str, Any] = {}
    shown: list[str] = []
    for name, file in PARTS.items():
        judged = _judge(read_marked(DATA / file, same), reader, same)
        figures = f1_figures(judged)
        found |= {f"{name}{key}": value for key, value in figures.items()}
        if not name or held_back:
            shown += [_shown(one) for one in judged if one[0].entities != one[1]]
    if misses:
        misses.write_text("".join(f"{line}\n" for line in shown), encoding="utf-8")
    return found


def f1_figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Micro F1 with a 95 % interval drawn over messages, and each kind's own."""
    counts = np.array([_counts(said, meant.entities) for meant, said in judged], dtype=float)
    draws = np.random.default_rng(SEED).integers(0, len(judged), (DRAWS, len(judged)))
    drawn = [_f1(counts[rows].sum(axis=0)) for rows in draws]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return {
        "entity_f1": round(_f1(counts.sum(axis=0)), 4),
        "entity_f1_ci95": [round(float(low), 4), round(float(high), 4)],
        "entity_messages": len(judged),
        "entities": {kind: _of_kind(judged, kind) for kind in KINDS},
    }


def show_entities(found: dict[str, Any]) -> None:
    for name in PARTS:
        title = f"{found[f'{name}entity_messages']} messages {'held back' if name else 'worked on'}"
        total = (f"all: F1 {found[f'{name}entity_f1']}", "", "", "")
        rows = [
            (kind, one["f1"], f"{one['right']} of {one['meant']}", one["wrong"])
            for kind, one in found[f"{name}entities"].items()
        ]
        output.print_table(title, ["entity", "F1", "found", "wrongly"], [*rows, total])


def _open(config: Config) -> tuple[EntityReader, Same]:
    """Over the sample shop's catalogue, which the messages speak of."""
    folder = config.languages_dir / "en"
    language = Language.load(folder)
    products = list(read_products(CATALOGUE))
    parser = QueryParser(language, Gazetteers.of(products, language), config.shop.currency)
    goods = Goods.load(products, folder, language)
    mentions = MentionReader.load(folder, ORDER_NUMBER)
    same = Same(folder, goods.called)
    return EntityReader(mentions, parser.parse, goods, language), same


def _judge(marked: list[Marked], reader: EntityReader, same: Same) -> list[Judged]:
    patterns = _patterns([one.text for one in marked])
    return [
        (one, frozenset(same.of(e) for e in _read(reader, one, found)))
        for one, found in zip(marked, patterns, strict=True)
    ]


def _read(reader: EntityReader, one: Marked, patterns: list[Entity]) -> tuple[Entity, ...]:
    return reader.read(one.text, today=TODAY, asked=one.asked, patterns=patterns)


def _patterns(texts: list[str]) -> list[list[Entity]]:
    """What Rasa's own component finds, in Rasa's interpreter."""
    if not BOT_PYTHON.exists():
        raise Unavailable("Rasa's environment is missing: run `make setup`")
    with TemporaryDirectory() as folder:
        asked, answer = Path(folder, "texts.json"), Path(folder, "entities.json")
        asked.write_text(json.dumps(texts), encoding="utf-8")
        command = [str(BOT_PYTHON), "-m", "bot.patterns", "--texts", str(asked)]
        done = subprocess.run(
            [*command, "--out", str(answer)],
            cwd=PROJECT_ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0 or not answer.exists():
            raise Unavailable(f"Rasa's patterns could not be read:\n{done.stderr.strip()[-2000:]}")
        found = json.loads(answer.read_text(encoding="utf-8"))
    return [[Entity(*one) for one in entities] for entities in found]


def _counts(said: frozenset[Value], meant: frozenset[Value]) -> tuple[int, int, int]:
    return len(said & meant), len(said), len(meant)


def _f1(counts: np.ndarray) -> float:
    right, said, meant = counts
    return float(2 * right / (said + meant)) if said + meant else 1.0


def _of_kind(judged: Sequence[Judged], kind: str) -> dict[str, Any]:
    pairs: Counter[str] = Counter()
    for marked, found in judged:
        said = frozenset(one for one in found if one[0] == kind)
        meant = frozenset(one for one in marked.entities if one[0] == kind)
        pairs.update(right=len(said & meant), said=len(said), meant=len(meant))
    counts = np.array([pairs["right"], pairs["said"], pairs["meant"]], dtype=float)
    wrong = pairs["said"] - pairs["right"]
    return {
        "f1": round(_f1(counts), 4),
        "right": pairs["right"],
        "meant": pairs["meant"],
        "wrong": wrong,
    }


def _shown(one: Judged) -> str:
    marked, found = one
    missed = ", ".join(f"{kind} {value}" for kind, value in sorted(marked.entities - found))
    wrong = ", ".join(f"{kind} {value}" for kind, value in sorted(found - marked.entities))
    return f"{marked.text!r}\tmissed: {missed}\twrongly: {wrong}"
