"""A model of sentiment asked about sentences kept apart. Owns where those lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actions.cli.output import print_table
from actions.config import PROJECT_ROOT
from llm.sentiment.aspect_scores import Found, measured, read_labelled
from llm.sentiment.hearing import Sentiment
from llm.sentiment.said import Said
from retrieval.encoder import Encoder

OWN = PROJECT_ROOT / "tests" / "llm" / "sentiment"
PARTS = {"to develop on": OWN / "aspects_dev.tsv", "held out": OWN / "aspects_held_out.tsv"}
COLUMNS = (
    "aspect_f1", "aspect_precision", "aspect_recall", "aspect_polarity_f1", "polarity_accuracy",
)  # fmt: skip


def measured_on_own(
    sentiment: Sentiment, encoder: Encoder | None, files: Mapping[str, Path] = PARTS
) -> dict[str, dict[str, Any]]:
    """Figures by part. Without `encoder`, by words alone."""

    def hear(texts: Sequence[str]) -> list[Found]:
        said = [Said(text) for text in texts]
        heard = sentiment.heard(said, vectors(sentiment.wanted(said), encoder))
        return [{one.aspect: one.label for one in each.aspects} for each in heard]

    return {name: measured(read_labelled(path), hear) for name, path in files.items()}


def vectors(texts: Sequence[str], encoder: Encoder | None) -> dict[str, NDArray[np.float32]] | None:
    if encoder is None:
        return None
    return dict(zip(texts, encoder.encode(texts), strict=True))


def show_measured(found: Mapping[str, Mapping[str, Any]]) -> None:
    rows = [
        (part, told["sentences"], *(told[name] for name in COLUMNS)) for part, told in found.items()
    ]
    heads = ("sentences", "how many", "F1", "precision", "recall", "F1 ±", "± right")  # fmt: skip
    print_table("Aspects (±: with the polarity right)", heads, rows)
