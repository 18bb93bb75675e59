"""The index of one catalogue: build it, open it, search it, keep it up to date.

Owns what may be asked of an index, and of which parts. Which generation of it counts is
`retrieval.current`'s, what one holds `retrieval.generation`'s.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from retrieval.backends.base import Vectors
from retrieval.baselines import baselines
from retrieval.builder import build_index
from retrieval.changes import Change, Put, Remove
from retrieval.current import Current
from retrieval.encoder import Encoder, Progress
from retrieval.facets import Facet
from retrieval.generation import Generation
from retrieval.merchandise import Rules, problems
from retrieval.meta import IndexMeta
from retrieval.narrowing import narrowing
from retrieval.parts import Parts
from retrieval.query import Language
from retrieval.rank import FUSION, RANKER_FILE, Ranker
from retrieval.rank.evidence import Columns
from retrieval.search import Searcher
from retrieval.values import Constraint, Money, Product, SearchResult, Suggestions, Understood


class Index:
    """Safe to use from several threads, and beside other processes that change or rebuild the same
    folder. `mended` says what was found damaged on opening and how it was helped, for whoever
    keeps the log; empty when all was whole."""

    def __init__(
        self,
        folder: Path,
        current: Current,
        encoder: Encoder,
        languages: Sequence[Language],
        ranker: Ranker = FUSION,
    ) -> None:
        self._ranker = ranker
        self._folder = folder
        self._encoder = encoder
        self._languages = languages
        self._current = current
        self._rules = Rules()

    @classmethod
    def build(
        cls,
        products: Iterable[Product],
        directory: Path,
        *,
        encoder: Encoder,
        languages: Sequence[Language],
        currency: str,
        name: str = "",
        progress: Progress | None = None,
        ranker: Ranker = FUSION,
    ) -> Index:
        """Make the index in `directory`, in place of what is there, at once and wholly.

        `languages[0]` is the catalogue's own. `progress` counts the texts encoded. Raises
        `BadCatalogue` where there is no product.
        """
        build_index(
            products,
            directory,
            encoder=encoder,
            language=languages[0],
            currency=currency,
            name=name,
            progress=progress,
        )
        return cls.open(directory, encoder=encoder, languages=languages, ranker=ranker)

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        encoder: Encoder,
        languages: Sequence[Language],
        ranker: Ranker = FUSION,
    ) -> Index:
        """`ranker` puts candidates in order, unless one lies in `directory` that was trained on
        this catalogue. Raises `IndexMissing`, `IndexStale`, `IndexDamaged` or `IndexBusy`, each
        with the fix named."""
        current = Current(directory, encoder, languages)
        own = directory / RANKER_FILE
        ranker = Ranker.load(own) if own.is_file() else ranker
        return cls(directory, current, encoder, languages, ranker)

    @property
    def mended(self) -> tuple[str, ...]:
        return self._current.mended

    @property
    def meta(self) -> IndexMeta:
        with self._current.reading() as generation:
            return replace(generation.meta, count=len(generation.store))

    def understand(self, query: str, language: str = "en") -> Understood:
        with self._current.reading() as generation:
            return generation.parts.understanding.parse(query, language, self._rules)

    def merchandise(self, rules: Rules) -> tuple[str, ...]:
        """Let searches obey the merchant's `rules` from now on. Hands back what in them the
        catalogue doesn't bear, a sentence each."""
        self._rules = rules
        with self._current.reading() as generation:
            known = generation.parts.understanding.gazetteers
            has = generation.store.row_of
            return problems(rules, lambda product_id: has(product_id) is not None, known)

    def refine(
        self,
        understood: Understood,
        utterance: str,
        shown_prices: Sequence[Money] = (),
        shown: Sequence[Product] = (),
    ) -> Understood:
        """What the customer means now, who said `understood` before and looks at these."""
        with self._current.reading() as generation:
            understanding = generation.parts.understanding
            return understanding.refine(understood, utterance, shown_prices, shown)

    def is_new_search(
        self, understood: Understood, utterance: str, *, supposed: bool = False
    ) -> bool:
        """Whether `utterance`, said after `understood`, is a search of its own and no change of
        that one; `supposed` holds where the words don't tell."""
        with self._current.reading() as generation:
            return generation.parts.understanding.is_new_search(understood, utterance, supposed)

    def forgetting(self, understood: Understood) -> tuple[str, ...]:
        """What to say to be rid of each condition of `understood`, in their order, and after those
        of the wish for an order; empty where no words would do."""
        with self._current.reading() as generation:
            return generation.parts.understanding.forgetting(understood)

    def search(
        self,
        query: str | Understood,
        *,
        filters: Sequence[Constraint] = (),
        k: int = 10,
        language: str = "en",
        query_vector: Vectors | None = None,
    ) -> SearchResult:
        """The best `k` products that meet every constraint; `relaxed` says what was given up where
        there are none. `query_vector` (D,) is that of `spoken`."""
        understood = self.understand(query, language) if isinstance(query, str) else query
        with self._current.reading() as generation:
            parts, rules = self._parts(generation), self._rules
            return Searcher(parts, understood, filters, query_vector, rules).run(k)

    def names_other(self, said: str, product_id: str, language: str) -> bool:
        """Whether `said` names things of the catalogue, none of which is that product: "the tent"
        of a kettle."""
        with self._current.reading() as generation:
            row = generation.store.row_of(product_id)
            understanding = generation.parts.understanding
            return row is not None and understanding.names_other(said, row, language)

    def spoken(self, understood: Understood) -> str:
        """The words that a search of it ranks by: its text, and what else the thing is called."""
        with self._current.reading() as generation:
            return generation.parts.understanding.widened(understood, self._rules)

    def facets(
        self, understood: Understood, *, query_vector: Vectors | None = None, most: int = 4
    ) -> tuple[Facet, ...]:
        """Conditions that would narrow `understood` best, each with what it would leave: its text,
        refined by, is understood as just that and finds just so many. None where they are few
        enough already, and none that leaves nothing or everything."""
        with self._current.reading() as generation:
            parts = self._parts(generation)
            return generation.narrowings.of(
                understood, most, lambda: narrowing(parts, understood, query_vector, most)
            )

    def suggest(self, typed: str, k: int = 8, language: str = "en") -> Suggestions:
        """What `typed` may become: names of the catalogue that find something, and products."""
        began = time.perf_counter()
        with self._current.reading() as generation:
            spoken = generation.parts.understanding.language(language)
            found, meant = generation.suggester.suggest(typed, k, spoken)
        return Suggestions(found, meant, (time.perf_counter() - began) * 1000)

    def rank(
        self, query: str, depth: int, language: str = "en", ranker: Ranker | None = None
    ) -> list[tuple[str, float]]:
        """Ids and scores alone, deep: for runs and measuring, by another `ranker` if wished."""
        understood = self.understand(query, language)
        with self._current.reading() as generation:
            parts = replace(generation.parts, ranker=ranker or self._ranker)
            return Searcher(parts, understood).ranking(depth)

    def evidence(self, query: str, language: str = "en") -> tuple[list[str], Columns]:
        """The ids of what `query` might find, and what speaks for each: to learn from."""
        understood = self.understand(query, language)
        with self._current.reading() as generation:
            pool, columns = Searcher(self._parts(generation), understood).evidence()
            return [generation.store.get(row).product_id for row in pool.rows.tolist()], columns

    def baseline(self, name: str, query: str, depth: int) -> list[tuple[str, float]]:
        """What `query` as it stands finds by one of the `baselines`: to compare with. Raises
        `KeyError` for another name."""
        with self._current.reading() as generation:
            found = baselines(generation.parts)[name](query, depth)
            return [
                (generation.store.get(row).product_id, score)
                for row, score in zip(found.rows.tolist(), found.scores.tolist(), strict=True)
            ]

    def product(self, product_id: str) -> Product | None:
        with self._current.reading() as generation:
            row = generation.store.row_of(product_id)
            return None if row is None else generation.store.get(row)

    def products(self) -> Iterator[Product]:
        """As each is when its turn comes; what is added meanwhile isn't among them."""
        with self._current.reading() as generation:
            ids = generation.store.ids()
        for product_id in ids:
            product = self.product(product_id)
            if product is not None:
                yield product

    def departments(self) -> dict[str, int]:
        """How many products each holds, most first; those without one are not counted."""
        with self._current.reading() as generation:
            counts = generation.parts.understanding.departments()
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def apply(self, changes: Iterable[Change]) -> dict[str, bool]:
        """Make all of `changes` or none; durable and visible on return. Tells of each product
        whether it was there before. Of several changes to one product the last counts. Much
        quicker than one by one: new words cost a commit of their own. Raises `IndexBusy` or
        `IndexNotWritten`; making the same changes again is never wrong."""
        return self._current.apply(changes)

    def upsert(self, product: Product, vector: Vectors | None = None) -> None:
        """Add or replace; durable and visible on return. A text that is the same is not encoded
        again; `vector` saves encoding a new one (that of `vector_text(product)`)."""
        self.apply([Put(product, vector)])

    def remove(self, product_id: str) -> bool:
        """False when there was no such product."""
        return self.apply([Remove(product_id)])[product_id]

    def rebuild(self, products: Iterable[Product], progress: Progress | None = None) -> None:
        """Hold just `products`, while searches go on. A change that is made meanwhile is made to
        what was rebuilt as well. Raises `BadCatalogue` or `IndexBusy`, and then nothing changed."""
        meta = self.meta
        languages = {language.code: language for language in self._languages}
        build_index(
            products,
            self._folder,
            encoder=self._encoder,
            language=languages.get(meta.language, self._languages[0]),
            currency=meta.currency,
            name=meta.name,
            progress=progress,
        )
        self.refresh()

    def refresh(self) -> bool:
        """See what other processes did to the folder: changes, or a rebuild, to which is swapped
        while searches go on. False when there was nothing. Raises as `open` does, and then the
        index goes on as it was."""
        return self._current.refresh()

    def close(self) -> None:
        self._current.close()

    def _parts(self, generation: Generation) -> Parts:
        return replace(generation.parts, ranker=self._ranker)

    @contextmanager
    def reading(self) -> Iterator[Parts]:
        """What a search reads, which nobody changes meanwhile: for measuring."""
        with self._current.reading() as generation:
            yield self._parts(generation)
