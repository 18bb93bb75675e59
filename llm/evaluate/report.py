"""The figures over a file of replies. Owns what is counted and its intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm.evaluate.bleu import bleu, count
from llm.evaluate.checker import Checker, Verdict
from llm.evaluate.statistics import bootstrap, wilson

Row = Mapping[str, Any]
SLOTS = ("name", "money", "rating", "reviews", "value", "unit", "stock", "date", "order", "state")


@dataclass(frozen=True, slots=True)
class Report:
    """`metrics` by name, each share with its `_ci95`; `verdicts` a row."""

    metrics: dict[str, Any]
    verdicts: tuple[Verdict, ...]


def evaluate(
    rows: Sequence[Row], checker: Checker, progress: Callable[[int, int], None] | None = None
) -> Report:
    """`bleu` and `slot_error` only over rows with a `reference`."""
    verdicts = []
    for number, row in enumerate(rows, start=1):
        verdicts.append(checker.check(row))
        if progress:
            progress(number, len(rows))
    metrics: dict[str, Any] = {"rows": len(rows)}
    _share(metrics, "faithful", [verdict.faithful for verdict in verdicts])
    _share(metrics, "coverage", [not verdict.missing for verdict in verdicts])
    _share(metrics, "fallback_share", [row.get("source") == "template" for row in rows])
    facts = [said for verdict in verdicts for said in verdict.said]
    if facts:
        _share(metrics, "facts_said", facts)
    metrics["unfaithful"] = sum(not verdict.faithful for verdict in verdicts)
    metrics["distinct_wordings"] = len({verdict.wording for verdict in verdicts})
    metrics["problems"] = dict(Counter(p.kind for v in verdicts for p in v.problems).most_common())
    metrics["tasks"] = _by_task(rows, verdicts)
    metrics |= _by_reference(rows, verdicts, checker)
    return Report(metrics, tuple(verdicts))


def _share(metrics: dict[str, Any], name: str, values: list[bool]) -> None:
    metrics[name] = sum(values) / len(values)
    metrics[f"{name}_ci95"] = list(wilson(sum(values), len(values)))


def _by_task(rows: Sequence[Row], verdicts: Sequence[Verdict]) -> dict[str, dict[str, Any]]:
    told: dict[str, list[tuple[Row, Verdict]]] = {}
    for row, verdict in zip(rows, verdicts, strict=True):
        told.setdefault(str(row.get("task")), []).append((row, verdict))
    return {
        task: {
            "rows": len(pairs),
            "unfaithful": sum(not verdict.faithful for _, verdict in pairs),
            "coverage": sum(not verdict.missing for _, verdict in pairs) / len(pairs),
            "fallback_share": sum(row.get("source") == "template" for row, _ in pairs) / len(pairs),
            "distinct": len({verdict.wording for _, verdict in pairs}) / len(pairs),
        }
        for task, pairs in sorted(told.items())
    }


def _by_reference(
    rows: Sequence[Row], verdicts: Sequence[Verdict], checker: Checker
) -> dict[str, Any]:
    pairs = [(r, v) for r, v in zip(rows, verdicts, strict=True) if r.get("reference")]
    if not pairs:
        return {}
    counts = [count(str(row["reply"]), str(row["reference"])) for row, _ in pairs]
    slots = [_slot_errors(row, checker) for row, _ in pairs]
    return {
        "references": len(pairs),
        "bleu": bleu(counts),
        "bleu_ci95": list(bootstrap(counts, bleu)),
        "slot_error": slot_error(slots),
        "slot_error_ci95": list(bootstrap(slots, slot_error)),
    }


def slot_error(rows: Sequence[tuple[int, int]]) -> float:
    """(missing + added) / slots of the reference (Wen et al., 2015), over all rows together."""
    wanted = sum(slots for _, slots in rows)
    return sum(errors for errors, _ in rows) / wanted if wanted else 0.0


def _slot_errors(row: Row, checker: Checker) -> tuple[int, int]:
    """Errors and the reference's slots, a slot being a fact of some kind in its own words."""
    said = checker.facts(row, str(row["reply"]), SLOTS)
    wanted = checker.facts(row, str(row["reference"]), SLOTS)
    missing, added = wanted - said, said - wanted
    return missing.total() + added.total(), wanted.total()
