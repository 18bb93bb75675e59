"""The generator's folder: weights, tokenizer, the clauses it was taught, its figures and card.

Owns which files make a generator and that they belong together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from transformers import GPT2LMHeadModel

from llm.corpus.clause import Clause, Part
from llm.corpus.corpus import Corpus
from llm.errors import ModelError
from llm.grounding.gate import Gate
from llm.model import gpt2
from llm.model.card import model_card
from llm.model.measure import Figures
from llm.model.tokenizer import ReplyTokenizer
from llm.model.training import Trained
from llm.plan import Task, Tone

TOKENIZER_FILE = "tokenizer.json"
CLAUSES_FILE = "clauses.json"
FIGURES_FILE = "figures.json"
CARD_FILE = "MODEL_CARD.md"


@dataclass(frozen=True, slots=True)
class Generator:
    """A generator ready to write; `clauses` by language are all that it was taught to say."""

    model: GPT2LMHeadModel
    tokenizer: ReplyTokenizer
    clauses: dict[str, tuple[Clause, ...]]
    gate: Gate


def save_generator(trained: Trained, corpus: Corpus, figures: Figures, folder: Path) -> None:
    """Writes the whole folder; what else lies there is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    gpt2.save(trained.model, folder)
    trained.tokenizer.save(folder / TOKENIZER_FILE)
    taught = {lang.code: [_as_json(c) for c in lang.clauses] for lang in corpus.languages}
    _write_json(folder / CLAUSES_FILE, taught)
    _write_json(folder / FIGURES_FILE, figures.as_json())
    card = model_card(trained, corpus, figures)
    (folder / CARD_FILE).write_text(card, encoding="utf-8")


def open_generator(folder: Path) -> Generator:
    """Raises `ModelError` if a file is missing, broken, or of another generator."""
    model = gpt2.load(folder)
    tokenizer = ReplyTokenizer.open(folder / TOKENIZER_FILE)
    if tokenizer.size != model.config.vocab_size:
        raise ModelError(
            f"{folder}: the tokenizer has {tokenizer.size} tokens, "
            f"the weights {model.config.vocab_size}"
        )
    clauses = _read_clauses(folder / CLAUSES_FILE)
    return Generator(model, tokenizer, clauses, _read_gate(folder / FIGURES_FILE))


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _as_json(clause: Clause) -> dict[str, object]:
    return {
        "text": clause.text,
        "task": clause.task.value,
        "part": clause.part.value,
        "asks": sorted(clause.asks),
        "tones": sorted(clause.tones),
    }


def _read_clauses(path: Path) -> dict[str, tuple[Clause, ...]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {code: tuple(_from_json(rows)) for code, rows in data.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: {error}") from error


def _read_gate(path: Path) -> Gate:
    try:
        return Gate.from_figures(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: {error}") from error


def _from_json(rows: Iterable[dict[str, object]]) -> Iterable[Clause]:
    for row in rows:
        asks, tones = row["asks"], row["tones"]
        if not isinstance(asks, list) or not isinstance(tones, list):
            raise TypeError("asks and tones are lists")
        yield Clause(
            text=str(row["text"]),
            task=Task(str(row["task"])),
            part=Part(str(row["part"])),
            asks=frozenset(map(str, asks)),
            tones=frozenset(Tone(tone) for tone in tones),
        )
