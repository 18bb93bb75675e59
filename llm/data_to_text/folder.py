"""A data-to-text model's folder: weights, words, the rows its templates come from. Owns the format.

The rows are the training file's own sentences: a folder is for measuring, nothing to hand on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from transformers import GPT2Config, GPT2LMHeadModel

from llm.data_to_text.act import Act
from llm.data_to_text.committee import Committee
from llm.data_to_text.rows import Row
from llm.data_to_text.templates import Templates
from llm.data_to_text.training import Trained
from llm.data_to_text.vocabulary import Vocabulary
from llm.data_to_text.writer import ActWriter, Writing
from llm.errors import ModelError
from llm.model import gpt2

VOCABULARY_FILE = "vocabulary.json"
ROWS_FILE = "rows.json"
TRAINING_FILE = "training.json"
MEMBER = "member-"


def save(trained: Trained, rows: Sequence[Row], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, member in enumerate(trained.members, start=1):
        gpt2.save(member.model, folder / f"{MEMBER}{number}")
    trained.vocabulary.save(folder / VOCABULARY_FILE)
    told = [[row.act.kind, row.act.slots, row.sentence] for row in rows]
    _write(folder / ROWS_FILE, told)
    members = [
        {"passes": [asdict(one) for one in member.passes], "best": member.best}
        for member in trained.members
    ]
    _write(folder / TRAINING_FILE, {"recipe": asdict(trained.recipe), "members": members})


def open_writer(folder: Path, writing: Writing) -> ActWriter:
    """Raises `ModelError` for a folder that holds no data-to-text model."""
    vocabulary = Vocabulary.open(folder / VOCABULARY_FILE)
    members = [_network(path) for path in sorted(folder.glob(f"{MEMBER}*"))]
    if not members:
        raise ModelError(f"{folder} holds no data-to-text model")
    if any(model.config.vocab_size != len(vocabulary.tokens) for model in members):
        raise ModelError(f"{folder}: the words and the weights are not of one training")
    templates = Templates(_rows(folder / ROWS_FILE))
    return ActWriter(Committee(members, vocabulary), templates, writing)


def _network(folder: Path) -> GPT2LMHeadModel:
    try:
        config = GPT2Config.from_json_file(folder / "config.json")
        weights = load_file(folder / gpt2.WEIGHTS_FILE)
    except (OSError, ValueError, SafetensorError) as error:
        raise ModelError(f"{folder}: {error}") from error
    model = GPT2LMHeadModel(config)
    model.set_attn_implementation("eager")
    whole = {name: tensor.to(torch.float32) for name, tensor in weights.items()}
    if missing := set(model.load_state_dict(whole, strict=False).missing_keys) - {gpt2.TIED}:
        raise ModelError(f"{folder}: weights are missing: {', '.join(sorted(missing))}")
    model.eval()  # type: ignore[no-untyped-call]
    return model


def _rows(path: Path) -> list[Row]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [
            Row(Act(kind, tuple((slot, value) for slot, value in slots)), sentence)
            for kind, slots, sentence in data
        ]
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"{path}: {error}") from error


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
