"""How wishes are said: their order, what is not wanted, what changes. Owns no conditions."""

from __future__ import annotations

from functools import cached_property

from retrieval.query.phrases import PhraseTable
from retrieval.query.sections import Sections, words_table
from retrieval.values import Soft, Sort

_NOT_WISHES = (
    "fields",
    "adds",
    "forget",
    "forget_after",
    "also",
    "points",
    "wished",
    "less",
    "more",
)


class WishWords(Sections):
    """The sections on order, stock, negation, refinement, and the words that say nothing."""

    @cached_property
    def sorts(self) -> PhraseTable[Sort]:
        sort = self.list.sort
        return PhraseTable.of(
            {
                Sort.PRICE_ASC: sort.price_asc,
                Sort.PRICE_DESC: sort.price_desc,
                Sort.RATING: sort.rating,
                Sort.NEWEST: sort.newest,
            }
        )

    @cached_property
    def sort_words(self) -> PhraseTable[str]:
        return words_table(sort=self.list.sort.words)

    @cached_property
    def soft(self) -> PhraseTable[Soft | None]:
        """What each soft wish is; None for a phrase in which none is meant."""
        words = self.list.soft
        wishes = [wish for wish in Soft if wish is not Soft.ABOUT]
        said = ((phrase, wish) for wish in wishes for phrase in getattr(words, wish.value))
        return PhraseTable([*((phrase, None) for phrase in words.never), *said])

    @cached_property
    def in_stock(self) -> PhraseTable[str]:
        return words_table(yes=self.list.stock.in_stock)

    @cached_property
    def negators(self) -> PhraseTable[str]:
        return words_table(
            phrase=self.list.negation.phrases,
            word=self.list.negation.words,
            prefix=self.list.negation.prefixes,
        )

    @cached_property
    def deniers(self) -> PhraseTable[str]:
        """Words that turn a bound round."""
        negation = self.list.negation
        return words_table(word=(*negation.words, *negation.phrases, *negation.helpers))

    @cached_property
    def negators_after(self) -> PhraseTable[str]:
        return words_table(after=self.list.negation.after)

    @cached_property
    def features(self) -> PhraseTable[str]:
        return words_table(feature=self.list.negation.features)

    @cached_property
    def sayings(self) -> PhraseTable[str]:
        """Names and sayings of which no word is a condition."""
        return words_table(saying=self.list.sayings.words)

    @cached_property
    def negation_joiners(self) -> PhraseTable[str]:
        return words_table(joiner=self.list.negation.joiners)

    @cached_property
    def negation_skipped(self) -> PhraseTable[str]:
        return words_table(skipped=self.list.negation.skipped)

    @cached_property
    def alternatives(self) -> PhraseTable[str]:
        return words_table(alternative=self.list.alternatives.words)

    @cached_property
    def stop(self) -> PhraseTable[str]:
        return words_table(stop=self.list.stop.words)

    @cached_property
    def refine(self) -> PhraseTable[str]:
        """What is wished of the results that were shown, by the section's own names."""
        words = self.list.refine
        named = (name for name in type(words).model_fields if name not in _NOT_WISHES)
        return words_table(**{name: getattr(words, name) for name in named}, **words.wished)

    @cached_property
    def also(self) -> PhraseTable[str]:
        return words_table(also=self.list.refine.also)

    @cached_property
    def forget(self) -> PhraseTable[str]:
        return words_table(forget=self.list.refine.forget)

    @cached_property
    def forget_after(self) -> PhraseTable[str]:
        return words_table(forget=self.list.refine.forget_after)

    @cached_property
    def points(self) -> PhraseTable[str]:
        return words_table(point=self.list.refine.points)

    @cached_property
    def fields(self) -> PhraseTable[str]:
        return PhraseTable.of(self.list.refine.fields)
