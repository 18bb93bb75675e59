"""Words in tantivy: BM25 over separate fields. Owns no products.

A customer's text is never parsed as a query language: it is cut into words by the same analyser
as the documents, and the query is put together from those.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import tantivy

from retrieval.backends.base import Candidates, Mask, Rows, Vectors
from retrieval.backends.word_scores import MOST_HELD, WordScores
from retrieval.document import Document
from retrieval.errors import IndexDamaged
from retrieval.fold import sayable

FIELD_BOOSTS = {"text": 1.0, "category": 0.5, "brand": 0.5, "attributes": 0.2}
"""Title and description count as one text: scored apart, a word in both counts twice, and BM25's
nDCG@10 on the Icecat ratings falls from .77 to .67 (docs/retrieval.md)."""

MAX_QUERY_WORDS = 48
MOST_ALLOWED = 0.2
"""Of all rows: where a filter lets more through, looking a little deeper finds enough of them;
below, the rows that pass are scored word by word."""
WRITER_HEAP_BYTES = 64_000_000
ANALYSER = "words"


class TantivyWords:
    """The lexical half of an index in `folder`, in memory for None. `stemmer` is tantivy's name of
    one (`english`); empty for a language without. Raises `IndexDamaged`."""

    def __init__(self, folder: Path | None, stemmer: str = "") -> None:
        self._analyser = _analyser(stemmer)
        self._schema = _schema()
        self._index = _open(self._schema, folder)
        self._index.register_tokenizer(ANALYSER, self._analyser)
        self._index.config_reader(reload_policy="Manual")
        self._writer: tantivy.IndexWriter | None = None
        self._folder = folder
        self._scores = WordScores(self._everywhere)
        self._flushed = 0
        self._stamp = self._newest()

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def add(self, documents: Iterable[tuple[int, Document]]) -> None:
        writer = self._open_writer()
        for row, document in documents:
            writer.delete_documents_by_term("row", row)
            entry = tantivy.Document()
            entry.add_integer("row", row)
            for field in FIELD_BOOSTS:
                entry.add_text(field, getattr(document, field))
            writer.add_document(entry)

    def remove(self, rows: Sequence[int]) -> None:
        writer = self._open_writer()
        for row in rows:
            writer.delete_documents_by_term("row", int(row))

    def commit(self) -> None:
        self.flush()
        self.reload()

    def flush(self) -> None:
        """Make what was added and removed durable; searches see it from `reload` on."""
        if self._writer is not None:
            self._writer.commit()
            self._flushed += 1

    def reload(self) -> None:
        """See what was flushed, here or by another process."""
        self._index.reload()
        newest = self._newest()
        if newest != self._stamp:
            self._stamp = newest
            self._scores.forget()

    def prepare(self, said: Iterable[str]) -> None:
        """Fetch now what the first queries that say these words would else wait for; as many of
        the first as half of what is kept has room for."""
        for word in said:
            if self._scores.size > MOST_HELD / 2:
                return
            for stem in self.words(word):
                self._scores.of(stem)

    def _newest(self) -> tuple[int, int]:
        """Differs after every flush, whoever did it."""
        meta = self._folder / "meta.json" if self._folder else None
        return self._flushed, meta.stat().st_mtime_ns if meta and meta.exists() else 0

    def close(self) -> None:
        """Let go of the folder's lock. Searching stays possible; the next write takes it again."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def abandon(self) -> None:
        """Let go of what was added and removed since the last `flush`, and of the lock."""
        self._writer = None

    def words(self, text: str) -> list[str]:
        """The distinct words of `text` as the index knows them (folded, stemmed), in order."""
        return list(dict.fromkeys(self._analyser.analyze(sayable(text))))[:MAX_QUERY_WORDS]

    def weights(self, text: str) -> dict[str, float]:
        """Each distinct word of `text` with what it tells, from 0 up: the rarer the more (BM25's
        inverse document frequency). A word that occurs nowhere tells most."""
        searcher = self._index.searcher()
        total = int(searcher.num_docs)
        held = {word: self._documents_with(searcher, word) for word in self.words(text)}
        return {w: math.log(1 + (total - n + 0.5) / (n + 0.5)) for w, n in held.items()}

    def known_share(self, text: str) -> float:
        """How many of the distinct words of `text` occur anywhere, in [0, 1]; 0 for none."""
        words, searcher = self.words(text), self._index.searcher()
        known = sum(self._documents_with(searcher, word) > 0 for word in words)
        return known / len(words) if words else 0.0

    def _documents_with(self, searcher: tantivy.Searcher, word: str) -> int:
        """In the field where most documents hold it."""
        return max(int(searcher.doc_freq(field, word)) for field in FIELD_BOOSTS)

    def search(self, text: str, k: int, allowed: Mask | None = None) -> Candidates:
        words, searcher = self.words(text), self._index.searcher()
        total = int(searcher.num_docs)
        if not words or not total or k <= 0:
            return Candidates.none()
        query = tantivy.Query.boolean_query([part for w in words for part in self._parts(w)])
        if allowed is None:
            return _fetch(searcher, query, min(k, total))
        if np.count_nonzero(allowed) > MOST_ALLOWED * total:
            return _over_fetch(searcher, query, k, allowed, total)
        return self._scores.best(words, k, allowed)

    def search_text(self, text: str, k: int) -> Candidates:
        """Plain BM25 over title and description as one text: the baseline to compare with."""
        words, searcher = self.words(text), self._index.searcher()
        if not words or not searcher.num_docs or k <= 0:
            return Candidates.none()
        terms = [
            (
                tantivy.Occur.Should,
                tantivy.Query.term_query(self._schema, "text", word, "freq"),
            )
            for word in words
        ]
        query = tantivy.Query.boolean_query(terms)
        return _fetch(searcher, query, min(k, int(searcher.num_docs)))

    def holding_all(self, text: str, k: int, allowed: Mask | None = None) -> Candidates:
        """As `search`, of those alone that hold every word of `text`, in whatever field."""
        words, searcher = self.words(text), self._index.searcher()
        total = int(searcher.num_docs)
        if not words or not total or k <= 0:
            return Candidates.none()
        must = [(tantivy.Occur.Must, self._word(word)) for word in words]
        query = tantivy.Query.boolean_query(must)
        if allowed is None:
            return _fetch(searcher, query, min(k, total))
        if np.count_nonzero(allowed) > MOST_ALLOWED * total:
            return _over_fetch(searcher, query, k, allowed, total)
        return self._scores.best(words, k, allowed, holding_all=True)

    def _everywhere(self, word: str) -> Candidates:
        """All rows that hold the word."""
        searcher = self._index.searcher()
        held = sum(int(searcher.doc_freq(field, word)) for field in FIELD_BOOSTS)
        return _fetch(searcher, self._word(word), max(1, held))

    def _word(self, word: str) -> tantivy.Query:
        """One word in any field, its scores there added up."""
        return tantivy.Query.boolean_query(self._parts(word))

    def _parts(self, word: str) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        terms = (
            (tantivy.Query.term_query(self._schema, field, word, "freq"), boost)
            for field, boost in FIELD_BOOSTS.items()
        )
        return [
            (tantivy.Occur.Should, tantivy.Query.boost_query(term, boost)) for term, boost in terms
        ]

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=WRITER_HEAP_BYTES, num_threads=1)
        return self._writer


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Signed: deleting by a term of an unsigned field does nothing, and says nothing.
    builder.add_integer_field("row", stored=False, indexed=True, fast=True)
    for field in FIELD_BOOSTS:
        builder.add_text_field(field, stored=False, tokenizer_name=ANALYSER, index_option="freq")
    return builder.build()


def _open(schema: tantivy.Schema, folder: Path | None) -> tantivy.Index:
    if folder is None:
        return tantivy.Index(schema)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return tantivy.Index(schema, path=str(folder))
    except ValueError as error:
        raise IndexDamaged(
            f"the words in {folder} can't be read ({error}); make the index again with "
            "`storeclerk index`"
        ) from error


def _analyser(stemmer: str) -> tantivy.TextAnalyzer:
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(64))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    if stemmer:
        builder = builder.filter(tantivy.Filter.stemmer(stemmer))
    return builder.build()


def _fetch(searcher: tantivy.Searcher, query: tantivy.Query, limit: int) -> Candidates:
    hits = searcher.search(query, limit=limit, count=False).hits
    if not hits:
        return Candidates.none()
    rows = searcher.fast_field_values("row", [address for _, address in hits])
    scores = np.asarray([score for score, _ in hits], dtype=np.float32)
    return Candidates(np.asarray(rows, dtype=np.int64), scores)


def _over_fetch(
    searcher: tantivy.Searcher, query: tantivy.Query, k: int, allowed: Mask, total: int
) -> Candidates:
    """Look deeper until `k` allowed rows came up or the matches end."""
    share = np.count_nonzero(allowed) / total
    limit = min(total, int(2 * k / share) + 16)
    while True:
        found = _fetch(searcher, query, limit)
        keep = allowed[found.rows]
        if np.count_nonzero(keep) >= k or len(found.rows) < limit or limit == total:
            return Candidates(found.rows[keep][:k], found.scores[keep][:k])
        limit = min(total, limit * 4)


def scores_of(found: Candidates, rows: Rows) -> Vectors:
    """The score of each of `rows` in `found`, 0 for those that it doesn't hold."""
    held = dict(zip(found.rows.tolist(), found.scores.tolist(), strict=True))
    return np.asarray([held.get(row, 0.0) for row in rows.tolist()], dtype=np.float32)
