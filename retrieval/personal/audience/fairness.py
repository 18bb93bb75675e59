"""Whether an audience holds each group as often as those it was chosen from. Owns the table, and
reads groups that nothing else in this package may see: they are for this audit alone.

The flag is the four-fifths rule of the Uniform Guidelines on Employee Selection Procedures (29 CFR
1607.4 D): a group chosen at less than 80 % of the rate of the group chosen most often. It is a rule
of thumb for a look, no verdict: the interval says how sure the figure is.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FOUR_FIFTHS = 0.8
RULE = "four-fifths rule, 29 CFR 1607.4(D)"
FEW = 30
Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class GroupRow:
    """`ratio` is the group's rate of being chosen over that of the `most_chosen` group, `ci95` its
    interval; `base_ratio` the group's share of the audience over its share of the eligible.
    `few`: too few to tell."""

    group: str
    eligible: int
    audience: int
    share_of_eligible: float
    share_of_audience: float
    base_ratio: float | None
    ratio: float | None
    ci95: tuple[float, float] | None
    flagged: bool
    few: bool

    def as_json(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in self.__slots__}
        return told | {"ci95": list(self.ci95) if self.ci95 else None}


def by_group(
    groups: Mapping[str, str], eligible: Iterable[str], audience: Iterable[str]
) -> list[GroupRow]:
    """`groups` is customer -> group; whoever isn't in it is left out of the table. By name."""
    of = Counter(groups[one] for one in eligible if one in groups)
    chosen = Counter(groups[one] for one in audience if one in groups)
    everyone, total = sum(of.values()), sum(chosen.values())
    best = max(of, key=lambda one: (chosen[one] / of[one], of[one], one), default="")
    rows = []
    for group in sorted(of):
        ratio, ci95 = None, None
        if total:
            ratio = (chosen[group] / of[group]) / (chosen[best] / of[best])
            ci95 = _interval(chosen[group], of[group], chosen[best], of[best])
        base, held = of[group] / everyone, chosen[group] / total if total else 0.0
        rows.append(
            GroupRow(
                group=group,
                eligible=of[group],
                audience=chosen[group],
                share_of_eligible=base,
                share_of_audience=held,
                base_ratio=held / base if total else None,
                ratio=ratio,
                ci95=(1.0, 1.0) if ci95 and group == best else ci95,
                flagged=ratio is not None and ratio < FOUR_FIFTHS,
                few=of[group] < FEW,
            )
        )
    return rows


def _interval(a: int, n: int, b: int, m: int) -> tuple[float, float]:
    """Of (a/n) / (b/m), by the logarithm (Katz et al., 1978), with a half added to each count
    where one is 0."""
    more = 0.5 if not a or not b else 0.0
    x, y = (a + more) / (n + more), (b + more) / (m + more)
    spread = math.sqrt(max(0.0, 1 / (a + more) - 1 / (n + more) + 1 / (b + more) - 1 / (m + more)))
    return x / y * math.exp(-Z95 * spread), x / y * math.exp(Z95 * spread)
