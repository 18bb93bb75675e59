"""What is wrong with a reply. Owns the shape of a finding; the checks make them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind` groups findings (`price`, `quote`, `state`, ...); `said` is the reply's own words."""

    kind: str
    said: str
    why: str

    def __str__(self) -> str:
        return f"{self.kind}: “{self.said}” {self.why}"
