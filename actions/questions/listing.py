"""The questions as a merchant reads them: the most asked first, near-identical wordings as one.
Owns how days and wordings are put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from actions.questions.alike import gathered
from actions.stores.moment import aware
from actions.stores.questions import QuestionTable

OTHERS = 5


@dataclass(slots=True)
class _Worded:
    """One wording over all days; `question` is how it was worded last."""

    phrase: str
    language: str
    kind: str
    question: str
    last: datetime
    days: Counter[str] = field(default_factory=Counter)

    @property
    def times(self) -> int:
        return self.days.total()


def listed(table: QuestionTable, kind: str, since: date | None, most: int) -> list[dict[str, Any]]:
    """`{question, language, kind, times, last, days, others}`: `days` counts by day, `others` are
    wordings that count as the same. Blocks."""
    worded: dict[tuple[str, str, str], _Worded] = {}
    for row in table.rows(kind, since):
        key = (row.phrase, row.language, row.kind)
        one = worded.setdefault(key, _Worded(*key, row.question, aware(row.last)))
        one.days[row.day.isoformat()] += row.times
    ordered = sorted(worded.values(), key=lambda one: (-one.times, one.phrase))
    groups = gathered(ordered, lambda one: one.phrase, lambda one: (one.language, one.kind))
    told = [_told(group) for group in groups]
    return sorted(told, key=lambda one: -int(one["times"]))[:most]


def _told(group: Sequence[_Worded]) -> dict[str, Any]:
    first = group[0]
    days = sum((one.days for one in group), Counter[str]())
    return {
        "question": first.question,
        "language": first.language,
        "kind": first.kind,
        "times": days.total(),
        "last": max(one.last for one in group).isoformat(),
        "days": dict(sorted(days.items())),
        "others": [one.question for one in group[1 : OTHERS + 1]],
    }
