"""The gibberish gate: how surprised the model was by its own words. Owns two thresholds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm.engine.request import Completion, FinishReason


@dataclass(frozen=True, slots=True)
class Gate:
    """A completion passes while no token's -log p is above `max_nll` and their mean not above
    `mean_nll`. Training calibrates both; these are for a model without figures of its own."""

    max_nll: float = 6.0
    mean_nll: float = 1.5

    @classmethod
    def from_figures(cls, figures: Mapping[str, Any]) -> Gate:
        default = cls()
        return cls(
            float(figures.get("gate_max_nll", default.max_nll)),
            float(figures.get("gate_mean_nll", default.mean_nll)),
        )

    def passes(self, completion: Completion) -> bool:
        """Never for a reply that was cut off."""
        return completion.finish_reason is FinishReason.STOP and self.likely(completion.nll)

    def fault(self, completion: Completion) -> str | None:
        """What is wrong with it, in words; None if it passes."""
        if completion.finish_reason is not FinishReason.STOP:
            return "it was cut off"
        return None if self.likely(completion.nll) else "the model was unsure of its own words"

    def likely(self, nll: Sequence[float]) -> bool:
        if not nll:
            return False
        return max(nll) <= self.max_nll and sum(nll) / len(nll) <= self.mean_nll


def calibrate(good: Sequence[Sequence[float]], share: float = 0.995) -> Gate:
    """The tightest thresholds that each let `share` of good replies through."""
    highest = sorted(max(nll) for nll in good)
    means = sorted(sum(nll) / len(nll) for nll in good)
    place = min(len(good) - 1, int(share * len(good)))
    return Gate(max_nll=round(highest[place], 3), mean_nll=round(means[place], 3))
