"""One language's words, compiled for lookup. Owns no catalogue; English is just a folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

from symspellpy import SymSpell, Verbosity

from retrieval.fold import fold, phrase
from retrieval.query.amount_words import AmountWords
from retrieval.query.colour_words import ColourWords
from retrieval.query.dictionary import ordinary_words
from retrieval.query.thing_words import ThingWords
from retrieval.query.wish_words import WishWords
from retrieval.query.wordlist import WordList, read_words

MIN_LENGTH = 5


class Language(AmountWords, ColourWords, ThingWords, WishWords):
    """The compiled words of `data/languages/<code>/query.toml`; each table is made when first
    asked for and kept. Lookups never raise, whatever the folder leaves out."""

    def __init__(self, code: str, words: WordList, ordinary: frozenset[str] = frozenset()) -> None:
        self.code = code
        self.list = words
        self.ordinary = ordinary

    @classmethod
    def load(cls, folder: Path) -> Language:
        """The folder's name is the language's code. Raises `BadLanguage`."""
        folder = Path(folder)
        source = folder / "query.toml"
        words = read_words(source)
        return cls(folder.name, words, ordinary_words(words.spelling.dictionary, source))

    @property
    def stemmer(self) -> str:
        """Tantivy's name of the language's stemmer; empty for none."""
        return self.list.spelling.stemmer

    @property
    def policy_names(self) -> tuple[str, ...]:
        """What a policy is called after its title, with `{}` for that."""
        return self.list.policy.called

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Every word of the list: none of them is a misspelling."""
        return frozenset(word for text in _texts(self.list.model_dump()) for word in text.split())

    def nearest_word(self, word: str) -> str | None:
        """The word of the list that `word` is with one slip, None where there is none: of what
        says what is wished, so that `withuot` denies."""
        if len(word) < MIN_LENGTH or not word.isalpha():
            return None
        found = self._speller.lookup(word, Verbosity.CLOSEST, max_edit_distance=1)
        return str(found[0].term) if found else None

    @cached_property
    def _speller(self) -> SymSpell:
        speller = SymSpell(max_dictionary_edit_distance=1, prefix_length=6)
        for known in sorted(self.known_words):
            if len(known) >= MIN_LENGTH and known.isalpha():
                speller.create_dictionary_entry(known, 1)
        return speller

    def forms(self, word: str) -> tuple[str, ...]:
        """`word` with and without the language's plural endings, itself first."""
        return self._forms(word)

    @cached_property
    def _forms(self) -> Callable[[str], tuple[str, ...]]:
        """Remembered: the same few words are asked for many times a query."""
        return lru_cache(maxsize=16_384)(self._worked_out)

    def _worked_out(self, word: str) -> tuple[str, ...]:
        forms = {word: None}
        for ending in map(fold, self.list.spelling.plural_endings):
            if word.endswith(ending) and len(word) > len(ending) + 2:
                forms[word.removesuffix(ending)] = None
            forms[word + ending] = None
        for plural, singular in self.list.spelling.plural_changes:
            for ending, other in ((fold(plural), fold(singular)), (fold(singular), fold(plural))):
                if word.endswith(ending) and len(word) > len(ending) + 2:
                    forms[word.removesuffix(ending) + other] = None
        return tuple(forms)


def _texts(value: object) -> list[str]:
    """Every text in a dumped word list, keys of open tables too, folded."""
    if isinstance(value, str):
        return [phrase(value)]
    if isinstance(value, dict):
        return [t for key, inner in value.items() for t in (phrase(key), *_texts(inner))]
    if isinstance(value, tuple | list):
        return [text for item in value for text in _texts(item)]
    return []
