"""A dialogue act as RNNLG writes it, `inform(name=x;memory=4 gb;hasusbport=false)`, read.

Owns the notation and the act's *features*: what is left of it without its values, by which the set
groups sentences that say the same (RNNLG, Wen et al., 2016)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from llm.errors import DataError

ASKED = "?"
VALUE = "_"
# A value that is said in words of its own, not put in a slot's place.
SPECIAL = {
    "none": "none",
    "true": "yes",
    "yes": "yes",
    "false": "no",
    "no": "no",
    "dontcare": "dontcare",
    "dont_care": "dontcare",
}
Features = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """`slots` in the order of the text, a slot as often as it has values. A value is `?` where the
    act asks for it; `yes`, `no`, `none` and `dontcare` have one spelling."""

    kind: str
    slots: tuple[tuple[str, str], ...]

    @property
    def valued(self) -> tuple[tuple[str, str], ...]:
        """The slots whose value stands in the sentence."""
        return tuple((slot, value) for slot, value in self.slots if not is_special(value))

    @property
    def features(self) -> Features:
        """The kind, then `slot=_1`, `slot=_2` for values and `slot=yes` for special ones, sorted:
        the same for acts that differ in their values only."""
        seen: Counter[str] = Counter()
        found = []
        for slot, value in self.slots:
            if not is_special(value):
                seen[slot] += 1
                value = f"{VALUE}{seen[slot]}"
            found.append(f"{slot}={value}")
        return (self.kind, *sorted(found))


def is_special(value: str) -> bool:
    return value == ASKED or value in SPECIAL.values()


def parse_act(text: str) -> Act:
    """Raises `DataError` for text that is no act."""
    kind, bracket, rest = text.partition("(")
    if not bracket or not kind.strip():
        raise DataError(f"{text!r} is no dialogue act: kind(slot=value;...) is one")
    slots = []
    for pair in rest.partition("(")[0].replace(")", "").split(";"):
        slot, equals, value = (part.strip("'\"") for part in pair.partition("="))
        slot = slot.replace("_", "").replace(" ", "")
        if slot:
            value = value if equals else ASKED
            slots.append((slot, SPECIAL.get(value, value)))
    return Act(kind.strip(), tuple(slots))
