"""What the catalogue itself knows by name: brands, colours, sizes, departments, attributes, words.
Follows a live index; knows no language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from retrieval.filters.predicates import stated_measure
from retrieval.fold import folded, parts, phrase
from retrieval.query.phrases import PhraseTable
from retrieval.query.spelling import Vocabulary
from retrieval.query.tokens import keys
from retrieval.units import kind
from retrieval.values import Attribute, Product

Rows = set[int]
# The numbers of each row that states any; one that comes in several sizes states several.
Numbers = dict[int, tuple[float, ...]]

MAX_VALUE = 40
MIN_ALIAS = 4
_COLOUR, _SIZE = "colour", "size"


@dataclass(slots=True)
class Flag:
    """Products whose record has this yes-or-no attribute, and those where it is yes."""

    having: Rows = field(default_factory=set)
    set: Rows = field(default_factory=set)


@dataclass(slots=True)
class Named:
    """A value that products share, as most of them write it."""

    rows: Rows = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        return self.written.most_common(1)[0][0]


class Gazetteers:
    """Built from products, updated one by one. Rows are this object's own numbers."""

    def __init__(self, products: Iterable[Product] = ()) -> None:
        self.brands: dict[str, Named] = {}
        self.departments: dict[str, Named] = {}
        self.categories: dict[str, Named] = {}
        self.colours: dict[str, Named] = {}
        self.sizes: dict[str, Named] = {}
        self.flags: dict[str, Flag] = {}
        self.measures: dict[str, dict[tuple[str, str], Numbers]] = {}
        self.texts: dict[str, dict[str, Rows]] = {}
        self.vocabulary = Vocabulary()
        self.brand_phrases: PhraseTable[str] = PhraseTable()
        self.brand_aliases: PhraseTable[str] = PhraseTable()
        self.colour_phrases: PhraseTable[str] = PhraseTable()
        self.size_phrases: PhraseTable[str] = PhraseTable()
        self.department_phrases: PhraseTable[str] = PhraseTable()
        self.category_phrases: PhraseTable[str] = PhraseTable()
        self.flag_phrases: PhraseTable[str] = PhraseTable()
        self._said_of: dict[str, Rows] = {}
        self._products: dict[str, tuple[int, Product]] = {}
        self._by_row: dict[int, Product] = {}
        self._next_row = 0
        for product in products:
            self.add(product)

    def __len__(self) -> int:
        return len(self._products)

    def add(self, product: Product) -> None:
        """Take in `product`, in the place of one with the same id."""
        before = self._products.get(product.product_id)
        if before is not None:
            if _says_the_same(before[1], product):
                self._products[product.product_id] = (before[0], product)
                self._by_row[before[0]] = product
                return
            self.remove(product.product_id)
        row, self._next_row = self._next_row, self._next_row + 1
        self._products[product.product_id] = (row, product)
        self._by_row[row] = product
        self._note_names(row, product)
        self._note_attributes(row, product)
        for numbers, value in self._option_measures(product):
            numbers[row] = (*numbers.get(row, ()), value)
        for word in _head_words(product):
            self._said_of.setdefault(word, set()).add(row)
        self.vocabulary.add(product)

    def remove(self, product_id: str) -> None:
        """Forget a product; an unknown id is no error."""
        row, product = self._products.pop(product_id, (None, None))
        if row is None or product is None:
            return
        del self._by_row[row]
        for named, table, values in self._names(product):
            for value in values:
                gone = _forget(named, table, value, row)
                if gone and named is self.brands and (short := _alias(phrase(value))):
                    self.brand_aliases.remove_keys(short)
        for attribute in product.attributes:
            self._forget_attribute(row, attribute)
        for numbers, _ in self._option_measures(product):
            numbers.pop(row, None)
        for word in _head_words(product):
            self._said_of[word].discard(row)
            if not self._said_of[word]:
                del self._said_of[word]
        self.vocabulary.remove(product)

    def saying(self, word: str) -> Rows:
        """Rows whose title or category says `word` (folded)."""
        return self._said_of.get(word, set())

    def product(self, row: int) -> Product:
        """Raises `KeyError` for a row that isn't in use."""
        return self._by_row[row]

    def coloured(self) -> Rows:
        """Rows that say their colour at all."""
        return set().union(*(named.rows for named in self.colours.values()))

    def measure_names(self, unit_kind: str) -> Iterator[tuple[tuple[str, str], Numbers]]:
        """Numeric attributes in a unit of this kind: (name, unit), and who states which number."""
        yield from self.measures.get(unit_kind, {}).items()

    def _names(
        self, product: Product
    ) -> Iterator[tuple[dict[str, Named], PhraseTable[str], Iterable[str]]]:
        yield self.brands, self.brand_phrases, [product.brand]
        yield self.departments, self.department_phrases, [product.department]
        yield self.categories, self.category_phrases, [product.category]
        yield self.colours, self.colour_phrases, _listed(product, _COLOUR)
        yield self.sizes, self.size_phrases, _listed(product, _SIZE)

    def _note_names(self, row: int, product: Product) -> None:
        for named, table, values in self._names(product):
            for value in values:
                name = phrase(value)
                if not name:
                    continue
                if name not in named:
                    named[name] = Named()
                    table.add(name, name)
                    if named is self.brands and (short := _alias(name)):
                        self.brand_aliases.add_keys(short, name)
                named[name].rows.add(row)
                named[name].written[value] += 1

    def _note_attributes(self, row: int, product: Product) -> None:
        for attribute in product.attributes:
            name, value = attribute.name, attribute.value
            if isinstance(value, bool):
                flag = self.flags.get(name)
                if flag is None:
                    flag = self.flags[name] = Flag()
                    for label in _labels(attribute):
                        self.flag_phrases.add(label, name)
                flag.having.add(row)
                if value:
                    flag.set.add(row)
            elif isinstance(value, int | float):
                by_name = self.measures.setdefault(kind(attribute.unit), {})
                by_name.setdefault((name, attribute.unit.casefold()), {})[row] = (float(value),)
            else:
                for item in (value,) if isinstance(value, str) else value:
                    if len(item) <= MAX_VALUE:
                        by_value = self.texts.setdefault(name, {})
                        by_value.setdefault(phrase(item), set()).add(row)

    def _option_measures(self, product: Product) -> Iterator[tuple[Numbers, float]]:
        """Options that state a measure (`500 ml`) count among the measures."""
        for variant in product.variants:
            for name, value in variant.options.items():
                stated = stated_measure(value) if name not in (_COLOUR, _SIZE) else None
                if stated is not None:
                    by_name = self.measures.setdefault(kind(stated[1]), {})
                    yield by_name.setdefault((name, stated[1].casefold()), {}), stated[0]

    def _forget_attribute(self, row: int, attribute: Attribute) -> None:
        name, value = attribute.name, attribute.value
        if isinstance(value, bool):
            flag = self.flags.get(name)
            if flag is not None:
                flag.having.discard(row)
                flag.set.discard(row)
                if not flag.having:
                    del self.flags[name]
                    for label in _labels(attribute):
                        self.flag_phrases.remove_keys(keys(label))
        elif isinstance(value, int | float):
            by_name = self.measures[kind(attribute.unit)]
            by_name.get((name, attribute.unit.casefold()), {}).pop(row, None)
        else:
            for item in (value,) if isinstance(value, str) else value:
                self.texts.get(name, {}).get(phrase(item), set()).discard(row)


def _forget(named: dict[str, Named], table: PhraseTable[str], value: str, row: int) -> bool:
    """Whether nothing is left that has this value."""
    name = phrase(value)
    entry = named.get(name)
    if entry is None:
        return False
    entry.rows.discard(row)
    entry.written[value] -= 1
    if entry.rows:
        return False
    del named[name]
    table.remove_keys(keys(name))
    return True


def _labels(attribute: Attribute) -> tuple[str, ...]:
    """`non stick` and `nonstick`."""
    return tuple({attribute.label: None, attribute.label.replace(" ", ""): None})


def _alias(brand: str) -> tuple[str, ...]:
    """What people call a brand of several words: its first, if that is long enough to be one."""
    spoken = keys(brand)
    return spoken[:1] if len(spoken) > 1 and len(spoken[0]) >= MIN_ALIAS else ()


def _listed(product: Product, option: str) -> list[str]:
    """The values of an option over all variants, else of the attribute of that name; each once,
    lists taken apart."""
    values = [v.options[option] for v in product.variants if option in v.options]
    if not values:
        attribute = product.attribute(option)
        if attribute is not None and isinstance(attribute.value, str):
            values = [attribute.value]
        elif attribute is not None and isinstance(attribute.value, tuple):
            values = list(attribute.value)
    return list(dict.fromkeys(part for value in values for part in parts(value)))


def _head_words(product: Product) -> set[str]:
    heads = f"{product.title} {product.category}"
    return set(folded(heads).split())


def _says_the_same(before: Product, after: Product) -> bool:
    """Price, stock and rating are no names."""
    return (
        before.title == after.title
        and before.brand == after.brand
        and before.department == after.department
        and before.category == after.category
        and before.description == after.description
        and before.attributes == after.attributes
        and [dict(v.options) for v in before.variants] == [dict(v.options) for v in after.variants]
    )
