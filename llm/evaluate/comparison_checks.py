"""Comparatives: who is cheaper, lighter, better rated. Owns finding who is compared with whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llm.evaluate.binding import Bound, Scene
from llm.evaluate.canvas import Canvas, Mark
from llm.evaluate.problem import Problem
from llm.evaluate.records import Item, Records
from llm.evaluate.units import measures_of
from llm.evaluate.words import Comparative, WordLists, any_of, matches

LINK = r"[^.;]{0,24}?(?:\bis\b|\bon\b|\bwith\b|:|\bgoes to\b|\bbelongs to\b)\s*(?:the\s)?$"


@dataclass(frozen=True, slots=True)
class ComparisonChecks:
    canvas: Canvas
    records: Records
    words: WordLists

    def problems(self, scene: Scene) -> Iterator[Problem]:
        if scene.sentence.question or len(self.records.items) < 2:
            return
        for comparative in self.words.comparatives:
            for match in re.finditer(any_of(comparative.words), scene.sentence.text, re.IGNORECASE):
                start = scene.sentence.start + match.start()
                stop = scene.sentence.start + match.end()
                subject, rivals = self._sides(scene, start, stop)
                if len(subject) == 1 and self._false(comparative, subject, rivals):
                    yield Problem("comparison", match.group(), "isn't so by the records")

    def _sides(self, scene: Scene, start: int, stop: int) -> tuple[Bound, Bound]:
        before = [m for m in scene.mentions if m.start < start and not self._rival(m)]
        after = [m for m in scene.mentions if m.start >= stop]
        than = after and matches(self.words.list("than"), self.canvas.text[stop : after[0].start])
        if than:
            subject = before[-1].items if before else self._spoken_of(scene)
            return subject, after[0].items
        linked = after and re.search(LINK, self.canvas.text[stop : after[0].start], re.I)
        if after and (linked or not before):
            subject = after[0].items
        elif before:
            subject = before[-1].items
        else:
            subject = self._spoken_of(scene)
        named = frozenset().union(*scene.named) if len(scene.named) > 1 else self._all()
        return subject, named - subject

    def _rival(self, mention: Mark) -> bool:
        """The second half of "lighter than ..." isn't who the sentence is about."""
        head = self.canvas.text[max(0, mention.start - 12) : mention.start]
        return re.search(rf"{any_of(self.words.list('than'))}\s+(?:the\s+)?$", head) is not None

    def _spoken_of(self, scene: Scene) -> Bound:
        """Nobody, when a sentence without a name follows none or several."""
        return scene.focus if scene.named else frozenset()

    def _all(self) -> Bound:
        return frozenset(range(len(self.records.items)))

    def _false(self, comparative: Comparative, subject: Bound, rivals: Bound) -> bool:
        """Also where a record has no such value: then nobody may compare."""
        (number,) = subject
        own = self._value(comparative, self.records.items[number])
        others = [self._value(comparative, self.records.items[rival]) for rival in rivals]
        known = [value for value in others if value is not None]
        if own is None or len(known) < len(others) or not known:
            return True
        if comparative.wants == "low":
            return own > min(known) if comparative.ties else own >= min(known)
        return own < max(known) if comparative.ties else own <= max(known)

    def _value(self, comparative: Comparative, item: Item) -> float | None:
        if comparative.field == "price":
            return float(min(a.value for a in item.prices)) if item.prices else None
        if comparative.field == "rating":
            return None if item.rating is None else float(item.rating)
        texts = [t for name, ts in item.values.items() if comparative.field in name for t in ts]
        found = [float(number) * unit.factor for number, unit in measures_of(texts, self.words)]
        return found[0] if found else None
