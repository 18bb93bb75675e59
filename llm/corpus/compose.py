"""Whole replies out of clauses: an exact cover of a plan's slots, said in the plan's order.

Owns the recombination only; the training examples and the templates both use it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from llm.corpus.clause import Clause, Part
from llm.plan import Form, Length, Number, Task, Tone

Slots = tuple[str, ...]

# How often a reply opens or closes with a sentence that states no fact.
OPENER_SHARE = {Tone.WARM: 0.55, Tone.PLAIN: 0.2, Tone.BRIEF: 0.0}
CLOSER_SHARE = {Tone.WARM: 0.5, Tone.PLAIN: 0.2, Tone.BRIEF: 0.0}
# What the length makes of those shares.
EXTRAS = {Length.SHORT: 0.0, Length.MEDIUM: 1.0, Length.LONG: 1.6}


@dataclass(slots=True)
class _Shelf:
    """The clauses for one task, ask, tone and number; bodies by the set of slots they hold."""

    bodies: dict[frozenset[str], list[str]] = field(default_factory=lambda: defaultdict(list))
    openers: list[str] = field(default_factory=list)
    closers: list[str] = field(default_factory=list)
    longest: int = 0

    def add(self, clause: Clause) -> None:
        match clause.part:
            case Part.OPENER:
                self.openers.append(clause.text)
            case Part.CLOSER:
                self.closers.append(clause.text)
            case Part.BODY:
                self.bodies[frozenset(clause.slots)].append(clause.text)
                self.longest = max(self.longest, len(clause.slots))


class Composer:
    """Draws replies from a set of clauses."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self.clauses = tuple(clauses)
        self._shelves: dict[tuple[Task, str, Tone, Number], _Shelf] = {}

    def compose(self, form: Form, slots: Slots, rng: random.Random) -> str | None:
        """A reply with `{slot}` in the place of each of `slots`; None if no clauses cover them."""
        shelf, extras = self._shelf(form), EXTRAS[form.length]
        body = self._cover(shelf, slots, rng, form.length) if slots else self._bare(shelf, rng)
        if body is None:
            return None
        sentences = [*body]
        if shelf.openers and rng.random() < OPENER_SHARE[form.tone] * extras:
            sentences.insert(0, rng.choice(shelf.openers))
        if shelf.closers and rng.random() < CLOSER_SHARE[form.tone] * extras:
            sentences.append(rng.choice(shelf.closers))
        return " ".join(sentences)

    def compose_most(self, form: Form, slots: Slots, rng: random.Random) -> str | None:
        """Like `compose`, but leaves out the fewest slots that no clause can carry, later ones
        first (small languages)."""
        for count in range(len(slots), -1, -1):
            for kept in combinations(slots, count):
                reply = self.compose(form, kept, rng)
                if reply is not None:
                    return reply
        return None

    def _shelf(self, form: Form) -> _Shelf:
        key = (form.task, form.ask, form.tone, form.number)
        if key not in self._shelves:
            shelf = _Shelf()
            for clause in self.clauses:
                if clause.suits(form):
                    shelf.add(clause)
            self._shelves[key] = shelf
        return self._shelves[key]

    def _bare(self, shelf: _Shelf, rng: random.Random) -> list[str] | None:
        bodies = shelf.bodies.get(frozenset())
        return [rng.choice(bodies)] if bodies else None

    def _cover(
        self, shelf: _Shelf, slots: Slots, rng: random.Random, length: Length
    ) -> list[str] | None:
        """Clauses for runs of `slots`: the longest runs first for a short reply, the shortest for
        a long one, else in a drawn order."""
        if not slots:
            return []
        runs = list(range(1, min(shelf.longest, len(slots)) + 1))
        if length is Length.MEDIUM:
            rng.shuffle(runs)
        elif length is Length.SHORT:
            runs.reverse()
        for run in runs:
            bodies = shelf.bodies.get(frozenset(slots[:run]))
            if not bodies:
                continue
            rest = self._cover(shelf, slots[run:], rng, length)
            if rest is not None:
                return [rng.choice(bodies), *rest]
        return None
