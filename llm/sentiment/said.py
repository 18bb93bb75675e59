"""What somebody wrote, cut into words that know what negates them. Owns the cut; knows no language
beyond the words of negation that it is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PIECE = re.compile(
    r"[^\W_]+(?:['’][^\W_]+)*|[.,;:!?…。，！？；、\n()]|[\U0001F300-\U0001FAFF☀-➿]"
)
_STOP = frozenset(".,;:!?…。，！？；、\n()")
_HEARD = frozenset("!?！？")
NEGATED = "¬"


@dataclass(frozen=True, slots=True)
class Said:
    """A text, with the title above it where there is one."""

    text: str
    title: str = ""

    @property
    def whole(self) -> str:
        """As one: the title is a sentence of its own."""
        return f"{self.title}. {self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class Negation:
    """`words` and `endings` negate the `reach` words after them, up to a stop."""

    words: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    reach: int = 3

    def is_one(self, word: str) -> bool:
        return word in self.words or (bool(self.endings) and word.endswith(self.endings))


@dataclass(frozen=True, slots=True)
class Token:
    """[start, stop) of the text. `stops` where what came before ends here."""

    word: str
    start: int
    stop: int
    is_negated: bool = False
    is_stop: bool = False

    @property
    def marked(self) -> str:
        return NEGATED + self.word if self.is_negated else self.word


def tokens(text: str, negation: Negation) -> list[Token]:
    """Words, and signs that are heard; lower case, a curled apostrophe straightened."""
    found: list[Token] = []
    left = 0
    for match in _PIECE.finditer(text):
        piece = match.group().lower().replace("’", "'")
        if piece in _STOP:
            left = 0
            found.append(Token(piece, match.start(), match.end(), is_stop=piece not in _HEARD))
            continue
        negates = negation.is_one(piece)
        found.append(Token(piece, match.start(), match.end(), left > 0 and not negates))
        left = negation.reach if negates else left - 1
    return found


def words_only(said: Sequence[Token]) -> list[Token]:
    """Without commas and full stops."""
    return [token for token in said if not token.is_stop]
