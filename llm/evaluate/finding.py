"""Everything that a reply states, found in the right order: the longest and surest first, so that
a title's number isn't taken for a price. Owns that order."""

from __future__ import annotations

from llm.evaluate.amounts import AmountFinder
from llm.evaluate.canvas import Canvas
from llm.evaluate.naming import NameFinder
from llm.evaluate.quoting import cover_quotes
from llm.evaluate.records import Records, squeeze
from llm.evaluate.words import WordLists


def find_everything(text: str, records: Records, words: WordLists) -> Canvas:
    """A canvas on which every claim is a mark."""
    canvas = Canvas(squeeze(text))
    names = NameFinder(canvas, records, words)
    amounts = AmountFinder(canvas, words)
    cover_quotes(canvas, records)
    names.names()
    names.quotes()
    names.harmless()
    amounts.dates()
    amounts.money()
    names.values()
    names.order_id()
    amounts.reviews()
    amounts.ratings()
    amounts.units()
    amounts.codes()
    amounts.counts()
    names.ordinals()
    names.stock()
    names.states()
    names.brands()
    amounts.numbers()
    names.fact_words()
    return canvas
