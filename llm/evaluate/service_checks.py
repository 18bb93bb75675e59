"""Claims of service: whether a return is still open, how often two things were bought together.
Owns which words may stand for which; the request's records decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llm.evaluate.binding import Scene
from llm.evaluate.canvas import Canvas, Mark
from llm.evaluate.problem import Problem
from llm.evaluate.records import Records
from llm.evaluate.words import WordLists, any_of, matches

CONTRARY = {
    "open": ("return_over", "return_refused"),
    "closed": ("return_open", "return_refused"),
    "not_returnable": ("return_open",),
    "exchange": ("return_over", "return_refused"),
}


@dataclass(frozen=True, slots=True)
class ServiceChecks:
    """`task` and `ask` are the request's."""

    canvas: Canvas
    records: Records
    words: WordLists
    task: str
    ask: str

    def problems(self, scene: Scene) -> Iterator[Problem]:
        if self.task == "return":
            yield from self._returns(scene)
        if self.task == "recommend":
            yield from self._counted(scene)

    def _returns(self, scene: Scene) -> Iterator[Problem]:
        """What the shop's rules say of it, said the other way round; a quoted rule speaks for
        itself."""
        for name in CONTRARY.get(self.ask, ()):
            if matches(self.words.list(name), scene.sentence.bare):
                why = f"is the contrary of a return that is {self.ask.replace('_', ' ')}"
                yield Problem("return", scene.sentence.text.strip(), why)

    def _counted(self, scene: Scene) -> Iterator[Problem]:
        """The number before "orders" counts all of them, the other one those that held both."""
        numbers = scene.marks(self.canvas, "number")
        everything = {mark for mark in numbers if self._of_orders(scene, mark)}
        if not everything:
            return
        for mark in numbers:
            field = "orders" if mark in everything else "together"
            if mark.key != self.records.rest.get(f"recommendation.{field}"):
                yield Problem("count", mark.text, f"isn't what the records give as {field}")

    def _of_orders(self, scene: Scene, mark: Mark) -> bool:
        nouns = any_of(self.words.list("order_nouns"))
        return re.match(rf"\s+{nouns}", scene.sentence.after(mark.stop, 16)) is not None
