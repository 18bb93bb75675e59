"""Which parts of a suggestion were typed. Owns no ranking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.fold import fold
from retrieval.values import Span

_WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*")


def spans(text: str, typed: Sequence[str]) -> tuple[Span, ...]:
    """The beginnings of words of `text` that the folded words `typed` say, each said once, as
    [start, stop) in code points."""
    return tuple(_spans(text, list(typed)))


def _spans(text: str, left: list[str]) -> Iterator[Span]:
    for match in _WORD.finditer(text):
        word = match.group()
        said = max((t for t in left if fold(word).startswith(t)), key=len, default="")
        if said:
            left.remove(said)
            yield match.start(), match.start() + _reach(word, len(said))


def _reach(word: str, length: int) -> int:
    """How many of the word's own letters fold to `length`: an accent or an apostrophe goes."""
    reach = next(n for n in range(len(word) + 1) if len(fold(word[:n])) >= length)
    while reach < len(word) and len(fold(word[: reach + 1])) == length:
        reach += 1
    return reach
