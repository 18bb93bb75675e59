"""The features of a text: runs of words, and runs of letters within words. Owns which there are and
which words each stands on; weighs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from llm.sentiment.said import Negation, Said, Token, tokens, words_only

Kind = Literal["words", "letters"]
WORDS = (1, 2, 3)
LETTERS = (2, 3, 4, 5)
IN_TITLE, AT_END = "title:", "end:"
_ENDS = frozenset(".!?…。！？\n")


class Read(NamedTuple):
    """A text as one list of tokens: those of the title first, `titled` of them. `last` is where the
    last sentence starts."""

    tokens: list[Token]
    titled: int
    last: int


def read(said: Said, negation: Negation) -> Read:
    """Places in the title count from its own start, those of the text from its own."""
    above, below = tokens(said.title, negation), tokens(said.text, negation)
    last = 0
    for place, token in enumerate(below[:-1]):
        if token.word in _ENDS and any(not t.is_stop for t in below[place + 1 :]):
            last = place + 1
    title, body = words_only(above), words_only(below)
    kept = len(words_only(below[:last]))
    return Read([*title, *body], len(title), len(title) + kept)


def names(text: Read, kind: Kind) -> list[str]:
    """All of them, each as often as it stands there."""
    if kind == "letters":
        return [name for token in text.tokens for name in _of_word(token.word)]
    marked = [token.marked for token in text.tokens]
    return [
        prefix + " ".join(marked[first : first + size])
        for begin, stop, sizes, prefix in _stretches(text)
        for size in sizes
        for first in range(begin, stop - size + 1)
    ]


def places(text: Read, kind: Kind) -> list[tuple[int, ...]]:
    """The tokens that each of `names` stands on."""
    if kind == "letters":
        return [(at,) for at, token in enumerate(text.tokens) for _ in _of_word(token.word)]
    return [
        tuple(range(first, first + size))
        for begin, stop, sizes, _ in _stretches(text)
        for size in sizes
        for first in range(begin, stop - size + 1)
    ]


def _stretches(text: Read) -> tuple[tuple[int, int, Sequence[int], str], ...]:
    """Of the title and of the last sentence there are some by a name of their own, too: what is
    said there counts for more."""
    end = len(text.tokens)
    return (
        (0, text.titled, WORDS, ""),
        (text.titled, end, WORDS, ""),
        (0, text.titled, WORDS, IN_TITLE),
        (text.last, end, WORDS[:2], AT_END),
    )


@lru_cache(maxsize=100_000)
def _of_word(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(
        padded[first : first + size]
        for size in LETTERS
        for first in range(max(len(padded) - size + 1, 0))
    )
