"""The kind that was named, over rows: a promise, a lean, or nothing."""

from __future__ import annotations

import numpy as np
import pytest
from pyroaring import BitMap

from retrieval.query.kind import Kind
from retrieval.rank.pool import Pool
from retrieval.sought_kind import FIRST, LEAN, SoughtKind

ROWS = 6


def _kind(*, promised: bool = True, strict: bool = False, sure: float = 0.5) -> Kind:
    return Kind(BitMap([0, 1]), promised, strict, sure, BitMap([4]), BitMap([3]))


def _mask(*rows: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    mask = np.zeros(ROWS, dtype=bool)
    mask[list(rows)] = True
    return mask


def _rows(mask: np.ndarray[tuple[int], np.dtype[np.bool_]] | None) -> list[int] | None:
    return None if mask is None else np.flatnonzero(mask).tolist()


def test_none_named_promises_nothing_and_leans_nowhere() -> None:
    sought = SoughtKind.of(None, ROWS)
    assert (sought.strict, sought.certain) == (False, False)
    assert sought.promised(_mask(0)) is None
    assert sought.among(None) is None
    pool = Pool.empty()
    assert sought.leant(pool, deep=False) is pool


@pytest.mark.parametrize(
    ("allowed", "found"), [(None, [0, 1]), ((1, 2), [1]), ((2, 3), [3]), ((2, 4), [4]), ((2,), [])]
)
def test_a_promise_goes_from_the_kind_to_what_says_it(
    allowed: tuple[int, ...] | None, found: list[int]
) -> None:
    mask = None if allowed is None else _mask(*allowed)
    assert _rows(SoughtKind.of(_kind(), ROWS).promised(mask)) == found


def test_a_strict_kind_takes_nothing_that_only_speaks_of_it() -> None:
    sought = SoughtKind.of(_kind(strict=True), ROWS)
    assert _rows(sought.promised(_mask(2, 4))) == []


def test_what_is_not_promised_is_still_found_among_the_allowed() -> None:
    sought = SoughtKind.of(_kind(promised=False), ROWS)
    assert sought.promised(_mask(0)) is None
    assert _rows(sought.among(_mask(1, 2))) == [1]
    assert sought.among(_mask(2)) is None


@pytest.mark.parametrize(
    ("promised", "sure", "certain"), [(True, 0.1, True), (False, 0.9, True), (False, 0.8, False)]
)
def test_promised_or_nearly_sure_is_certain(promised: bool, sure: float, certain: bool) -> None:
    assert SoughtKind.of(_kind(promised=promised, sure=sure), ROWS).certain is certain


@pytest.mark.parametrize(
    ("strict", "deep", "lean"),
    [(False, False, LEAN * 0.5), (True, False, LEAN * 0.5), (True, True, FIRST)],
)
def test_what_is_of_the_kind_is_raised_by_how_sure_it_is(
    strict: bool, deep: bool, lean: float
) -> None:
    sought = SoughtKind.of(_kind(strict=strict), ROWS)
    zeros = np.zeros(2, dtype=np.float32)
    pool = Pool(np.array([2, 1]), zeros, zeros, zeros, ())
    leant = sought.leant(pool, deep=deep)
    assert leant.rows.tolist() == [1, 2]
    assert leant.scores.tolist() == pytest.approx([lean, 0.0])
