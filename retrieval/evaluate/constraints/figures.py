"""What a suite came to: counts, shares, and every failure by name. Owns no judging."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    VIOLATION = "violation"
    MISSED = "missed"
    FALSE = "false"
    NEEDLESS = "needless_relaxation"
    UNANSWERED = "unanswered"
    OTHER_KIND = "other_kind_first"


@dataclass(frozen=True, slots=True)
class Failure:
    fault: Fault
    query: str
    detail: str

    def as_json(self) -> dict[str, str]:
        return {"fault": self.fault.value, "query": self.query, "detail": self.detail}


@dataclass(slots=True)
class Figures:
    """`violations` counts hits that break what was meant with no note; `understood_violations`
    those among them where it had been recognised, so that a promise was broken."""

    queries: int = 0
    hits: int = 0
    stated: int = 0
    understood: int = 0
    satisfiable: int = 0
    with_kind: int = 0
    violations: int = 0
    understood_violations: int = 0
    failures: list[Failure] = field(default_factory=list)

    def add(self, fault: Fault, query: str, detail: str) -> None:
        self.failures.append(Failure(fault, query, detail))

    def count(self, fault: Fault) -> int:
        return sum(failure.fault is fault for failure in self.failures)

    def of(self, fault: Fault) -> Iterator[Failure]:
        return (failure for failure in self.failures if failure.fault is fault)

    @property
    def recognised(self) -> float:
        """The share of the stated constraints."""
        return 1 - self.count(Fault.MISSED) / self.stated if self.stated else 1.0

    @property
    def false(self) -> float:
        """The share of what was recognised that nobody meant."""
        return self.count(Fault.FALSE) / self.understood if self.understood else 0.0

    @property
    def right_kind_first(self) -> float:
        return 1 - self.count(Fault.OTHER_KIND) / self.with_kind if self.with_kind else 1.0

    def merge(self, other: Figures) -> Figures:
        return Figures(
            *(
                getattr(self, name) + getattr(other, name)
                for name in self.__slots__  # counts add up, and so do lists
            )
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "queries": self.queries,
            "hits": self.hits,
            "violations": self.violations,
            "understood_violations": self.understood_violations,
            "stated": self.stated,
            "recognised": round(self.recognised, 4),
            "understood": self.understood,
            "false": self.count(Fault.FALSE),
            "false_share": round(self.false, 4),
            "satisfiable": self.satisfiable,
            "needless_relaxations": self.count(Fault.NEEDLESS),
            "unanswered": self.count(Fault.UNANSWERED),
            "right_kind_first": round(self.right_kind_first, 4),
            "failures": [failure.as_json() for failure in self.failures],
        }
