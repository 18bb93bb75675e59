"""How much of a page survives a mistyped word. Owns the words, the slips and the share."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any, TypeAlias

from retrieval.values import Product

SHORTEST = 5
TWO_SLIPS_FROM = 7
WORD = re.compile(r"[A-Za-z]+")

Pages: TypeAlias = Callable[[str], Iterable[str]]
"""A query's first page, by product."""

Watch: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Slip:
    """`kept` is the share of the right word's page that the mistyped one still brings, and
    `kept_by_baseline` the same for another search and its own page."""

    word: str
    typed: str
    edits: int
    kept: float
    kept_by_baseline: float

    def as_json(self) -> dict[str, Any]:
        return {
            "word": self.word,
            "typed": self.typed,
            "edits": self.edits,
            "kept": round(self.kept, 4),
            "kept_by_baseline": round(self.kept_by_baseline, 4),
        }


def title_words(products: Iterable[Product]) -> list[str]:
    """Words of letters alone, long enough to be known again with a letter gone, in order."""
    found = {word.casefold() for p in products for word in WORD.findall(p.title)}
    return sorted(word for word in found if len(word) >= SHORTEST)


def all_words(products: Iterable[Product]) -> set[str]:
    """Every word that a record says anywhere."""
    found: set[str] = set()
    for p in products:
        said = [p.title, p.brand, p.category, p.department, p.description]
        said += [f"{attribute.label} {attribute.text}" for attribute in p.attributes]
        said += [value for variant in p.variants for value in variant.options.values()]
        found.update(word.casefold() for text in said for word in WORD.findall(text))
    return found


def draw_slips(words: Sequence[str], known: Set[str], seed: int) -> Iterator[tuple[str, str, int]]:
    """(word, mistyped, edits): one edit, or one or two where the word is longer; the words in
    a random order. What comes out is never one of `known`, the catalogue's own words: nobody
    could tell that it was a slip."""
    dice = random.Random(seed)
    for word in dice.sample(words, len(words)):
        edits = dice.choice((1, 2)) if len(word) >= TWO_SLIPS_FROM else 1
        yield word, _mistyped(word, edits, known, dice), edits


def measure_typos(
    ours: Pages,
    baseline: Pages,
    slips: Iterable[tuple[str, str, int]],
    count: int,
    watch: Watch | None = None,
) -> list[Slip]:
    """Each word as it is and mistyped, until `count` have a page to lose."""
    measured: list[Slip] = []
    for word, typed, edits in slips:
        if len(measured) == count:
            break
        right = set(ours(word))
        if right:
            kept = len(right & set(ours(typed))) / len(right)
            measured.append(Slip(word, typed, edits, kept, _kept(baseline, word, typed)))
        if watch is not None:
            watch(len(measured), count)
    return measured


def _kept(pages: Pages, word: str, typed: str) -> float:
    right = set(pages(word))
    return len(right & set(pages(typed))) / len(right) if right else 1.0


def _mistyped(word: str, edits: int, known: Set[str], dice: random.Random) -> str:
    while True:
        typed = word
        for _ in range(edits):
            typed = _edited(typed, dice)
        if typed != word and typed not in known:
            return typed


def _edited(word: str, dice: random.Random) -> str:
    """A letter too few, too many, wrong, or two the wrong way round."""
    at = dice.randrange(len(word))
    letter = dice.choice(string.ascii_lowercase)
    match dice.choice(("drop", "add", "change", "swap")):
        case "drop":
            return word[:at] + word[at + 1 :]
        case "add":
            return word[:at] + letter + word[at:]
        case "change":
            return word[:at] + letter + word[at + 1 :]
        case _:
            return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
