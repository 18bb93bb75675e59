"""A shop's own clauses, beside ours: a folder of the same form, `<folder>/<code>/*.toml`.

Owns the joining, and that a fault is told with its file and line; the rules are `lint`'s."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from llm.corpus.compose import Composer
from llm.corpus.corpus import Corpus, LanguageCorpus
from llm.corpus.lint import LintWords, Placed, lint, read_placed
from llm.errors import CorpusError

# How often a clause of the shop's own is drawn where one of ours is drawn once: it wrote them to
# be heard.
OWN_WEIGHT = 3
_BLOCK = re.compile(r"(.+\.toml): block (\d+) of \[\[clauses\]\]")


def read_own(folder: Path) -> dict[str, list[Placed]]:
    """By language. Raises `CorpusError` for a folder without clauses, or with one that can't be
    read; it names the file and the line."""
    if not folder.is_dir():
        raise CorpusError(f"{folder} is no folder")
    try:
        own = {path.name: read_placed(path) for path in sorted(folder.iterdir()) if path.is_dir()}
    except CorpusError as error:
        raise CorpusError(_with_line(str(error))) from error
    if not any(own.values()):
        raise CorpusError(
            f"{folder} holds no clauses: they stand in a folder a language, such as"
            f" {folder / 'en' / 'ours.toml'}"
        )
    return own


def joined(corpus: Corpus, own: Mapping[str, list[Placed]], languages_dir: Path) -> Corpus:
    """Ours and the shop's. Raises `CorpusError` with every fault of the shop's clauses;
    `languages_dir` holds the words that no clause may say."""
    codes = {language.code for language in corpus.languages}
    if strange := sorted(code for code, placed in own.items() if placed and code not in codes):
        raise CorpusError(f"there is no language {', '.join(strange)} to add clauses to")
    faults = [
        fault
        for language in corpus.languages
        for fault in _faults(
            language, own.get(language.code, []), LintWords.load(languages_dir, language.code)
        )
    ]
    if faults:
        raise CorpusError("your clauses break the corpus's rules:\n  " + "\n  ".join(faults))
    return Corpus(
        tuple(_joined(language, own.get(language.code, [])) for language in corpus.languages)
    )


def _joined(ours: LanguageCorpus, own: list[Placed]) -> LanguageCorpus:
    added = tuple(ours.agreement.twins(placed.clause for placed in own))
    composer = Composer((*ours.clauses, *added * OWN_WEIGHT))
    return replace(ours, clauses=(*ours.clauses, *added), composer=composer)


def _faults(ours: LanguageCorpus, own: list[Placed], words: LintWords) -> Iterator[str]:
    if not own:
        return
    for finding in lint([*ours.clauses, *(placed.clause for placed in own)], words):
        number = finding.number - len(ours.clauses)
        if number >= 0:
            yield f"{own[number]}: {finding}"


def _with_line(told: str) -> str:
    """A block's number is for a machine: say its line too."""
    block = _BLOCK.search(told)
    if not block:
        return told
    lines = Path(block.group(1)).read_text(encoding="utf-8").splitlines()
    starts = [n for n, line in enumerate(lines, start=1) if line.strip() == "[[clauses]]"]
    number = int(block.group(2)) - 1
    return told if number >= len(starts) else told.replace(":", f":{starts[number]}:", 1)
