"""What customers' words mean in this catalogue, per language. Owns the gazetteers that the index
keeps up to date, and which parser takes which query."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.query import Gazetteers, Language, QueryParser, refine
from retrieval.values import Money, Product, Understood


class Understanding:
    """A language that isn't known is read as the catalogue's own, the first of `languages`."""

    def __init__(self, languages: Sequence[Language], currency: str) -> None:
        self._gazetteers = Gazetteers()
        self._parsers = {
            language.code: QueryParser(language, self._gazetteers, currency)
            for language in languages
        }
        self._default = self._parsers[languages[0].code]

    def put(self, product: Product) -> None:
        self._gazetteers.add(product)

    def remove(self, product_id: str) -> None:
        self._gazetteers.remove(product_id)

    def parse(self, query: str, language: str) -> Understood:
        return self._parsers.get(language, self._default).parse(query)

    def refine(
        self, understood: Understood, utterance: str, shown_prices: Sequence[Money]
    ) -> Understood:
        parser = self._parsers.get(understood.language, self._default)
        return refine(parser, understood, utterance, shown_prices)
