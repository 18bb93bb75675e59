"""How a wording is drawn: once, greedily, or as the best of several. Owns the ranking."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from llm.engine.request import Completion

TEMPERATURE = 0.6
TOP_P = 0.95
SAID_LATELY = 1.0  # as much as this in -log p a token
ANOTHER = 2  # draws beyond those wanted, for something that wasn't said lately


@dataclass(frozen=True, slots=True)
class Decoding:
    """`candidates` wordings that may be sent are drawn, and the best is. `temperature` 0 is greedy;
    what fails then is drawn again with the usual one, since greed would fail alike."""

    candidates: int = 1
    temperature: float = TEMPERATURE
    top_p: float = TOP_P

    def temperature_of(self, attempt: int) -> float:
        return self.temperature or (0.0 if attempt == 0 else TEMPERATURE)


USUAL = Decoding()


@dataclass(slots=True)
class Candidates:
    """Wordings that passed every check: the likeliest is best, what was said `lately` is last.
    Where all were said lately, a few more are wanted."""

    wanted: int
    lately: Collection[tuple[int, ...]] = ()
    _held: list[tuple[float, int, Completion]] = field(default_factory=list)
    _fresh: bool = False

    def add(self, completion: Completion) -> None:
        cost = sum(completion.nll) / max(1, len(completion.nll))
        if completion.tokens in self.lately:
            cost += SAID_LATELY
        else:
            self._fresh = True
        self._held.append((cost, len(self._held), completion))

    @property
    def enough(self) -> bool:
        more = 0 if self._fresh else ANOTHER
        return len(self._held) >= self.wanted + more

    @property
    def best(self) -> Completion | None:
        """Of equals the one drawn first."""
        return min(self._held, key=lambda held: held[:2])[2] if self._held else None
