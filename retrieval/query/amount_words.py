"""How amounts are said: prices, units, numbers, ratings. Owns no reading of them."""

from __future__ import annotations

from functools import cached_property

from retrieval.fold import fold
from retrieval.query.phrases import PhraseTable
from retrieval.query.sections import Sections, words_table
from retrieval.query.tokens import tokenise


class AmountWords(Sections):
    """The sections on prices, units, measures, numbers and ratings."""

    @cached_property
    def bounds(self) -> PhraseTable[str]:
        price = self.list.price
        return words_table(
            under=price.under,
            up_to=price.up_to,
            over=price.over,
            from_on=price.from_on,
            between=price.between,
            around=price.around,
            having=price.having,
        )

    @cached_property
    def nearly(self) -> PhraseTable[str]:
        return words_table(around=self.list.price.around)

    @cached_property
    def bounds_after(self) -> PhraseTable[str]:
        price = self.list.price
        return words_table(
            up_to=price.under_after, from_on=price.over_after, around=price.around_after
        )

    @cached_property
    def range_to(self) -> PhraseTable[str]:
        return words_table(to=self.list.price.to)

    @cached_property
    def price_context(self) -> PhraseTable[str]:
        return words_table(context=self.list.price.context)

    @cached_property
    def currencies(self) -> PhraseTable[str]:
        """With their signs: `us` alone is no money, `us$` is."""
        table: PhraseTable[str] = PhraseTable()
        for currency, names in self.list.price.currencies.items():
            for name in names:
                table.add_keys(tuple(token.key for token in tokenise(name)), currency)
        return table

    @cached_property
    def units(self) -> PhraseTable[str]:
        return PhraseTable.of(self.list.units)

    @cached_property
    def counted(self) -> PhraseTable[str]:
        return words_table(counted=self.list.measures.counted)

    @cached_property
    def count_words(self) -> frozenset[str]:
        return frozenset(map(fold, self.list.measures.count_words))

    @cached_property
    def counting(self) -> dict[str, tuple[str, ...]]:
        """What is counted (`people`) -> the attributes that say for how many (`sleeps`)."""
        found: dict[str, tuple[str, ...]] = {}
        for attribute, things in self.list.measures.counting.items():
            for thing in map(fold, things):
                found[thing] = (*found.get(thing, ()), attribute)
        return found

    @cached_property
    def packed(self) -> frozenset[str]:
        """Words between a count and what holds so many: `50 per box`."""
        return frozenset(map(fold, self.list.measures.packed))

    @cached_property
    def measured_words(self) -> frozenset[str]:
        """Words for what is measured: `ram`, `wide`."""
        return frozenset(fold(w) for words in self.list.measures.called.values() for w in words)

    @cached_property
    def age_before(self) -> PhraseTable[str]:
        return words_table(age=self.list.age.before)

    @cached_property
    def age_of_person(self) -> PhraseTable[str]:
        return words_table(age=self.list.age.of_person)

    @cached_property
    def age_is(self) -> PhraseTable[str]:
        return words_table(age=self.list.age.being)

    @cached_property
    def age_after(self) -> PhraseTable[str]:
        return PhraseTable.of(self.list.age.after)

    @cached_property
    def for_so_many(self) -> PhraseTable[str]:
        return PhraseTable.of(self.list.measures.for_so_many)

    @cached_property
    def weight_words(self) -> PhraseTable[str]:
        return words_table(weight=self.list.measures.weight_words)

    @cached_property
    def number_words(self) -> dict[str, float]:
        return {fold(word): value for word, value in self.list.numbers.words.items()}

    @cached_property
    def number_scales(self) -> dict[str, float]:
        return {fold(word): value for word, value in self.list.numbers.scales.items()}

    @cached_property
    def number_parts(self) -> PhraseTable[float]:
        return PhraseTable(self.list.numbers.parts.items())

    @cached_property
    def number_notes(self) -> dict[str, float]:
        return {fold(word): value for word, value in self.list.numbers.notes.items()}

    @cached_property
    def number_minus(self) -> frozenset[str]:
        return frozenset(map(fold, self.list.numbers.minus))

    @cached_property
    def number_articles(self) -> frozenset[str]:
        return frozenset(map(fold, self.list.numbers.articles))

    @cached_property
    def number_fillers(self) -> frozenset[str]:
        return frozenset(map(fold, self.list.numbers.fillers))

    @cached_property
    def rating_units(self) -> PhraseTable[str]:
        return words_table(stars=self.list.rating.unit)

    @cached_property
    def rating_words(self) -> PhraseTable[str]:
        return words_table(rating=self.list.rating.words)
