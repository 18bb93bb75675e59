"""How good sentences are by RNNLG's own method, with intervals. Owns the figures, no sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from llm.data_to_text.act import Act
from llm.data_to_text.bleu import Counts, bleu, count
from llm.data_to_text.rows import Row, references
from llm.data_to_text.slot_error import slot_count
from llm.data_to_text.slots import delexicalise, lexicalise
from llm.data_to_text.writer import Ranked, Source, Wording
from llm.evaluate.statistics import bootstrap

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figures:
    bleu: float
    bleu_ci95: Pair
    slot_error: float
    slot_error_ci95: Pair


def report(rows: Sequence[Row], wordings: Sequence[Wording]) -> dict[str, Any]:
    """`bleu` and `slot_error` of all verified sentences of a row together, as the set counts its
    five best; `..._best` of each row's best alone; `..._unverified` of what nobody checked;
    `slot_error_strict` with what the set's own count leaves out."""
    wanted = references(rows)
    acts = [row.act for row in rows]
    verified = [wording.verified for wording in wordings]
    free = [wording.free for wording in wordings]
    best = [ranked[:1] for ranked in verified]
    found: dict[str, Any] = {}
    for suffix, said in (
        ("", verified),
        ("_best", best),
        ("_unverified", free),
        ("_best_unverified", [ranked[:1] for ranked in free]),
    ):
        figures = _figures(acts, wanted, said)
        found[f"bleu{suffix}"] = figures.bleu
        found[f"bleu{suffix}_ci95"] = figures.bleu_ci95
        found[f"slot_error{suffix}"] = figures.slot_error
        found[f"slot_error{suffix}_ci95"] = figures.slot_error_ci95
    pairs = zip(acts, verified, strict=True)
    strict = np.sum([_errors(act, ranked, strict=True) for act, ranked in pairs], axis=0)
    sources = [wording.source for wording in wordings]
    return found | {
        "slot_error_strict": float(strict[1] / strict[0]),
        "fallback_share": sources.count(Source.TEMPLATE) / len(sources),
        "drawn_again_share": sources.count(Source.AGAIN) / len(sources),
        "rows": len(rows),
    }


def _figures(
    acts: Sequence[Act], wanted: Sequence[Sequence[str]], said: Sequence[Sequence[Ranked]]
) -> Figures:
    grams = [
        count([lexicalise(one.sentence, act) for one in ranked], references_)
        for act, references_, ranked in zip(acts, wanted, said, strict=True)
    ]
    errors = [_errors(act, ranked) for act, ranked in zip(acts, said, strict=True)]
    return Figures(*_with_interval(grams, bleu), *_with_interval(errors, _share))


def _errors(act: Act, ranked: Sequence[Ranked], *, strict: bool = False) -> Counts:
    """Slots to say and errors, counted in what is read: values put in and taken out again."""
    total = np.zeros(2)
    for one in ranked:
        counted = slot_count(delexicalise(lexicalise(one.sentence, act), act), act, strict=strict)
        total += (counted.slots, counted.errors)
    return total


def _share(total: Counts) -> float:
    return float(total[1] / total[0]) if total[0] else 0.0


def _with_interval(rows: Sequence[Counts], figure: Callable[[Counts], float]) -> tuple[float, Pair]:
    table = np.stack(rows)
    interval = bootstrap(list(range(len(rows))), lambda drawn: figure(table[drawn].sum(axis=0)))
    return figure(table.sum(axis=0)), interval
