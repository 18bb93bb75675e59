"""How well aspects are heard, on sentences with the aspects that a person found in them.

Owns the form of such a file (a line a sentence: `fit- price+`, or `none`, a tab, the text) and the
figures; hears nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from llm.errors import DataError
from llm.sentiment.hearing import MIXED
from llm.sentiment.lessons import NEGATIVE, POSITIVE

SIGNS = {"+": POSITIVE, "-": NEGATIVE, "~": MIXED}
NONE = "none"
DRAWS, SEED = 1000, 7
Found = dict[str, str]
"""Aspect -> positive, negative or mixed."""


@dataclass(frozen=True, slots=True)
class Labelled:
    text: str
    aspects: Found


def read_labelled(path: Path) -> list[Labelled]:
    """Raises `DataError` with the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}") from error
    found = []
    for number, line in enumerate(lines, 2):
        said, tab, text = line.partition("\t")
        marks = [] if said == NONE else said.split()
        if not tab or not text or any(mark[-1] not in SIGNS for mark in marks):
            raise DataError(f"{path}: line {number}: `fit- price+`, a tab and a text are needed")
        found.append(Labelled(text, {mark[:-1]: SIGNS[mark[-1]] for mark in marks}))
    return found


def aspect_figures(truth: Sequence[Found], heard: Sequence[Found]) -> dict[str, Any]:
    """`aspect_f1` over all aspects of all sentences, `aspect_polarity_f1` where the polarity must
    be right as well, `polarity_accuracy` of the aspects that were found. Intervals over sentences.
    """
    counts = np.array([_counts(a, b) for a, b in zip(truth, heard, strict=True)])
    found: dict[str, Any] = {"sentences": len(truth), **_figures(counts.sum(axis=0))}
    draw = np.random.default_rng(SEED).integers(0, len(counts), (DRAWS, len(counts)))
    drawn = [_figures(counts[rows].sum(axis=0)) for rows in draw]
    for name in ("aspect_f1", "aspect_polarity_f1"):
        low, high = np.percentile([one[name] for one in drawn], [2.5, 97.5])
        found[f"{name}_ci95"] = [round(float(low), 4), round(float(high), 4)]
    return found


def by_aspect(truth: Sequence[Found], heard: Sequence[Found]) -> dict[str, float]:
    """The F1 of each aspect."""
    names = sorted({name for one in (*truth, *heard) for name in one})
    return {
        name: aspect_figures([_only(t, name) for t in truth], [_only(h, name) for h in heard])[
            "aspect_f1"
        ]
        for name in names
    }


def measured(rows: Sequence[Labelled], hear: Callable[[list[str]], list[Found]]) -> dict[str, Any]:
    """The labels are read after everything is heard."""
    heard = hear([row.text for row in rows])
    truth = [row.aspects for row in rows]
    return {**aspect_figures(truth, heard), "by_aspect": by_aspect(truth, heard)}


def _only(found: Found, name: str) -> Found:
    return {name: found[name]} if name in found else {}


def _counts(truth: Found, heard: Found) -> tuple[int, int, int, int]:
    """Of both, of the truth, heard, and of both with the same polarity."""
    both = truth.keys() & heard.keys()
    return len(both), len(truth), len(heard), sum(truth[name] == heard[name] for name in both)


def _figures(counts: np.ndarray) -> dict[str, float]:
    both, true, heard, same = (int(one) for one in counts)
    told = max(true + heard, 1)
    figures = {
        "aspect_f1": 2 * both / told,
        "aspect_precision": both / max(heard, 1),
        "aspect_recall": both / max(true, 1),
        "aspect_polarity_f1": 2 * same / told,
        "polarity_accuracy": same / max(both, 1),
    }
    return {name: round(value, 4) for name, value in figures.items()}
