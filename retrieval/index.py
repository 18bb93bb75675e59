"""The index of one catalogue: build it, open it, search it, keep it up to date.

Owns how its parts are put together and kept in step. The products lie in `ProductStore`, which is
the truth; vectors, words, filters and gazetteers are derived from it.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from retrieval.backends.base import Candidates, Vectors
from retrieval.backends.flat import FlatVectors
from retrieval.backends.fusion import reciprocal_rank
from retrieval.backends.lexical import TantivyWords
from retrieval.builder import (
    STORE_FILE,
    WORDS_FOLDER,
    build_index,
    load_words_state,
    save_words_state,
)
from retrieval.codes import codes_of
from retrieval.document import document
from retrieval.encoder import Encoder, Progress
from retrieval.errors import IndexDamaged
from retrieval.facets import Facet
from retrieval.filters import FilterTable
from retrieval.meta import IndexMeta, check_encoder, load_meta
from retrieval.narrowing import narrowing
from retrieval.query import Language
from retrieval.ranking import Ranking
from retrieval.search import Parts, Searcher
from retrieval.store import Entry, ProductStore
from retrieval.understanding import Understanding
from retrieval.values import Constraint, Money, Product, SearchResult, Understood


class Index:
    """Safe to use from several threads: one search or change at a time."""

    def __init__(
        self,
        folder: Path,
        meta: IndexMeta,
        store: ProductStore,
        encoder: Encoder,
        languages: Sequence[Language],
    ) -> None:
        self._lock = threading.RLock()
        self._meta = meta
        self._store = store
        self._encoder = encoder
        self._generation = folder / meta.generation
        self._words = TantivyWords(self._generation / WORDS_FOLDER, meta.stemmer)
        self._vectors = FlatVectors(encoder.dim)
        self._filters = FilterTable()
        self._understanding = Understanding(languages, meta.currency, self._filters.texts)
        self._derive()
        self._parts = Parts(
            store,
            self._words,
            Ranking(self._vectors, self._words),
            self._filters,
            self._understanding,
            lambda text: encoder.encode([text])[0],
        )

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
        return cls.open(directory, encoder=encoder, languages=languages)

    @classmethod
    def open(cls, directory: Path, *, encoder: Encoder, languages: Sequence[Language]) -> Index:
        """Raises `IndexMissing`, `IndexStale` or `IndexDamaged`, each with the fix named."""
        meta = load_meta(directory)
        check_encoder(directory, meta, encoder.version, encoder.dim)
        path = directory / meta.generation / STORE_FILE
        if not path.is_file():
            raise IndexDamaged(f"{path} is missing; make the index again with `storeclerk index`")
        own_first = sorted(languages, key=lambda language: language.code != meta.language)
        return cls(directory, meta, ProductStore(path), encoder, own_first)

    @property
    def meta(self) -> IndexMeta:
        return replace(self._meta, count=len(self._store))

    def understand(self, query: str, language: str = "en") -> Understood:
        with self._lock:
            return self._understanding.parse(query, language)

    def refine(
        self, understood: Understood, utterance: str, shown_prices: Sequence[Money] = ()
    ) -> Understood:
        """What the customer means now, who said `understood` before."""
        with self._lock:
            return self._understanding.refine(understood, utterance, shown_prices)

    def is_new_search(
        self, understood: Understood, utterance: str, *, supposed: bool = False
    ) -> bool:
        """Whether `utterance`, said after `understood`, is a search of its own and no change of
        that one; `supposed` holds where the words don't tell."""
        with self._lock:
            return self._understanding.is_new_search(understood, utterance, supposed)

    def forgetting(self, understood: Understood) -> tuple[str, ...]:
        """What to say to be rid of each condition of `understood`, in their order, and after those
        of the wish for an order; empty where no words would do."""
        with self._lock:
            return self._understanding.forgetting(understood)

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
        there are none. `query_vector` (D,) is that of `Understood.text`."""
        understood = self.understand(query, language) if isinstance(query, str) else query
        with self._lock:
            return Searcher(self._parts, understood, filters, query_vector).run(k)

    def facets(
        self, understood: Understood, *, query_vector: Vectors | None = None, most: int = 4
    ) -> tuple[Facet, ...]:
        """Conditions that would narrow `understood` best, each with what it would leave: its text,
        refined by, is understood as just that and finds just so many. None where they are few
        enough already, and none that leaves nothing or everything."""
        with self._lock:
            return narrowing(self._parts, understood, query_vector, most)

    def rank(self, query: str, depth: int, language: str = "en") -> list[tuple[str, float]]:
        """Ids and scores alone, deep: for runs and measuring."""
        understood = self.understand(query, language)
        with self._lock:
            return Searcher(self._parts, understood).ranking(depth)

    def baseline(self, name: str, query: str, depth: int) -> list[tuple[str, float]]:
        """What `query` as it stands finds by `bm25`, by `vectors`, or by both fused by rank
        (`rank_fusion`): to compare with. Raises `KeyError` for another name."""
        with self._lock:
            rankers = {
                "bm25": self._by_words,
                "vectors": self._by_meaning,
                "rank_fusion": self._by_both_ranks,
            }
            found = rankers[name](query, depth)
            return [
                (self._store.get(row).product_id, score)
                for row, score in zip(found.rows.tolist(), found.scores.tolist(), strict=True)
            ]

    def product(self, product_id: str) -> Product | None:
        row = self._store.row_of(product_id)
        return None if row is None else self._store.get(row)

    def products(self) -> Iterator[Product]:
        return self._store.products()

    def departments(self) -> dict[str, int]:
        """How many products each holds, most first; those without one are not counted."""
        counts = Counter(product.department for product in self.products() if product.department)
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def upsert(self, product: Product, vector: Vectors | None = None) -> None:
        """Add or replace; durable and visible on return. A text that is the same is not encoded
        again; `vector` saves encoding a new one (that of `vector_text(product)`)."""
        words = document(product)
        with self._lock:
            if vector is None:
                vector = self._store.vector_if_same_text(product.product_id, words.vector)
            if vector is None:
                vector = self._encoder.encode([words.vector])[0]
            before = self.product(product.product_id)
            entry = Entry(product, vector, words.vector, codes_of(product))
            (row,) = self._store.put([entry])
            self._vectors.remove([row])
            self._vectors.add(np.asarray([row], dtype=np.int64), vector[None])
            self._filters.put(row, product, before)
            self._understanding.put(row, product, before)
            if before is None or document(before) != words:
                self._words.add([(row, words)])
                self._commit_words()

    def remove(self, product_id: str) -> bool:
        """False when there was no such product."""
        with self._lock:
            before = self.product(product_id)
            row = self._store.remove(product_id)
            if row is None or before is None:
                return False
            self._vectors.remove([row])
            self._filters.remove(row, before)
            self._understanding.remove(row, before)
            self._words.remove([row])
            self._commit_words()
            return True

    def close(self) -> None:
        with self._lock:
            self._words.close()
            self._store.close()

    def _by_words(self, query: str, depth: int) -> Candidates:
        return self._words.search(query, depth)

    def _by_meaning(self, query: str, depth: int) -> Candidates:
        return self._vectors.search(self._encoder.encode([query])[0], depth)

    def _by_both_ranks(self, query: str, depth: int) -> Candidates:
        return reciprocal_rank(self._by_words(query, depth), self._by_meaning(query, depth))

    def _derive(self) -> None:
        rows, vectors = self._store.vectors()
        if len(rows):
            self._vectors.add(rows, vectors)
        for row, product in zip(rows.tolist(), self._store.products(), strict=True):
            self._filters.put(row, product)
            self._understanding.put(row, product)
        self._catch_up()

    def _catch_up(self) -> None:
        """Tell the words of the changes that the store holds and they don't."""
        behind = self._store.changed_since(load_words_state(self._generation))
        if not behind:
            return
        for row in behind:
            try:
                self._words.add([(row, document(self._store.get(row)))])
            except KeyError:
                self._words.remove([row])
        self._commit_words()

    def _commit_words(self) -> None:
        self._words.commit()
        self._words.close()
        save_words_state(self._generation, self._store.sequence)
