"""The merchant's report: what reviews feel, by aspect, by product, month by month, with quotes.

Owns counting and which quotes are shown; reads no table and hears nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.feelings.schema import ReviewRow
from llm.sentiment.hearing import MIXED
from llm.sentiment.lessons import FEELINGS, NEGATIVE, POSITIVE

ASPECT_LABELS = (POSITIVE, NEGATIVE, MIXED)
QUOTES = 3
"""Of each feeling about an aspect."""
MOST_PRODUCTS = 200
Titles = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Told:
    """One review's word on one aspect."""

    row: ReviewRow
    aspect: str
    label: str
    score: float
    quote: str


def report(rows: Sequence[ReviewRow], titles: Titles, aspect: str = "") -> dict[str, Any]:
    """`titles` names a product. With `aspect` only reviews that speak of it count, and of each
    only what it says of that."""
    told = [one for row in rows for one in _told(row) if aspect in ("", one.aspect)]
    if aspect:
        speaking = {one.row.review_id for one in told}
        rows = [row for row in rows if row.review_id in speaking]
    by_aspect: dict[str, list[_Told]] = defaultdict(list)
    for one in told:
        by_aspect[one.aspect].append(one)
    ordered = sorted(by_aspect.items(), key=lambda item: (-len(item[1]), item[0]))
    months = _months(row.written for row in rows)
    return {
        "reviews": len(rows),
        "labels": _counts((row.label for row in rows), FEELINGS),
        "months": [
            {
                "month": month,
                **_counts((r.label for r in rows if _month(r.written) == month), FEELINGS),
            }
            for month in months
        ],
        "aspects": [_aspect(name, found, months, titles) for name, found in ordered],
        "products": _products(rows, told, titles),
    }


def _told(row: ReviewRow) -> Iterable[_Told]:
    for one in row.aspects:
        quote = " … ".join(one["quotes"])
        yield _Told(row, one["aspect"], one["label"], float(one["score"]), quote)


def _aspect(
    name: str, told: Sequence[_Told], months: Sequence[str], titles: Titles
) -> dict[str, Any]:
    return {
        "aspect": name,
        **_counts((one.label for one in told), ASPECT_LABELS),
        "months": [
            {
                "month": month,
                **_counts(
                    (one.label for one in told if _month(one.row.written) == month), ASPECT_LABELS
                ),
            }
            for month in months
        ],
        "quotes": [_quote(one, titles) for one in _shown(told)],
    }


def _shown(told: Sequence[_Told]) -> list[_Told]:
    """Those that feel the most, of each feeling some; the same words once."""
    found: list[_Told] = []
    for label in ASPECT_LABELS:
        of_label = [one for one in told if one.label == label]
        of_label.sort(key=lambda one: (-abs(one.score), -one.row.written.toordinal()))
        first = {one.quote: one for one in reversed(of_label)}
        found += [one for one in of_label if first[one.quote] is one][:QUOTES]
    return found


def _quote(one: _Told, titles: Titles) -> dict[str, Any]:
    return {
        "text": one.quote,
        "label": one.label,
        "review_id": one.row.review_id,
        "product_id": one.row.product_id,
        "title": titles(one.row.product_id),
        "written": one.row.written.isoformat(),
    }


def _products(
    rows: Sequence[ReviewRow], told: Sequence[_Told], titles: Titles
) -> list[dict[str, Any]]:
    """Those with the most reviews; `worst` is the aspect with the most blame beyond praise."""
    by_product: dict[str, list[ReviewRow]] = defaultdict(list)
    for row in rows:
        by_product[row.product_id].append(row)
    blame: dict[str, Counter[str]] = defaultdict(Counter)
    for one in told:
        if one.label in (POSITIVE, NEGATIVE):
            blame[one.row.product_id][one.aspect] += 1 if one.label == NEGATIVE else -1
    found: list[dict[str, Any]] = [
        {
            "product_id": product_id,
            "title": titles(product_id),
            "reviews": len(of),
            **_counts((row.label for row in of), FEELINGS),
            "polarity": round(sum(row.polarity for row in of) / len(of), 3),
            "worst": _worst(blame[product_id]),
        }
        for product_id, of in by_product.items()
    ]
    found.sort(key=lambda one: (-len(by_product[one["product_id"]]), one["product_id"]))
    return found[:MOST_PRODUCTS]


def _worst(blame: Counter[str]) -> str:
    most = sorted(blame.items(), key=lambda item: (-item[1], item[0]))
    return most[0][0] if most and most[0][1] > 0 else ""


def _months(days: Iterable[date]) -> list[str]:
    """Every month from the first to the last, those without a review too."""
    known = sorted(days)
    if not known:
        return []
    first, last = (day.year * 12 + day.month - 1 for day in (known[0], known[-1]))
    return [f"{number // 12}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def _counts(labels: Iterable[str], of: Sequence[str]) -> dict[str, int]:
    counted = Counter(labels)
    return {label: counted[label] for label in of}
