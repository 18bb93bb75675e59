"""A suite against a search. Owns the judging of one page; `figures` holds what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, pairwise
from typing import TypeAlias

from retrieval.evaluate.constraints.expectation import Expectation
from retrieval.evaluate.constraints.figures import Fault, Figures
from retrieval.evaluate.constraints.obeyed import obeys
from retrieval.evaluate.constraints.recognised import false_constraints, gives_up, is_recognised
from retrieval.evaluate.constraints.record import Record
from retrieval.evaluate.constraints.suite import Case, Suite
from retrieval.evaluate.constraints.words import Words
from retrieval.values import Product, SearchResult, Sort

PAGE = 10
RATING_SLACK = 0.3

Search: TypeAlias = Callable[[str, int], SearchResult]
Watch: TypeAlias = Callable[[int, int], None]


def judge_suite(search: Search, suite: Suite, watch: Watch | None = None) -> Figures:
    """Search each case's query and judge the first page."""
    figures = Figures()
    for done, case in enumerate(suite.cases, 1):
        judge(search(case.query, PAGE), case, suite.words, figures)
        if watch is not None:
            watch(done, len(suite.cases))
    return figures


def judge(result: SearchResult, case: Case, words: Words, figures: Figures) -> None:
    """One page into `figures`."""
    understood = result.understood
    figures.queries += 1
    figures.hits += len(result.hits)
    figures.satisfiable += case.satisfiable
    figures.stated += len(case.expects)
    figures.understood += len(understood.constraints) + (understood.sort is not None)
    missed = [e for e in case.expects if not is_recognised(e, understood, case.query, words)]
    for expected in missed:
        figures.add(Fault.MISSED, case.query, expected.written)
    for wrong in false_constraints(understood, case, words):
        figures.add(Fault.FALSE, case.query, wrong)
    _judge_hits(result, case, words, missed, figures)
    _judge_page(result, case, words, figures)


def _judge_hits(
    result: SearchResult,
    case: Case,
    words: Words,
    missed: Sequence[Expectation],
    figures: Figures,
) -> None:
    for hit in result.hits:
        record = Record(hit.product, hit.variant, words)
        for expected in broken(record, case.expects, result, words):
            figures.violations += 1
            figures.understood_violations += expected not in missed
            named = f"{expected.written}: {hit.product.product_id} {hit.product.title[:60]}"
            figures.add(Fault.VIOLATION, case.query, named)
    for expected in case.expects:
        if expected.kind == "sort" and not _in_order(result, expected.values[0]):
            figures.violations += 1
            figures.understood_violations += expected not in missed
            figures.add(
                Fault.VIOLATION, case.query, f"{expected.written}: the page is out of order"
            )


def broken(
    record: Record, expects: Iterable[Expectation], result: SearchResult, words: Words
) -> list[Expectation]:
    """What this hit breaks and no note gives up; what was ruled out, and a brand, never is."""
    return [
        expected
        for expected in expects
        if not obeys(record, expected)
        and (
            expected.excludes
            or expected.kind == "brand"
            or not any(gives_up(note, expected, words) for note in result.relaxed)
        )
    ]


def _judge_page(result: SearchResult, case: Case, words: Words, figures: Figures) -> None:
    optional = [n for n in result.relaxed if any(gives_up(n, may, words) for may in case.may)]
    notes = [n for n in result.relaxed if n not in optional]
    if case.satisfiable and notes:
        told = "; ".join(f"{n.constraint}: {n.loosened_from} -> {n.to}" for n in notes)
        figures.add(Fault.NEEDLESS, case.query, told)
    if case.satisfiable and not result.hits and (case.kind or case.expects):
        figures.add(Fault.UNANSWERED, case.query, "nothing found")
    if case.kind and result.hits:
        figures.with_kind += 1
        first = result.hits[0]
        if not is_of_kind(Record(first.product, first.variant, words), case):
            figures.add(Fault.OTHER_KIND, case.query, f"{first.product.title[:70]}")


def is_of_kind(record: Record, case: Case) -> bool:
    if any(record.is_called(word) for word in case.kind_without):
        return False
    return not case.kind or any(record.is_called(word) for word in case.kind)


def is_satisfiable(case: Case, products: Iterable[Product], words: Words) -> bool:
    """Some product is of the kind and meets all that is expected with one variant."""
    return satisfying(case, products, words) is not None


def satisfying(case: Case, products: Iterable[Product], words: Words) -> Record | None:
    wanted = [expected.strict() for expected in case.expects]
    for product in products:
        if not is_of_kind(Record(product, product.variants[0], words), case):
            continue
        for variant in product.variants:
            record = Record(product, variant, words)
            if all(obeys(record, expected) for expected in wanted):
                return record
    return None


def _in_order(result: SearchResult, sort: str) -> bool:
    """Records that lack what is sorted by may stand anywhere."""
    hits = result.hits
    if sort == Sort.NEWEST.value:
        days = [hit.product.added.toordinal() for hit in hits if hit.product.added]
        return all(one >= two for one, two in pairwise(days))
    if sort == Sort.RATING.value:
        rated = [(h.product.rating, h.product.rating_count) for h in hits if h.product.rating]
        return not any(_outdone(one, two) for one, two in combinations(rated, 2))
    prices = [hit.variant.price.amount for hit in hits if hit.variant.price]
    upward = prices if sort == Sort.PRICE_ASC.value else prices[::-1]
    return all(one <= two for one, two in pairwise(upward))


def _outdone(first: tuple[float, int], later: tuple[float, int]) -> bool:
    """Clearly better rated, and by as many people: a few raters may rightly count for less."""
    return later[0] > first[0] + RATING_SLACK and later[1] >= first[1]
