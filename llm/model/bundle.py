"""The generator's folder as it is opened: weights, tokenizer, clauses it was taught, its figures.

Owns which files make a generator and that they belong together; `llm.model.saving` writes them.
Needs no transformers, whose import alone takes a server longer to start than all else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError

from llm.corpus.clause import Clause, Part
from llm.engine.errors import UnsupportedModel
from llm.engine.gpt2 import Gpt2
from llm.errors import ModelError
from llm.grounding.gate import Gate
from llm.model.tokenizer import ReplyTokenizer
from llm.plan import Number, Task, Tone

WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
CLAUSES_FILE = "clauses.json"
FIGURES_FILE = "figures.json"
VERSION_CHARS = 12


@dataclass(frozen=True, slots=True)
class Generator:
    """A generator ready to write; `clauses` by language are all that it was taught to say.
    `name` is its folder's, `version` the beginning of its weights' SHA-256."""

    model: Gpt2
    tokenizer: ReplyTokenizer
    clauses: dict[str, tuple[Clause, ...]]
    gate: Gate
    name: str = ""
    version: str = ""


def open_generator(folder: Path, device: str = "cpu") -> Generator:
    """Raises `ModelError` if a file is missing, broken, or of another generator, or if there is no
    such `device` (torch's name)."""
    model = _read_weights(folder, device)
    tokenizer = ReplyTokenizer.open(folder / TOKENIZER_FILE)
    if tokenizer.size != model.vocabulary:
        raise ModelError(
            f"{folder}: the tokenizer has {tokenizer.size} tokens, the weights {model.vocabulary}"
        )
    clauses = _read_clauses(folder / CLAUSES_FILE)
    gate = _read_gate(folder / FIGURES_FILE)
    return Generator(model, tokenizer, clauses, gate, folder.name, _version(folder))


def _read_weights(folder: Path, device: str) -> Gpt2:
    """In single precision, ready to decode."""
    if not (folder / "config.json").is_file():
        raise ModelError(f"{folder} holds no generator")
    try:
        return Gpt2.from_folder(folder, device=device)
    except (OSError, ValueError, KeyError, SafetensorError, UnsupportedModel) as error:
        raise ModelError(f"{folder}: {error}") from error


def _version(folder: Path) -> str:
    with (folder / WEIGHTS_FILE).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:VERSION_CHARS]


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
            number=Number(str(number)) if (number := row.get("number")) else None,
        )
