"""A suggestion as JSON: a hit whose reasons have their words and evidence. Owns that form."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.personal.reason_words import ReasonWords
from retrieval.personal.suggest import Reason, Suggested
from retrieval.values import Hit


def told(suggested: Suggested, words: ReasonWords, today: date) -> dict[str, Any]:
    """`evidence` is the first reason's, which `words` says; all of them are in `reasons`."""
    reasons = [
        _reason(reason, suggested, line)
        for reason in suggested.reasons
        if (line := words.line(reason, suggested, today))
    ]
    hit = Hit(suggested.product, suggested.variant, suggested.score).as_json()
    parts = [
        {"part": part, "value": round(added, 6), "added": round(added, 6)}
        for part, added in suggested.parts.items()
    ]
    first = reasons[0] if reasons else {"words": "", "evidence": []}
    return hit | {
        "score_parts": parts,
        "reasons": reasons,
        "words": first["words"],
        "evidence": first["evidence"],
    }


def _reason(reason: Reason, suggested: Suggested, line: str) -> dict[str, Any]:
    evidence = list(reason.evidence(suggested.product.product_id))
    return {
        "kind": reason.ground.value,
        "field": evidence[0]["field"],
        "value": str(evidence[0]["value"]),
        "words": line,
        "evidence": evidence,
    }
