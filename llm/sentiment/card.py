"""The card beside a model of sentiment: what it learned from, how well it hears, where it doesn't.
Owns the wording; the figures are whoever measured's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from llm.sentiment.hearing import Sentiment

FILE = "MODEL_CARD.md"
COLUMNS = ("aspect_f1", "aspect_precision", "aspect_recall", "aspect_polarity_f1")

TEXT = """# What texts feel, and about what

Two linear models over the same features: words (runs of up to three, negation marked), letters
within words, both weighed by TF-IDF, words weighed by naive Bayes' ratios as well, and sentence
vectors{encoder}. One knows positive, neutral and negative; the other {aspects} and `any`, for
what is about nothing in particular. Written by

    storeclerk train sentiment --out {folder}

in seconds, from {feelings:,} lessons in feelings and {lessons:,} in aspects: sentences, single
words and forms filled with adjectives, all written for this project (`data/sentiment/{language}`,
`data/languages/{language}/sentiment.toml`). No review of a customer and nothing of a data set is
in them.

## How well it hears aspects

On sentences written for this (`tests/llm/sentiment`), in shoppers' words; part *held out* was
written before the first lesson and never looked at while lessons were added. `storeclerk evaluate
sentiment --aspects` prints these again.

| sentences | F1 | precision | recall | F1 with the polarity right |
|---|---|---|---|---|
{rows}

## Where it fails

- Irony, mostly: "a kettle that rusts, just what I wanted".
- Praise that is a fact ("all forty seeds came up"), blame that is one ("it came in May").
- One person wrote the lessons and the sentences that measure them; on reviews by strangers expect
  less. A shop with labelled reviews of its own teaches it by `--train`.
- Feelings are probabilities, calibrated on the lessons; lessons are plainer than people.
"""


def write_card(folder: Path, sentiment: Sentiment, found: Mapping[str, Any]) -> None:
    """`found` holds parts under `aspects` and, by words alone, under `aspects_by_words`."""
    parts = dict(found["aspects"])
    parts |= {f"{name}, by words alone": told for name, told in found["aspects_by_words"].items()}
    rows = "\n".join(
        f"| {name} ({told['sentences']}) | {' | '.join(f'{told[one]:.3f}' for one in COLUMNS)} |"
        for name, told in parts.items()
    )
    text = TEXT.format(
        encoder=f" ({sentiment.encoder})" if sentiment.encoder else " (none)",
        aspects=", ".join(name for name in sentiment.aspects.labels if name != "any"),
        folder=folder,
        feelings=sentiment.card["lessons"]["feelings"],
        lessons=sentiment.card["lessons"]["aspects"],
        language=sentiment.language,
        rows=rows,
    )
    (folder / FILE).write_text(text, encoding="utf-8")
