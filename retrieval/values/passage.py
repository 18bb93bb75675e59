"""A quotable piece of the shop's policies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is verbatim; `source` is the file's stem, `heading` the section it stands under."""

    source: str
    heading: str
    text: str
    score: float = 0.0

    @property
    def reference(self) -> str:
        """Where the words stand: `policy:returns#Refunds`."""
        return f"policy:{self.source}#{self.heading}"
