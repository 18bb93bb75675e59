"""What `storeclerk bench search` measures: each query under each filter, against looking at
everything. Owns the figures, not how they are printed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from actions.cli.bench.exhaustive import EveryVector, EveryWord
from actions.cli.bench.made_catalogue import RANGES
from actions.cli.bench.made_catalogue import queries as made_queries
from retrieval.backends.base import Mask, Vectors
from retrieval.index import Index
from retrieval.parts import Parts
from retrieval.ranking import Ranking
from retrieval.search import Searcher
from retrieval.values import Constraint, Op

TOP = 10
DEEP = 100
"""The baseline filters the nearest hundred."""


@dataclass(frozen=True, slots=True)
class Run:
    """One filter. Times are of the whole search in one thread, in ms; `cpu_` counts only the time
    that the thread was running. Recalls are of the ten that looking at everything finds."""

    passing: float
    p50_ms: float
    p95_ms: float
    cpu_p95_ms: float
    vectors_recall: float | None
    page_recall: float | None
    filter_after_recall: float | None
    vectors_ms: float


def filters() -> list[tuple[float, tuple[Constraint, ...]]]:
    """The share of products that each lets through, and what to ask."""
    named = [
        (share, (Constraint("attribute:range", Op.ANY_OF, (name,)),))
        for name, share in RANGES.items()
    ]
    return [(1.0, ()), *named]


def run_all(index: Index, queries: Sequence[str]) -> tuple[list[Run], float]:
    """The queries under each filter, and how many ms looking at every vector takes for one. Some
    other searches go before, to warm up."""
    with index.reading() as parts:
        texts = [parts.understanding.parse(query, "en").text for query in queries]
        vectors = [parts.encode(text) for text in texts]
        everything = EveryVector(parts.store, vectors)
        whole = replace(parts, ranking=Ranking(everything, EveryWord(parts.words)))
    for query in made_queries(len(queries) // 4, seed=5):
        index.search(query)
    runs = [_run(index, whole, everything, queries, vectors, *one) for one in filters()]
    return runs, everything.ms


def _run(
    index: Index,
    whole: Parts,
    everything: EveryVector,
    queries: Sequence[str],
    vectors: Sequence[Vectors],
    share: float,
    asked: tuple[Constraint, ...],
) -> Run:
    took, cpu, pages = [], [], []
    for query in queries:
        began, ran = time.perf_counter(), time.thread_time()
        result = index.search(query, filters=asked)
        took.append((time.perf_counter() - began) * 1000)
        cpu.append((time.thread_time() - ran) * 1000)
        pages.append([hit.product.product_id for hit in result.hits])
    with index.reading() as parts:
        mask = parts.filters.mask(asked, parts.store.row_limit) if asked else None
        compared = [_compared(parts, everything, vector, mask) for vector in vectors]
        expected = [_page(whole, query, asked) for query in queries]
    recalls = [_recall(*both) for both in zip(pages, expected, strict=True)]
    ours, after, vectors_ms = zip(*compared, strict=True)
    return Run(
        passing=share,
        p50_ms=float(np.percentile(took, 50)),
        p95_ms=float(np.percentile(took, 95)),
        cpu_p95_ms=float(np.percentile(cpu, 95)),
        vectors_recall=_mean(ours),
        page_recall=_mean(recalls),
        filter_after_recall=_mean(after),
        vectors_ms=float(np.median(vectors_ms)),
    )


def _compared(
    parts: Parts, everything: EveryVector, vector: Vectors, mask: Mask | None
) -> tuple[float | None, float | None, float]:
    """Recall of the index's nearest ten, of the nearest hundred filtered afterwards, and how long
    the index's search took."""
    true = everything.search(vector, TOP, mask).rows
    began = time.perf_counter()
    ours = parts.ranking.vectors.search(vector, TOP, mask).rows
    took = time.perf_counter() - began
    nearest = parts.ranking.vectors.search(vector, DEEP).rows
    after = nearest if mask is None else nearest[mask[nearest]]
    return (
        _recall(ours.tolist(), true.tolist()),
        _recall(after[:TOP].tolist(), true.tolist()),
        took * 1000,
    )


def _page(parts: Parts, query: str, asked: tuple[Constraint, ...]) -> list[str]:
    understood = parts.understanding.parse(query, "en")
    return [hit.product.product_id for hit in Searcher(parts, understood, asked).run(TOP).hits]


def _recall(found: Sequence[object], true: Sequence[object]) -> float | None:
    """None where there is nothing to find."""
    return len(set(found) & set(true)) / len(true) if true else None


def _mean(shares: Iterable[float | None]) -> float | None:
    known = [share for share in shares if share is not None]
    return float(np.mean(known)) if known else None
