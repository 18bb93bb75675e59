"""A figure that has to be reached, and whether it was. Owns no measurement."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.cli.output import print_table

COMPARED = {"<": operator.lt, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Bar:
    what: str
    sign: str
    bar: float
    value: float

    @property
    def met(self) -> bool:
        return bool(COMPARED[self.sign](self.value, self.bar))

    def as_json(self) -> dict[str, Any]:
        told = {"what": self.what, "bar": f"{self.sign} {self.bar:g}"}
        return told | {"is": self.value, "met": self.met}


def show_bars(bars: Sequence[Mapping[str, Any]]) -> None:
    """Each as `Bar.as_json` tells it."""
    rows = [
        (bar["what"], bar["bar"], f"{bar['is']:.2f}", "met" if bar["met"] else "missed")
        for bar in bars
    ]
    print_table("Bars", ("what", "bar", "is", ""), rows)
