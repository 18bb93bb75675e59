"""What the verifier of final texts has to say of a reply, sentence by sentence. Owns no check."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence: the slots of the facts it rests on, and what is wrong with it, if anything."""

    text: str
    slots: tuple[str, ...]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`whole` is a fault of the reply as a whole: a fact missing, twice, or of another product."""

    sentences: tuple[Judged, ...]
    whole: str | None = None

    @property
    def fault(self) -> str | None:
        """The first thing wrong; None where the reply may be sent."""
        told = (f"“{judged.text}”: {judged.fault}" for judged in self.sentences if judged.fault)
        return next(told, self.whole)

    @property
    def passes(self) -> bool:
        return self.fault is None
