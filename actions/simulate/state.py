"""What a shop's records hold after a conversation, in one comparable form, and how two differ.

A state is a table: (what, field) -> text. Whoever fills it, from our store or by another's rules,
writes the same texts for the same facts. Owns the comparison, no judgement of a customer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

State = Mapping[tuple[str, str], str]
NOTHING = ""


class Fault(StrEnum):
    """`MISSING`: it should have changed and is as it was. `WRONG`: it should have changed, and to
    something else. `FORBIDDEN`: it should have stayed as it was."""

    MISSING = "missing"
    WRONG = "wrong"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Difference:
    what: str
    field: str
    fault: Fault
    expected: str
    found: str

    def __str__(self) -> str:
        told = {
            Fault.MISSING: f"still {_shown(self.found)}, not {_shown(self.expected)}",
            Fault.WRONG: f"{_shown(self.found)}, not {_shown(self.expected)}",
            Fault.FORBIDDEN: f"became {_shown(self.found)}, was {_shown(self.expected)}",
        }
        return f"{self.what}, {self.field}: {told[self.fault]} ({self.fault})"


def differences(before: State, expected: State, found: State) -> list[Difference]:
    """Those of `found` from `expected`, in order of what they are about."""
    told = []
    for key in sorted(set(expected) | set(found)):
        was, wanted, is_now = (table.get(key, NOTHING) for table in (before, expected, found))
        if is_now == wanted:
            continue
        fault = Fault.WRONG
        if wanted == was:
            fault = Fault.FORBIDDEN
        elif is_now == was:
            fault = Fault.MISSING
        told.append(Difference(*key, fault, wanted, is_now))
    return told


def counted(things: Iterable[str]) -> str:
    """`lamp, rug x2`, whatever their order."""
    counts = sorted(Counter(things).items())
    return ", ".join(name if count == 1 else f"{name} x{count}" for name, count in counts)


def purse(amounts: Mapping[str, int]) -> str:
    """Minor units by means, those of nothing left out: `card_1 1990`."""
    return ", ".join(f"{means} {amount}" for means, amount in sorted(amounts.items()) if amount)


def _shown(text: str) -> str:
    return f'"{text}"' if text else "nothing"
