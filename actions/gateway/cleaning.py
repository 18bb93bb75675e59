"""A customer's words, made safe to pass on. Owns no understanding of them."""

from __future__ import annotations

import re
import unicodedata

from actions.errors import BadInput
from actions.gateway.errors import TooLarge

# Joiners hold emoji and some scripts together; other invisible characters only hide things.
JOINERS = "\u200c\u200d"
RUNS_OF_BLANKS = re.compile(r"[^\S\n]+")
RUNS_OF_LINES = re.compile(r"\s*\n\s*")
# Rasa reads a message that starts with "/" as an intent, past all understanding of words.
NOT_A_START = " \n/" + JOINERS


def clean(text: str, max_chars: int) -> str:
    """Without control and invisible characters, in normal form C, on at most a few lines.

    Raises `BadInput` when nothing is left and `TooLarge` when it is over `max_chars`.
    """
    if len(text) > max_chars:
        raise TooLarge(
            f"a message may have {max_chars:,} characters; this one has {len(text):,}", "text"
        )
    visible = "".join(_seen(character) for character in unicodedata.normalize("NFC", text))
    words = RUNS_OF_LINES.sub("\n", RUNS_OF_BLANKS.sub(" ", visible))
    words = words.lstrip(NOT_A_START).rstrip()
    if not words:
        raise BadInput("the message has no words in it", "text")
    return words


def _seen(character: str) -> str:
    if character in "\n\t" + JOINERS:
        return " " if character == "\t" else character
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    return "" if category in ("Cf", "Cs", "Co") else character
