"""How a language speaks of a question of yes or no: `is it safe for my parrot?` is a question
whether it is safe for your parrot. Owns no answers.

Read from `[whether]` of `data/languages/<code>/templates.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from llm.plan import Number

MAX_REST_WORDS = 7
_END = re.compile(r"[\s?.!]+$")
_NO_QUESTION = re.compile(r"[,;:?.!{}<>“”\"\n]")


@dataclass(frozen=True, slots=True)
class Way:
    """Questions that begin with one of `begins` and a subject are `one` or `many` with the rest of
    the words as `{rest}`."""

    begins: tuple[str, ...]
    one: str
    many: str


@dataclass(frozen=True, slots=True)
class Whether:
    """`ways` in the order they are tried; `subjects` are what a product is called in a question
    that doesn't name it, `articles` stand before its name; `before` are words that a question may
    begin with and that say nothing; `objects` stand for one product and for several; `swaps` turn
    who speaks and who is spoken to; words of `unclear` stand for what was said before."""

    ways: tuple[Way, ...] = ()
    subjects: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    swaps: Mapping[str, str] = field(default_factory=dict)
    objects: tuple[str, str] = ("", "")
    unclear: frozenset[str] = frozenset()

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Whether:
        one, many = data.get("objects", ("", ""))
        return cls(
            objects=(one, many),
            ways=tuple(Way(tuple(w["begins"]), w["one"], w["many"]) for w in data.get("ways", ())),
            subjects=tuple(data.get("subjects", ())),
            articles=tuple(data.get("articles", ())),
            before=frozenset(data.get("before", ())),
            swaps=data.get("swaps", {}),
            unclear=frozenset(data.get("unclear", ())),
        )

    def said(self, question: str, title: str, number: Number) -> tuple[str, str]:
        """`whether they're breathable`, and the customer's words in it: `breathable`. Both empty
        where the question is of no such kind."""
        asked = question
        for article in (*self.articles, ""):
            name = f"{article} {title}".strip()
            asked = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "\0", asked, flags=re.IGNORECASE)
        asked = self._without_before(_END.sub("", asked))
        for way in self.ways:
            for begin in way.begins:
                rest = self._after(begin, asked)
                if rest and (told := self._turned(rest, number)):
                    phrase = way.many if number is Number.MANY else way.one
                    kept = [word for word in rest.split() if word in told.split()]
                    return phrase.replace("{rest}", told), " ".join(kept)
        return "", ""

    def _without_before(self, asked: str) -> str:
        words = asked.split()
        while words and words[0].lower().strip(",!.") in self.before:
            words = words[1:]
        return " ".join(words)

    def _after(self, begin: str, asked: str) -> str:
        """What follows a beginning, in which `{it}` is any subject."""
        subjects = sorted(self.subjects, key=len, reverse=True)
        it = "(?:\0|" + "|".join(map(re.escape, subjects)) + ")" if subjects else "\0"
        way = re.escape(begin).replace(r"\ ", r"\s+").replace(r"\{it\}", it)
        found = re.match(rf"{way}(?!\w)\s*(.+)$", asked, flags=re.IGNORECASE)
        return found.group(1).strip() if found else ""

    def _turned(self, rest: str, number: Number) -> str:
        words = rest.split()
        if not words or len(words) > MAX_REST_WORDS or _NO_QUESTION.search(rest) or "\0" in rest:
            return ""
        if self.unclear & {word.lower() for word in words}:
            return ""
        swaps = dict(self.swaps)
        if self.objects[0]:
            swaps |= dict.fromkeys(self.objects, self.objects[number is Number.MANY])
        return " ".join(swaps.get(word.lower(), word) for word in words)
