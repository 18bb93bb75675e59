"""What every group of a language's sections stands on: the word list. Owns no words."""

from __future__ import annotations

from retrieval.query.phrases import PhraseTable
from retrieval.query.word_sections import Phrases
from retrieval.query.wordlist import WordList


class Sections:
    """A group of sections of `query.toml`, as tables made when first asked for and kept."""

    list: WordList


def words_table(**groups: Phrases) -> PhraseTable[str]:
    """Each group's phrases, found by the group's name."""
    return PhraseTable.of(groups)
