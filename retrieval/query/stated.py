"""What products state in words: values of attributes and options, by name and by word. Follows a
live index; owns no language and no meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyroaring import BitMap

from retrieval.filters.postings import Postings
from retrieval.filters.predicates import stated_measure
from retrieval.fold import holds, phrase
from retrieval.values import Product

MAX_VALUE = 40
# A value of more words is a sentence, of which no single word is the value.
MAX_WORDS = 5
_OWN_FIELDS = ("colour", "size")


class Stated:
    """Sets of rows are to read, never to change."""

    def __init__(self) -> None:
        self.texts: dict[str, Postings[str]] = {}
        self._rows: dict[str, BitMap] = {}
        self._values: dict[str, dict[str, str | set[str]]] = {}

    def put(self, row: int, product: Product) -> None:
        for name, value in _spoken(product):
            self.texts.setdefault(name, Postings()).add(value, row)
            self._rows.setdefault(name, BitMap()).add(row)
            for word in _telling(value):
                self._note(word, name, value)

    def remove(self, row: int, product: Product) -> None:
        """What isn't there is no error."""
        for name, value in _spoken(product):
            if name not in self.texts:
                continue
            self.texts[name].remove(value, row)
            self._rows[name].discard(row)
            if value not in self.texts[name]:
                for word in _telling(value):
                    self._forget(word, name, value)

    def stating(self, name: str) -> BitMap:
        """Rows that state the attribute or option `name` in words."""
        return self._rows.get(name, BitMap())

    def names(self, words: Iterable[str]) -> set[str]:
        """Attributes and options of which some value says all these folded words, numbers aside."""
        telling = [word for word in words if not word.isdigit()]
        found = (set(self._values.get(word, ())) for word in telling)
        return set.intersection(*found) if telling else set()

    def saying(self, name: str, said: str) -> list[str]:
        """Values of `name` that say the folded phrase `said`."""
        telling = [word for word in said.split() if not word.isdigit()]
        if not telling:
            known = self.texts.get(name, ())
            return [v for v in known if said in v and holds(v, said) and _telling(v)]
        found = set.intersection(*(self._of_word(word, name) for word in telling))
        return sorted(value for value in found if holds(value, said))

    def _of_word(self, word: str, name: str) -> set[str]:
        held = self._values.get(word, {}).get(name, set())
        return {held} if isinstance(held, str) else held

    def _note(self, word: str, name: str, value: str) -> None:
        """Most words stand in one value, and a set takes four times what the value takes."""
        names = self._values.setdefault(word, {})
        held = names.setdefault(name, value)
        if isinstance(held, set):
            held.add(value)
        elif held != value:
            names[name] = {held, value}

    def _forget(self, word: str, name: str, value: str) -> None:
        left = self._of_word(word, name) - {value}
        if left:
            self._values[word][name] = left
        elif word in self._values:
            self._values[word].pop(name, None)
            if not self._values[word]:
                del self._values[word]


def _telling(value: str) -> set[str]:
    """The words by which a value is found; bare numbers are none."""
    words = value.split()
    return {w for w in words if not w.isdigit()} if len(words) <= MAX_WORDS else set()


def _spoken(product: Product) -> set[tuple[str, str]]:
    """Names with folded values, each once: of attributes, and of options that are no measure."""
    spoken: set[tuple[str, str]] = set()
    for attribute in product.attributes:
        value = attribute.value
        if isinstance(value, str | tuple):
            items = (value,) if isinstance(value, str) else value
            spoken |= {(attribute.name, phrase(v)) for v in items if len(v) <= MAX_VALUE}
    spoken |= set(_of_options(product))
    return {(name, value) for name, value in spoken if value}


def _of_options(product: Product) -> Iterator[tuple[str, str]]:
    for variant in product.variants:
        for name, value in variant.options.items():
            own = name in _OWN_FIELDS or len(value) > MAX_VALUE
            if not own and stated_measure(value) is None:
                yield name, phrase(value)
