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
from retrieval.document import Document
from retrieval.errors import IndexDamaged

FIELD_BOOSTS = {"text": 1.0, "category": 0.5, "brand": 0.5, "attributes": 0.2}
"""Title and description count as one text: scored apart, a word in both counts twice, and BM25's
nDCG@10 on the Icecat ratings falls from .77 to .67 (docs/retrieval.md)."""

MAX_QUERY_WORDS = 48
FEW_ALLOWED = 1024  # up to here the allowed rows become part of the query; beyond, over-fetch
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

    def reload(self) -> None:
        """See what was flushed, here or by another process."""
        self._index.reload()

    def close(self) -> None:
        """Let go of the folder's lock. Searching stays possible; the next write takes it again."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def words(self, text: str) -> list[str]:
        """The distinct words of `text` as the index knows them (folded, stemmed), in order."""
        return list(dict.fromkeys(self._analyser.analyze(text)))[:MAX_QUERY_WORDS]

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
        return self._find(tantivy.Occur.Should, text, k, allowed)

    def holding_all(self, text: str, k: int, allowed: Mask | None = None) -> Candidates:
        """As `search`, of those alone that hold every word of `text`, in whatever field."""
        return self._find(tantivy.Occur.Must, text, k, allowed)

    def _find(self, occur: tantivy.Occur, text: str, k: int, allowed: Mask | None) -> Candidates:
        words, searcher = self.words(text), self._index.searcher()
        total = int(searcher.num_docs)
        if not words or not total or k <= 0:
            return Candidates.none()
        query = tantivy.Query.boolean_query([(occur, self._word(word)) for word in words])
        if allowed is None:
            return _fetch(searcher, query, min(k, total))
        few = np.flatnonzero(allowed)
        if len(few) <= FEW_ALLOWED:
            return _fetch(searcher, self._within(query, few), min(k, total))
        return _over_fetch(searcher, query, k, allowed, total)

    def _word(self, word: str) -> tantivy.Query:
        """One word in any field, its scores there added up."""
        fields = [
            tantivy.Query.boost_query(
                tantivy.Query.term_query(self._schema, field, word, "freq"), boost
            )
            for field, boost in FIELD_BOOSTS.items()
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in fields])

    def _within(self, query: tantivy.Query, rows: Rows) -> tantivy.Query:
        allowed = tantivy.Query.term_set_query(self._schema, "row", rows.tolist())
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, query),
                (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)),
            ]
        )

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
    scores = np.fromiter((score for score, _ in hits), dtype=np.float32, count=len(hits))
    return Candidates(np.asarray(rows, dtype=np.int64), scores)


def _over_fetch(
    searcher: tantivy.Searcher, query: tantivy.Query, k: int, allowed: Mask, total: int
) -> Candidates:
    """Look deeper until `k` allowed rows came up or the matches end."""
    share = max(np.count_nonzero(allowed) / len(allowed), 1e-6)
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
