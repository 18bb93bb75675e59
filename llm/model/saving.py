"""Writes the generator's folder after a training. Owns the format that `llm.model.bundle` reads."""

from __future__ import annotations

import json
from pathlib import Path

from llm.corpus.clause import Clause
from llm.corpus.corpus import Corpus
from llm.model import gpt2
from llm.model.bundle import CLAUSES_FILE, FIGURES_FILE, TOKENIZER_FILE
from llm.model.card import model_card
from llm.model.curve import draw_curve
from llm.model.measure import Figures
from llm.model.training import Trained

CARD_FILE = "MODEL_CARD.md"
CURVE_FILE = "loss.svg"


def save_generator(
    trained: Trained,
    corpus: Corpus,
    figures: Figures,
    folder: Path,
    *,
    command: str = "storeclerk train generator",
    own: str = "",
) -> None:
    """Writes the whole folder; what else lies there is left alone. `command` and `own` are for the
    model card."""
    folder.mkdir(parents=True, exist_ok=True)
    gpt2.save(trained.model, folder)
    trained.tokenizer.save(folder / TOKENIZER_FILE)
    taught = {lang.code: [_as_json(c) for c in lang.clauses] for lang in corpus.languages}
    _write_json(folder / CLAUSES_FILE, taught)
    _write_json(folder / FIGURES_FILE, figures.as_json())
    curve = draw_curve(trained.curve, f"Loss of {folder.name}")
    (folder / CURVE_FILE).write_text(curve, encoding="utf-8")
    card = model_card(trained, corpus, figures, command, own)
    (folder / CARD_FILE).write_text(card, encoding="utf-8")


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _as_json(clause: Clause) -> dict[str, object]:
    return {
        "text": clause.text,
        "task": clause.task.value,
        "part": clause.part.value,
        "asks": sorted(clause.asks),
        "tones": sorted(clause.tones),
        "number": clause.number,
    }
