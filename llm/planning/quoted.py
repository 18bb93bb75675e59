"""The customer's own words that a product answers to. Owns what may be put in quotation marks: one
run of the query, as it was written, that stands in the title or the category."""

from __future__ import annotations

import re

from llm.plan import Fact
from llm.planning.asking import AskWords, stems, tokens
from retrieval.values import Hit

MAX_WORDS_CHARS = 60
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_CLAUSE = re.compile(r"[^,;:.!?()]+")


def quoted_words(hit: Hit, query: str, words: AskWords) -> list[Fact]:
    """The longest run, without filler at its ends; empty where there is none."""
    held = [r.words or r.value for r in hit.reasons if r.kind in ("words", "code")]
    matched = stems(tokens(" ".join(held)))
    names = [_stemmed(hit.product.title), _stemmed(hit.product.category)]
    runs = [
        text
        for clause in _CLAUSE.findall(query)
        for text in _runs(clause, words)
        if stems(tokens(text)) - words.filler <= matched and _stands(_stemmed(text), names)
    ]
    text = max(runs, key=len, default="")
    return [Fact("words", text, "query", text, "query")] if text else []


def _runs(clause: str, words: AskWords) -> list[str]:
    """Every run of whole words that neither begins nor ends with filler, as it is written."""
    spans = [match.span() for match in _WORD.finditer(clause)]
    ends = [(a, b) for a, b in spans if clause[a:b].lower() not in words.filler]
    runs = (clause[a:b] for a, _ in ends for _, b in ends if a < b)
    return [run for run in runs if len(run) <= MAX_WORDS_CHARS and not run.isdigit()]


def _stemmed(text: str) -> list[str]:
    return [stem for word in tokens(text) for stem in stems([word])]


def _stands(run: list[str], names: list[list[str]]) -> bool:
    said = f" {' '.join(run)} "
    return any(said in f" {' '.join(name)} " for name in names)
