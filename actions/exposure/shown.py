"""How often a product was shown on one surface on one day. Owns how these add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Surface(StrEnum):
    SEARCH = "search"
    CHAT = "chat"
    RECOMMEND = "recommend"


@dataclass(frozen=True, slots=True)
class Shown:
    """`phrase` is the product's id, as what is counted is called in `counting`."""

    phrase: str
    surface: Surface
    day: date
    times: int = 1

    @property
    def key(self) -> tuple[str, str, date]:
        return self.phrase, self.surface, self.day

    def plus(self, later: Shown) -> Shown:
        return replace(self, times=self.times + later.times)
