"""Words that the catalogue uses, and corrections towards them. Owns no language."""

from __future__ import annotations

from collections import Counter

from symspellpy import SymSpell, Verbosity

from retrieval.filters.texts import Texts
from retrieval.fold import folded
from retrieval.values import Product

MIN_LENGTH = 4
LONG = 6
LONGEST_VALUE = 16


class Vocabulary:
    """What is said anywhere in the catalogue is right (`said` knows that); what products are
    called can be meant."""

    def __init__(self, said: Texts) -> None:
        self._said = said
        self._meant: Counter[str] = Counter()
        self._speller: SymSpell | None = None

    def __contains__(self, word: str) -> bool:
        return word in self._said

    def add(self, product: Product) -> None:
        names = _names(product)
        self._meant.update(names)
        if self._speller is not None:
            for word in names:
                self._speller.create_dictionary_entry(word, 1)

    def remove(self, product: Product) -> None:
        gone = _subtract(self._meant, _names(product))
        if self._speller is not None:
            for word in gone:
                self._speller.delete_dictionary_entry(word)

    def prepare(self) -> None:
        """Build the speller now rather than at the first unknown word."""
        if self._speller is None:
            self._speller = SymSpell(max_dictionary_edit_distance=2, prefix_length=6)
            for word, count in self._meant.items():
                self._speller.create_dictionary_entry(word, count)

    def nearest(self, word: str) -> str | None:
        """The word of the catalogue that `word` was probably meant to be: one slip in a short
        word, two in a long one; None where nothing is near."""
        if len(word) < MIN_LENGTH or not word.isalpha():
            return None
        self.prepare()
        if self._speller is None:
            return None
        slips = 2 if len(word) >= LONG else 1
        found = self._speller.lookup(word, Verbosity.CLOSEST, max_edit_distance=slips)
        return next((str(f.term) for f in found if f.term != word), None)


def _names(product: Product) -> set[str]:
    """Words fit to be meant: of names, options, short values and yes-or-no attributes; letters
    only."""
    pieces = [product.title, product.brand, product.category, product.department]
    pieces += [a.label for a in product.attributes if isinstance(a.value, bool)]
    pieces += {value for v in product.variants for value in v.options.values()}
    stated = (a.value for a in product.attributes if isinstance(a.value, str))
    pieces += [value for value in stated if len(value) <= LONGEST_VALUE]
    text = " ".join(pieces)
    return {w for w in folded(text).split() if len(w) >= MIN_LENGTH and w.isalpha()}


def _subtract(counts: Counter[str], words: set[str]) -> list[str]:
    gone = []
    for word in words:
        counts[word] -= 1
        if counts[word] <= 0:
            del counts[word]
            gone.append(word)
    return gone
