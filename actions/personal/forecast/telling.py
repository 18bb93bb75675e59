"""What was foreseen as JSON: a chance, what it starts from, and what each thing known of it adds.
Owns that form."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from actions.personal.forecast.words import FeatureWords
from retrieval.personal.predict.forecast import Foreseen
from retrieval.personal.predict.outlook import Outlook, kept_in_order
from retrieval.personal.predict.session.features import Cell


def told_outlook(outlook: Outlook, row: Mapping[str, Cell], words: FeatureWords) -> dict[str, Any]:
    """`added` and `base` are log-odds, which add up to those of `probability`; what adds most
    comes first."""
    contributions = [
        {"feature": name, "words": words.feature(name), "value": _value(row[name]), "added": added}
        for name, added in kept_in_order(outlook)
    ]
    return {"probability": outlook.probability, "base": outlook.base,
            "contributions": contributions}  # fmt: skip


def told_visit(foreseen: Foreseen, words: FeatureWords) -> dict[str, Any]:
    told = told_outlook(foreseen.purchase, foreseen.row, words)
    return {
        "purchase_probability": told["probability"],
        "base": told["base"],
        "contributions": told["contributions"],
        "next_action": dict(foreseen.next_act),
        "features": {name: _value(cell) for name, cell in foreseen.row.items()},
    }


def _value(cell: Cell) -> float | str | None:
    """None for what isn't known."""
    if isinstance(cell, str):
        return cell
    return None if math.isnan(cell) else cell
