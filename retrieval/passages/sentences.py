"""Policies cut into the sentences that are quoted. Owns the cut; searches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.markdown import Section
from retrieval.passages.policy_file import PolicyFile

LONGEST_WORDS = 90
"""A section past this is parted at its paragraphs: about more than one thing, it is near none."""

_END = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z])|(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`passage` numbers what stands together, `around` is all of that. `leads` says that it opens
    its file, whose title stands for it: a broad question gets the general rule. `ends` is what
    joins it to the next sentence of its passage."""

    source: str
    title: str
    heading: str
    text: str
    passage: int
    around: str
    leads: bool = False
    ends: str = " "


def sentences_of(files: Iterable[PolicyFile]) -> list[Sentence]:
    found: list[Sentence] = []
    number = 0
    for file in files:
        opened = len(found)
        for section in file.sections:
            for paragraphs in _passages(section):
                found += _cut(file, section, paragraphs, number, first=len(found) == opened)
                number += 1
    return found


def _cut(
    file: PolicyFile, section: Section, paragraphs: Sequence[str], number: int, *, first: bool
) -> list[Sentence]:
    around = "\n".join(paragraphs)
    cut: list[Sentence] = []
    for paragraph in paragraphs:
        texts = [text.strip() for text in _END.split(paragraph) if text.strip()]
        for place, text in enumerate(texts):
            leads = first and not cut
            ends = "\n" if place == len(texts) - 1 else " "
            cut.append(
                Sentence(
                    file.source, file.title, section.heading, text, number, around, leads, ends
                )
            )
    return cut


def _passages(section: Section) -> list[tuple[str, ...]]:
    words = sum(len(paragraph.split()) for paragraph in section.paragraphs)
    if words <= LONGEST_WORDS:
        return [section.paragraphs]
    return [(paragraph,) for paragraph in section.paragraphs]
