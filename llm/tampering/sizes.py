"""Errors in sizes: a garment's, one of those to choose from, a measure of length."""

from __future__ import annotations

import re

from llm.plan import Fact
from llm.tampering.draw import Draw
from llm.tampering.pool import field_of
from llm.tampering.sample import count, swap

_COLOURS = ("colour", "color")
_LENGTH = re.compile(r"\d[\d.,]*\s?(mm|cm|m|km|inch|in)")


def changed_size(draw: Draw) -> str | None:
    """Another size of the same sort in the place of one, alone or among others."""
    facts = [fact for fact in draw.sample.said if _is_size(fact)]
    if not facts:
        return None
    fact = draw.rng.choice(facts)
    several = isinstance(fact.value, list | tuple)
    size = draw.rng.choice([str(one) for one in fact.value]) if several else fact.text
    others = [
        text
        for text in draw.pool.texts.get(field_of(fact), ())
        if _sort(text) == _sort(size) and not count(draw.sample.record, text.lower())
    ]
    if not others:
        return None
    return draw.sample.put(fact, swap(fact.text, {size: draw.rng.choice(others)}))


def _is_size(fact: Fact) -> bool:
    kind, name = fact.field.partition(".")[0], field_of(fact)
    if kind not in ("options", "attributes", "size"):
        return False
    chosen = kind == "options" and name not in _COLOURS
    return chosen or name == "size" or _LENGTH.fullmatch(fact.text) is not None


def _sort(size: str) -> str:
    """Its unit, or what it is written in: "40", "XL" and "double" are three sorts."""
    bare = re.sub(r"\d[\d.,/]*", "9", size.strip())
    if not any(character.isdigit() for character in bare):
        return "letters" if bare.isupper() else "words"
    return bare
