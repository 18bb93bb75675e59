"""Policies are quoted, not retold. Owns finding what a reply took from a passage word for word, and
noticing what looks like a quote but isn't one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from llm.evaluate.canvas import COVER, Canvas, Mark
from llm.evaluate.records import Records, squeeze

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])")
RUN = 4
MOST = 0.6
MIN_QUOTE_WORDS = 2


def cover_quotes(canvas: Canvas, records: Records) -> None:
    """Marks whole passages, else their sentences, as `policy`; `key` is passage and sentences."""
    for number, passage in enumerate(records.passages):
        sentences = passage_sentences(passage["text"])
        whole = " ".join(sentences)
        for match in canvas.find(re.escape(whole), ignore_case=False) if whole else ():
            key = f"{number} 0 {len(sentences) - 1}"
            canvas.cover(Mark("policy", match.start(), match.end(), match.group(), key=key))
        for place, sentence in enumerate(sentences):
            if len(sentence.split()) < MIN_QUOTE_WORDS:
                continue
            for match in canvas.find(re.escape(sentence), ignore_case=False):
                key = f"{number} {place} {place}"
                canvas.cover(Mark("policy", match.start(), match.end(), match.group(), key=key))
    for passage in records.passages:
        heading = squeeze(str(passage.get("heading") or ""))
        for match in canvas.find(re.escape(heading)) if heading else ():
            canvas.cover(Mark("heading", match.start(), match.end(), match.group()))


def passage_sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE.split(squeeze(text)) if sentence]


def quote_problems(canvas: Canvas, records: Records) -> Iterator[str]:
    """What was left out of a quote, or changed in it."""
    yield from _gaps(canvas.of("policy"))
    yield from _altered(canvas, records)
    left = canvas.without("policy", "heading").replace(COVER, " | ")
    runs = _runs(left)
    for passage in records.passages:
        for run in _runs(squeeze(passage["text"])) & runs:
            yield f"a quote was changed around “{' '.join(run)}”"
            return


def _gaps(quotes: Sequence[Mark]) -> Iterator[str]:
    for one, other in pairwise(quotes):
        passage, _, last = one.key.split()
        other_passage, first, _ = other.key.split()
        if passage == other_passage and int(first) != int(last) + 1:
            yield f"the quote leaves out or turns round sentences after “{one.text[-40:]}”"


def _altered(canvas: Canvas, records: Records) -> Iterator[str]:
    """A sentence that shares most of its words, in order, with one of a passage."""
    wanted = [
        _words(sentence)
        for passage in records.passages
        for sentence in passage_sentences(passage["text"])
    ]
    left = canvas.without("policy", "heading")
    for sentence in canvas.sentences():
        for part in re.split(rf"[:“”{COVER}]", left[sentence.start : sentence.stop]):
            said = _words(part)
            shared = max((_common(said, words) for words in wanted), default=0)
            if shared >= RUN and shared >= MOST * len(said):
                yield f"a quote was changed: “{part.strip()}”"


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words stand in both in the same order."""
    return sum(
        block.size
        for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower())


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*|\|", text.lower())
    grams = (tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))
    return {gram for gram in grams if "|" not in gram}
