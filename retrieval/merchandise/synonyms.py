"""A merchant's synonyms, met in a text. Owns no list of words but the rules' own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from retrieval.fold import words
from retrieval.merchandise.rules import Synonym
from retrieval.query import Language
from retrieval.query.tokens import Token, keys, tokenise
from retrieval.values import Correction

MOST = 4
"""So many other texts are looked for beside the one that was said."""


class Synonyms:
    """Those of one language. `is_said` tells whether the catalogue says a folded phrase."""

    def __init__(
        self, rules: Sequence[Synonym], language: Language, is_said: Callable[[str], bool]
    ) -> None:
        self._rules = [rule for rule in rules if rule.language in ("", language.code)]
        self._language = language
        self._is_said = is_said

    def instead(self, query: str) -> tuple[str, tuple[Correction, ...]]:
        """`query` with what the catalogue never says put in its own words, and what was put."""
        put: list[Correction] = []
        for start, stop, meant in self._met(query):
            said = query[start:stop]
            if meant and not self._says(said):
                query = query[:start] + meant[0] + query[stop:]
                put.append(Correction(said, meant[0]))
                more, others = self.instead(query[start + len(meant[0]) :])
                return query[: start + len(meant[0])] + more, (*put, *others)
        return query, tuple(put)

    def others(self, text: str) -> tuple[str, ...]:
        """`text` with one of its phrases in other words."""
        found = (
            text[:start] + other + text[stop:]
            for start, stop, meant in self._met(text)
            for other in meant
        )
        return tuple(dict.fromkeys(found))[:MOST]

    def _met(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        """Where a phrase stands, and what of its synonyms the catalogue says."""
        tokens = tokenise(text)
        for rule in self._rules:
            for phrase in rule.said:
                for start, stop in self._places(tokens, keys(phrase)):
                    others = [m for m in rule.meant if m != phrase and self._says(m)]
                    yield start, stop, others

    def _places(
        self, tokens: Sequence[Token], phrase: tuple[str, ...]
    ) -> Iterator[tuple[int, int]]:
        for place in range(len(tokens) - len(phrase) + 1):
            met = tokens[place : place + len(phrase)]
            pairs = zip(met, phrase, strict=True)
            if phrase and all(word in self._language.forms(token.key) for token, word in pairs):
                yield met[0].start, met[-1].end

    def _says(self, phrase: str) -> bool:
        *first, last = words(phrase) or [""]
        return any(self._is_said(" ".join([*first, f])) for f in self._language.forms(last))
