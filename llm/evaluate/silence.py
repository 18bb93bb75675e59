"""Whether a text says that the record doesn't tell, and of what. Owns which words don't count: a
name's own say nothing of a record."""

from __future__ import annotations

import re

from llm.evaluate.canvas import COVER, Canvas, Sentence
from llm.evaluate.words import WordLists, any_of, matches

_COVERED = re.compile(f"{COVER}+")


def is_silent(canvas: Canvas, words: WordLists, sentence: Sentence | None = None) -> bool:
    """Of the whole text, or of one `sentence`. A name reads as "it", so that "our record of it is
    silent" needs no product in the list; "it is silent" is said of a mouse."""
    plain = canvas.without("name")
    if sentence is not None:
        plain = plain[sentence.start : sentence.stop]
    return matches(words.list("silence"), _COVERED.sub("it", plain))


def about_what(bare: str, words: WordLists) -> str:
    """A silent sentence without the words that make it so: "silent" is an attribute's name, too."""
    pattern = any_of(words.list("silence"))
    return re.sub(pattern, "", _COVERED.sub("it", bare).replace("’", "'"), flags=re.IGNORECASE)
