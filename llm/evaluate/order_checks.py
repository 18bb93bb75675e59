"""Claims about an order: its number, state, dates, carrier. Owns which words may stand for which
state and which date; the record decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from llm.evaluate.binding import Scene
from llm.evaluate.canvas import Canvas, Mark
from llm.evaluate.problem import Problem
from llm.evaluate.records import Records
from llm.evaluate.words import WordLists, any_of, matches

STATE_FIELDS = ("state", "status")
ID_FIELDS = ("order_id", "id", "number", "order_number")
RETURNED = "return.order_id"
_MARKS = ".,:;!?"


@dataclass(frozen=True, slots=True)
class OrderChecks:
    canvas: Canvas
    records: Records
    words: WordLists

    @property
    def state(self) -> str:
        return next((self.records.leaves[f] for f in STATE_FIELDS if f in self.records.leaves), "")

    @property
    def order_id(self) -> str:
        return next((self.records.leaves[f] for f in ID_FIELDS if f in self.records.leaves), "")

    def problems(self, scene: Scene) -> Iterator[Problem]:
        for claim in scene.marks(self.canvas, "order"):
            asked = re.findall(r"[\w-]+", self.records.query)
            if claim.text not in {self.order_id, self.records.rest.get(RETURNED), *asked}:
                yield Problem("order", claim.text, "isn't this order's number")
        for claim in scene.marks(self.canvas, "state"):
            if not self._state_holds(scene, claim):
                yield Problem("state", claim.text, f"isn't the state: {self.state}")
        days = scene.marks(self.canvas, "date")
        for claim in days:
            yield from self._date(scene, claim)
        for one, other in pairwise(days):
            if one.key == other.key:
                yield Problem("date", f"{one.text} ... {other.text}", "is one day said twice")
        for claim in scene.marks(self.canvas, "weekday"):
            if not self._weekday_holds(claim):
                yield Problem("date", claim.text, "is not the weekday of a day in the records")

    def _state_holds(self, scene: Scene, claim: Mark) -> bool:
        head = scene.sentence.before(claim.start, 24)
        if matches(self.words.list("negators"), head):
            return self.state not in self.words.states[claim.key]
        if self.state in self.words.states[claim.key]:
            return True
        if matches(self.words.list("maybe"), head):
            return True
        # An event of the past may be told beside the state, with its day: "it was shipped on ...".
        roles = self.words.date_roles.get(claim.key, ())
        days = scene.marks(self.canvas, "date")
        return any(day.start > claim.start for day in days) and self._has_date(roles)

    def _has_date(self, roles: tuple[str, ...]) -> bool:
        return any(role in path for role in roles for path in self.records.leaves)

    def _date(self, scene: Scene, claim: Mark) -> Iterator[Problem]:
        texts = [text for item in self.records.items for text in item.texts]
        texts += [*self.records.loose_texts, self.records.query]
        known = {str(day) for day in iso_dates(texts)}
        if not any(_same_day(claim.key, day) for day in known) and not any(
            claim.text.lower() in text.lower() for text in texts
        ):
            yield Problem("date", claim.text, "is in no record")
            return
        roles = self._roles(scene, claim)
        fields = [p for p in self.records.leaves if any(role in p for role in roles)]
        told = {str(day) for day in iso_dates(self.records.leaves[path] for path in fields)}
        if told and not any(_same_day(claim.key, day) for day in told):
            yield Problem("date", claim.text, f"is not the day of: {', '.join(roles)}")

    def _roles(self, scene: Scene, claim: Mark) -> tuple[str, ...]:
        """What the last word before the day says happened then."""
        head = scene.sentence.before(claim.start, 120)
        found = list(re.finditer(any_of(self.words.date_roles), head))
        return self.words.date_roles[found[-1].group()] if found else ()

    def _weekday_holds(self, claim: Mark) -> bool:
        texts = self.records.loose_texts
        days = {day.weekday() for day in iso_dates(texts)}
        said = any(claim.text.lower() in text.lower() for text in (*texts, self.records.query))
        return said or int(claim.key) in days or self._in_a_name(claim)

    def _in_a_name(self, claim: Mark) -> bool:
        """With the word that stands beside it in a title, too: the "Tuesday Set" of a headline."""
        before = re.findall(r"\S+$", self.canvas.text[: claim.start].rstrip())
        after = re.findall(r"^ (\S+)", self.canvas.text[claim.stop :])
        said = {(*before, claim.text), (claim.text, *after)}
        said = {tuple(word.strip(_MARKS) for word in pair) for pair in said}
        titles = (item.title.split() for item in self.records.items)
        return any(pair in said for title in titles for pair in pairwise(title))


def _same_day(said: str, day: str) -> bool:
    year, rest = said.split("-", 1)
    return rest == day[5:] and year in {"????", day[:4]}


def iso_dates(texts: Iterable[str]) -> Iterator[date]:
    """Every day written as 2026-11-24 in the texts."""
    for text in texts:
        for year, month, day in re.findall(r"(\d{4})-(\d\d)-(\d\d)", text):
            try:
                yield date(int(year), int(month), int(day))
            except ValueError:
                continue
