"""Whether what stands between the facts is the shop's voice: its words, its signs, no figures."""

from __future__ import annotations

import re

from llm.corpus.clause import SLOT
from llm.grounding.final.sentence import Sentence
from llm.grounding.final.voice import WORD, Voice
from llm.plan import Plan

_FOREIGN_SIGN = re.compile(r"[^\w\s.,;:?!()“”\"'\-–—…&{}。？！：，；、「」]|_")
_OWNER = re.compile(r"(?<=\})'s\b")
PREDICATES = ("predicate", "predicate2")
_START = "“\"'("


def wording_fault(sentence: Sentence, plan: Plan, voice: Voice) -> str | None:
    rest = _OWNER.sub("", sentence.skeleton)
    outside = SLOT.sub(" ", rest)
    if sign := _FOREIGN_SIGN.search(outside):
        return f"the sign {sign.group()!r} is no part of a reply"
    if any(character.isdigit() for character in outside):
        return "a number that no fact holds"
    licensed = voice.words(plan)
    things = _things(plan, voice.tongue.plurals)
    begins = not rest.lstrip(_START).startswith("{")
    for number, word in enumerate(WORD.findall(outside)):
        if word.lower() not in licensed and word.lower() not in things:
            return f"the word {word!r} is neither a fact's nor the shop's"
        starts = number == 0 and begins
        if word[0].isupper() and not starts and word not in voice.capitals:
            return f"the name {word!r} is no fact's"
    return None


def _things(plan: Plan, plurals: tuple[str, ...]) -> set[str]:
    """What kind of thing the products are, by the last word of their names, and the names of what
    is said of them in a verb."""
    named = [f.text.split() for f in plan.facts if f.field in ("title", "choice")]
    kinds = {words[-1].lower() for words in named if words and words[-1].isalpha()}
    fields = [f.field.removeprefix("attributes.") for f in plan.facts if f.slot in PREDICATES]
    names = {word for field in fields for word in field.split("_")}
    return kinds | names | {kind + plural for kind in kinds for plural in plurals}
