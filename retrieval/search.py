"""One search: constraints -> mask -> candidates -> order -> hits with reasons. Owns the flow; the
parts that it runs are built and kept up to date by `retrieval.index`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import numpy as np

from retrieval.backends.base import Mask, Vectors
from retrieval.browsing import browse
from retrieval.codes import codes_in
from retrieval.filters import matching_variant
from retrieval.likeness import Likeness
from retrieval.merchandise.placing import boosted, pinned
from retrieval.merchandise.rules import Rules
from retrieval.other_kind import FRONT, other_kind
from retrieval.parts import Parts
from retrieval.rank.evidence import Columns, Evidence
from retrieval.rank.pool import Pool
from retrieval.rank.soft import nearest_in_age, softened
from retrieval.rank.variety import varied
from retrieval.ranking import without_tail
from retrieval.reasons import Words, reasons
from retrieval.relax import Constraints, relax
from retrieval.sorting import relevant, wished
from retrieval.sought_kind import SoughtKind
from retrieval.values import Constraint, Hit, Op, Product, Relaxation, SearchResult, Understood

NEAR = 0.35
"""Cosine from which "it means the same" is worth saying where no word matched."""

SOLD_OUT_LEAN = 0.3
CODE_LEAN = 3.0
"""A product that the query names by its code comes first."""
NO_RULES = Rules()
NOT_SOLD_OUT = Constraint("in_stock", Op.NONE_OF, ("no",))


class Searcher:
    """Runs one search over `parts`; made anew for each, as it remembers what it worked out."""

    def __init__(
        self,
        parts: Parts,
        understood: Understood,
        filters: Sequence[Constraint] = (),
        query_vector: Vectors | None = None,
        rules: Rules = NO_RULES,
    ) -> None:
        self._parts = parts
        self._rules = rules
        self._understood = understood
        self._asked: Constraints = (*understood.constraints, *filters)
        self._vector = query_vector
        self._pools: dict[Constraints, tuple[Pool, int]] = {}
        self._deep = False
        self._only_ranks = False
        self._exact = self._rows_by_code()
        self._says_something = bool(understood.text.strip())
        self._said = parts.understanding.widened(understood, rules)
        self._likeness = Likeness(parts, understood, self._query_vector)
        names_more = self._likeness.besides_conditions()
        named = names_more and not self._exact
        kind = parts.understanding.kind(understood, rules) if named else None
        self._kind = SoughtKind.of(kind, parts.store.row_limit)
        pins = map(parts.store.row_of, parts.understanding.pinned(understood, rules))
        self._pins = [row for row in pins if row is not None]

    def run(self, k: int) -> SearchResult:
        """The best `k`, relaxed only where nothing meets every constraint."""
        began = time.perf_counter()
        constraints, relaxed = self._nearest()
        pool, total = self._pool(constraints)
        ordered = self._ordered(pool, constraints)
        if relaxed and self._meets_all(ordered, k):  # nothing shown is other than it was asked
            constraints, relaxed = self._asked, tuple(r for r in relaxed if r.constraint == "text")
        hits = tuple(self._hits(ordered, constraints, k))
        relaxed = (*relaxed, *self._other_kind(ordered))
        took_ms = (time.perf_counter() - began) * 1000
        return SearchResult(hits, self._understood, relaxed, total, took_ms, len(pool))

    def found(self, most: int) -> tuple[int, list[Product]]:
        """How many products meet what was asked and are about it, and the best of them; none
        where something would have to be relaxed."""
        pool, _ = self._pool(self._asked)
        rows = self._ordered(pool, self._asked).rows[:most].tolist()
        return len(pool), [self._parts.store.get(row) for row in rows]

    def ranking(self, depth: int) -> list[tuple[str, float]]:
        """Product ids and scores alone, to the very end, for measuring: nothing is too far to be
        ranked. Relaxed only where the conditions leave nothing, or nothing of the kind that was
        promised: a red tent is a tent first."""
        allowed, total = self._allowed(self._asked)
        fitting = self._of_the_kind(allowed)
        lost = not total or (fitting is not None and not fitting.any())
        constraints = self._nearest()[0] if lost else self._asked
        self._deep, self._pools = True, {}
        pool = self._ordered(self._pool(constraints)[0], constraints)
        pairs = zip(pool.rows[:depth].tolist(), pool.scores[:depth].tolist(), strict=True)
        return [(self._parts.store.get(row).product_id, score) for row, score in pairs]

    def evidence(self) -> tuple[Pool, Columns]:
        """All candidates before anything is left out or put first, with what speaks for each: what
        a ranker learns from is what it serves on."""
        if not self._says_something:
            return Pool.empty(), {}
        allowed, _ = self._allowed(self._asked)
        pool = self._parts.ranking.pool(self._said, self._query_vector(), allowed)
        return pool, self._evidence(pool) if len(pool) else {}

    def _nearest(self) -> tuple[Constraints, tuple[Relaxation, ...]]:
        """What was asked, when something meets it. Where it may be anything, the words that
        nothing is like give way last, and only rank."""
        if self._finds(self._asked):
            return self._asked, ()
        understanding, language = self._parts.understanding, self._understood.language
        constraints, relaxed = relax(
            self._asked,
            self._finds,
            wider=lambda constraint: understanding.wider(constraint, language),
            tell=lambda constraint: understanding.told(constraint, language),
        )
        if relaxed or not self._says_something or not understanding.leaves_open(self._understood):
            return constraints, relaxed
        self._only_ranks, self._pools = True, {}
        self._kind = SoughtKind.of(None, self._parts.store.row_limit)
        given_up = Relaxation("text", self._understood.text, "")
        return constraints, (given_up,) if self._finds(constraints) else ()

    def _other_kind(self, pool: Pool) -> Iterator[Relaxation]:
        """Where something else is shown than was named."""
        understood, store = self._understood, self._parts.store
        if not self._exact and not understood.like:
            front = [store.get(row) for row in pool.rows[:FRONT].tolist()]
            language = self._parts.understanding.language(understood.language)
            told = other_kind(understood, self._kind.kind, front, language)
            yield from [told] if told else []

    def _meets_all(self, pool: Pool, k: int) -> bool:
        """Whether the best `k` meet what was asked, whatever was loosened to find them."""
        rows = pool.rows[:k]
        return bool(len(rows)) and bool(self._parts.filters.among(rows, self._asked).all())

    def _finds(self, constraints: Constraints) -> bool:
        return len(self._pool(constraints)[0]) > 0

    def _pool(self, constraints: Constraints) -> tuple[Pool, int]:
        """What is relevant among what passes, and how many pass."""
        if constraints not in self._pools:
            allowed, total = self._allowed(constraints)
            fitting = self._of_the_kind(allowed)
            if not total or (fitting is not None and not fitting.any()):
                pool = Pool.empty()
            else:
                strict = self._kind.strict and not self._deep
                pool = self._candidates(fitting if strict else allowed)
                pool = self._leant(self._others(pool), constraints)
                pool = self._varied(pool)
            self._pools[constraints] = (self._merchandised(pool, constraints), total)
        return self._pools[constraints]

    def _merchandised(self, pool: Pool, constraints: Constraints) -> Pool:
        """As the merchant wants it, among what meets the conditions. An order that the customer
        wishes goes before that, and what is measured knows no merchant."""
        if self._deep or self._understood.sort is not None or not self._rules:
            return pool
        filters = self._parts.filters
        return pinned(boosted(pool, self._rules.boosts, filters), self._pins, constraints, filters)

    def _varied(self, pool: Pool) -> Pool:
        """An order that the customer wishes is not touched, nor a product asked for by its code."""
        if self._understood.sort is not None or self._exact or not self._says_something:
            return pool
        return varied(pool, self._parts.filters.texts)

    def _of_the_kind(self, allowed: Mask | None) -> Mask | None:
        """What is measured is ranked to the end, whatever kind was promised."""
        return None if self._deep else self._kind.promised(allowed)

    def _leant(self, pool: Pool, constraints: Constraints) -> Pool:
        """What is of the kind before what isn't, and what can be had before what is sold out."""
        parts = self._parts
        pool = softened(pool, self._understood.soft, parts.filters, constraints)
        pool = nearest_in_age(pool, parts.filters, constraints)
        if not len(pool) or not self._says_something:
            return pool
        pool = self._kind.leant(pool, deep=self._deep)
        there = parts.filters.among(pool.rows, (*constraints, NOT_SOLD_OUT))
        gone = (~there).astype(np.float32)
        return pool.raised("sold_out", gone, -SOLD_OUT_LEAN * gone)

    def _allowed(self, constraints: Constraints) -> tuple[Mask | None, int]:
        store = self._parts.store
        if not constraints:
            return None, len(store)
        mask = self._parts.filters.mask(constraints, rows=store.row_limit)
        return mask, int(np.count_nonzero(mask))

    def _candidates(self, allowed: Mask | None) -> Pool:
        if not self._says_something:
            return self._browse(allowed)
        exact = [row for row in self._exact if allowed is None or allowed[row]]
        vector = self._query_vector()
        pool = self._parts.ranking.pool(self._said, vector, allowed, always=exact)
        if not exact and self._is_weak(pool, allowed):
            pool = self._only_of_kind(allowed)
            if not len(pool):
                return pool
        whole = self._deep or self._only_ranks or self._kind.strict
        ranked = pool.scored(self._parts.ranker.parts(self._evidence(pool)))
        kept = ranked if whole else without_tail(ranked, exact)
        named = np.isin(kept.rows, exact).astype(np.float32)
        return kept.raised("code", named, CODE_LEAN * named)

    def _evidence(self, pool: Pool) -> Columns:
        sought = self._parts.understanding.sought(self._understood)
        return Evidence(self._parts.filters).columns(pool, sought)

    def _is_weak(self, pool: Pool, allowed: Mask | None) -> bool:
        """What is measured is ranked to the end, and what is of a certain kind belongs there."""
        if self._deep or self._only_ranks or self._kind.certain:
            return False
        return self._likeness.is_weak(pool, allowed)

    def _only_of_kind(self, allowed: Mask | None) -> Pool:
        """Of the kind that was named, where all else that the conditions leave is far from what
        was looked for; none where the catalogue has nothing like it."""
        if not self._understood.kind or not self._likeness.is_like_something():
            return Pool.empty()
        fitting = self._kind.among(allowed)
        if fitting is None:
            return Pool.empty()
        return self._parts.ranking.pool(self._said, self._query_vector(), fitting)

    def _browse(self, allowed: Mask | None) -> Pool:
        """No words to rank by: all that passes, the best loved first. A query that says nothing
        at all, but isn't empty, is no wish to see everything."""
        if not self._asked and self._understood.sort is None and self._understood.query.strip():
            return Pool.empty()
        return browse(self._parts, allowed)

    def _others(self, pool: Pool) -> Pool:
        """What is to resemble a product is another one."""
        itself = self._parts.store.row_of(self._understood.like) if self._understood.like else None
        return pool if itself is None else pool.take(np.flatnonzero(pool.rows != itself))

    def _query_vector(self) -> Vectors:
        """Of the product to be resembled, where one is; it was made from what it says."""
        if self._understood.like:
            itself = self._parts.store.vector_of(self._understood.like)
            self._vector = self._vector if itself is None else itself
        if self._vector is None:
            self._vector = self._parts.encode(self._said)
        return self._vector

    def _rows_by_code(self) -> list[int]:
        found = (self._parts.store.rows_with_code(c) for c in codes_in(self._understood.query))
        return list(dict.fromkeys(row for rows in found for row in rows))

    def _ordered(self, pool: Pool, constraints: Constraints) -> Pool:
        sort = self._understood.sort
        if sort is None or not len(pool):
            return pool
        whole = self._kind.strict or not self._says_something
        front = pool if whole else relevant(pool)
        return front.take(wished(sort, front.rows, self._parts.filters, constraints))

    def _hits(self, pool: Pool, constraints: Constraints, k: int) -> Iterator[Hit]:
        words = Words.of(self._understood.text, self._parts.words.words)
        made, scores = 0, pool.scores
        for place, row in enumerate(pool.rows.tolist()):
            if made == k:
                return
            product = self._parts.store.get(row)
            variant = matching_variant(product, constraints)
            if variant is None:
                continue
            near = float(pool.dense[place]) >= NEAR and not self._only_ranks
            why = reasons(product, variant, constraints, words, exact=row in self._exact, near=near)
            yield Hit(product, variant, float(scores[place]), why, pool.score_parts(place))
            made += 1
