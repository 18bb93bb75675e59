"""Conditions in the department files: `waterproof & weight<400`. Owns their grammar, no drawing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from actions.sample.errors import MaterialError

Value: TypeAlias = str | int | float | bool | list[str]

_TERM = re.compile(r"^(!?)([a-z_]+)(?:(<=|>=|!=|<|>|=)(.+))?$")


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison; `operator` is empty for a bare name, which asks whether it is true."""

    name: str
    operator: str
    wanted: str
    negated: bool

    def holds(self, facts: Mapping[str, Value]) -> bool:
        value = facts.get(self.name)
        met = self._compare(value) if self.operator else value not in (None, False, "", 0)
        return met != self.negated

    def _compare(self, value: Value | None) -> bool:
        if value is None:
            return False
        if self.operator in ("=", "!="):
            among = [part.strip() for part in self.wanted.split("/")]
            return (str(value) in among) == (self.operator == "=")
        number, bound = float(str(value)), float(self.wanted)
        below, equal = number < bound, number == bound
        return {
            "<": below,
            "<=": below or equal,
            ">": not below and not equal,
            ">=": not below,
        }[self.operator]


@dataclass(frozen=True, slots=True)
class Condition:
    """All terms must hold; no terms means always."""

    terms: tuple[Term, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The attributes it asks about."""
        return frozenset(term.name for term in self.terms)

    def holds(self, facts: Mapping[str, Value]) -> bool:
        return all(term.holds(facts) for term in self.terms)

    @classmethod
    def parse(cls, text: str) -> Condition:
        """`a & !b & c=x/y & d<3`. Raises `MaterialError` on anything else."""
        return cls(tuple(_term(part) for part in text.split("&") if part.strip()))


def _term(text: str) -> Term:
    match = _TERM.match(text.strip())
    if match is None:
        raise MaterialError(f"not a condition: {text.strip()!r}")
    negated, name, operator, wanted = match.groups()
    return Term(name, operator or "", (wanted or "").strip(), bool(negated))
