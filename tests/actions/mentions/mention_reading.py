"""Reading one message as in a shop whose order numbers have five digits, on a Friday."""

from __future__ import annotations

from datetime import date

from actions.config import PROJECT_ROOT
from actions.mentions import MentionReader, Mentions

TODAY = date(2026, 11, 27)
FOLDER = PROJECT_ROOT / "data" / "languages" / "en"

PLAIN = MentionReader.load(FOLDER, r"\d{5}")
LETTERED = MentionReader.load(FOLDER, r"#W\d{7}")


def read(text: str, *asked: str, reader: MentionReader = PLAIN) -> Mentions:
    return reader.read(text, today=TODAY, asked=frozenset(asked))
