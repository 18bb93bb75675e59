"""What the catalogue itself knows by name: brands, colours, sizes, departments, attributes, words.
Follows a live index; knows no language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyroaring import BitMap

from retrieval.filters.numbers import Numbers
from retrieval.filters.predicates import stated_measure
from retrieval.filters.texts import Texts
from retrieval.fold import parts, phrase
from retrieval.query.heads import Heads
from retrieval.query.language import Language
from retrieval.query.phrases import PhraseTable
from retrieval.query.spelling import Vocabulary
from retrieval.query.stated import Stated
from retrieval.query.tokens import keys
from retrieval.units import kind
from retrieval.values import Attribute, Product

Rows = BitMap

MIN_ALIAS = 4
_COLOUR, _SIZE = "colour", "size"


@dataclass(slots=True)
class Flag:
    """Products whose record has this yes-or-no attribute, and those where it is yes."""

    having: Rows = field(default_factory=BitMap)
    set: Rows = field(default_factory=BitMap)


@dataclass(slots=True)
class Named:
    """A value that products share, as most of them write it."""

    rows: Rows = field(default_factory=BitMap)
    written: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        return self.written.most_common(1)[0][0]


class Gazetteers:
    """Updated one by one; rows are the store's. Sets of rows are to read, never to change.

    `said` knows what each row says and may be shared with the filters. No product is kept: who
    changes one says what it was. A language must be known before the first product comes.
    """

    def __init__(self, languages: Iterable[Language] = (), said: Texts | None = None) -> None:
        self.said = Texts() if said is None else said
        self.rows = BitMap()
        self.brands: dict[str, Named] = {}
        self.departments: dict[str, Named] = {}
        self.categories: dict[str, Named] = {}
        self.colours: dict[str, Named] = {}
        self.sizes: dict[str, Named] = {}
        self.flags: dict[str, Flag] = {}
        self.measures: dict[str, dict[tuple[str, str], Numbers]] = {}
        self.stated = Stated()
        self.vocabulary = Vocabulary(self.said)
        self.brand_phrases: PhraseTable[str] = PhraseTable()
        self.brand_aliases: PhraseTable[str] = PhraseTable()
        self.colour_phrases: PhraseTable[str] = PhraseTable()
        self.size_phrases: PhraseTable[str] = PhraseTable()
        self.department_phrases: PhraseTable[str] = PhraseTable()
        self.category_phrases: PhraseTable[str] = PhraseTable()
        self.flag_phrases: PhraseTable[str] = PhraseTable()
        self._coloured, self._sized = BitMap(), BitMap()
        self._heads = {language: Heads(language) for language in languages}

    @classmethod
    def of(cls, products: Iterable[Product], *languages: Language) -> Gazetteers:
        """Of products alone, numbered as they come."""
        known = cls(languages)
        for row, product in enumerate(products):
            known.put(row, product)
        return known

    def __len__(self) -> int:
        return len(self.rows)

    def put(self, row: int, product: Product, before: Product | None = None) -> None:
        """Let `row` hold `product`; `before` is what it held until now."""
        if before is not None:
            if _says_the_same(before, product):
                return
            self.remove(row, before)
        self.rows.add(row)
        self.said.put(row, product)
        self._note_names(row, product)
        self._note_attributes(row, product)
        self.stated.put(row, product)
        for numbers, value in self._option_measures(product):
            numbers.add(row, value)
        for heads in self._heads.values():
            heads.put(row, product.title, product.category)
        self.vocabulary.add(product)

    def remove(self, row: int, product: Product) -> None:
        """Forget the row, which held `product`; one that isn't held is no error."""
        if row not in self.rows:
            return
        self.rows.remove(row)
        self.said.remove(row)
        for named, table, values in self._names(product):
            for value in values:
                gone = _forget(named, table, value, row)
                if gone and named is self.brands and (short := _alias(phrase(value))):
                    self.brand_aliases.remove_keys(short)
        for attribute in product.attributes:
            self._forget_attribute(row, attribute)
        self.stated.remove(row, product)
        for numbers, _ in self._option_measures(product):
            numbers.drop(row)
        for heads in self._heads.values():
            heads.remove(row, product.title, product.category)
        self._coloured.discard(row)
        self._sized.discard(row)
        self.vocabulary.remove(product)

    def heads(self, language: Language) -> Heads:
        """Raises `ValueError` where the language came after the products."""
        if language not in self._heads:
            if self.rows:
                raise ValueError(f"the language {language.code} came after the products")
            self._heads[language] = Heads(language)
        return self._heads[language]

    def saying(self, word: str) -> Rows:
        """Rows whose title or category says `word` (folded)."""
        return self.said.named(word)

    def commonest(self, most: int) -> list[str]:
        """Words that many products say and customers ask for: of colours, then of what things
        are called, each the commonest first."""
        colours = sorted(self.colours, key=lambda name: -len(self.colours[name].rows))
        said = dict.fromkeys([*colours[: most // 10], *self.said.commonest(most)])
        return list(said)[:most]

    def coloured(self) -> Rows:
        """Rows that say their colour at all."""
        return self._coloured

    def sized(self) -> Rows:
        """Rows that come in sizes."""
        return self._sized

    def stating(self, name: str) -> Rows:
        """Rows that state the attribute `name` in words."""
        return self.stated.stating(name)

    def measure_names(self, unit_kind: str) -> Iterator[tuple[tuple[str, str], Numbers]]:
        """Numeric attributes in a unit of this kind: (name, unit), and who states which number."""
        yield from self.measures.get(unit_kind, {}).items()

    def _names(
        self, product: Product
    ) -> Iterator[tuple[dict[str, Named], PhraseTable[str], Iterable[str]]]:
        yield self.brands, self.brand_phrases, [product.brand]
        yield self.departments, self.department_phrases, [product.department]
        yield self.categories, self.category_phrases, [product.category]
        yield self.colours, self.colour_phrases, listed(product, _COLOUR)
        yield self.sizes, self.size_phrases, listed(product, _SIZE)

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
                if named is self.colours:
                    self._coloured.add(row)
                elif named is self.sizes:
                    self._sized.add(row)

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
                unit = attribute.unit.casefold()
                by_name.setdefault((name, unit), Numbers()).add(row, float(value))

    def _option_measures(self, product: Product) -> Iterator[tuple[Numbers, float]]:
        """Options that state a measure (`500 ml`) count among the measures."""
        for variant in product.variants:
            for name, value in variant.options.items():
                stated = stated_measure(value) if name not in (_COLOUR, _SIZE) else None
                if stated is not None:
                    by_name = self.measures.setdefault(kind(stated[1]), {})
                    unit = stated[1].casefold()
                    yield by_name.setdefault((name, unit), Numbers()), stated[0]

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
            by_name[name, attribute.unit.casefold()].drop(row)


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


def listed(product: Product, option: str) -> list[str]:
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
