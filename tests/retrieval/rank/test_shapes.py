"""A ranker is a sum of curves, and says what each added."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from retrieval.errors import BadInput
from retrieval.rank.evidence import NAMES
from retrieval.rank.shapes import FUSION, Curve, Ranker, mixed

SHIPPED = Path(__file__).parents[3] / "data" / "models" / "ranker" / "ranker.json"


def test_a_curve_is_straight_between_its_knots_and_flat_outside() -> None:
    curve = Curve((0.0, 0.5, 1.0), (0.0, 0.4, 0.5))
    values = np.asarray([-1, 0, 0.25, 0.5, 0.75, 1, 2], dtype=np.float32)
    assert curve(values) == pytest.approx([0, 0, 0.2, 0.4, 0.45, 0.5, 0.5])


@given(
    hnp.arrays(
        np.float32,
        st.tuples(st.integers(1, 30), st.just(len(NAMES))),
        elements=st.floats(0, 1, width=32),
    )
)
def test_no_part_of_the_shipped_ranker_takes_away_and_more_never_counts_less(
    values: np.ndarray,
) -> None:
    ranker = Ranker.load(SHIPPED)
    columns = dict(zip(NAMES, values.T, strict=True))
    for part in ranker.parts(columns):
        assert part.added.min() == pytest.approx(0, abs=1e-6)
        order = np.argsort(part.values, kind="stable")
        assert np.all(np.diff(part.added[order]) >= -1e-6)


def test_a_ranker_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    ranker = Ranker({"said": Curve((0.0, 1.0), (0.0, 0.3))}, {"catalogue": "small"})
    ranker.save(tmp_path / "ranker.json")
    assert Ranker.load(tmp_path / "ranker.json") == ranker
    assert "words" in FUSION.curves


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"format": 1}',
        '{"format": 7, "curves": {}}',
        '{"format": 1, "curves": {"magic": {"at": [0, 1], "added": [0, 1]}}}',
        '{"format": 1, "curves": {"said": {"at": [1, 0], "added": [0, 1]}}}',
        '{"format": 1, "curves": {"said": {"at": [0, 1], "added": [0]}}}',
    ],
)
def test_what_is_no_ranker_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ranker.json"
    path.write_text(text)
    with pytest.raises(BadInput, match=r"ranker\.json"):
        Ranker.load(path)


def test_half_of_two_rankers_adds_half_of_both() -> None:
    bent = Ranker({"words": Curve((0.0, 0.3, 1.0), (0.0, 0.6, 0.8))}, {})
    other = Ranker({"words": Curve((0.0, 1.0), (0.0, 0.4)), "said": Curve((0.5,), (0.2,))}, {})
    half = mixed(bent, other, {"from": "both"})
    at = np.linspace(-0.5, 1.5, 9, dtype=np.float32)
    for name, curves in {
        "words": [bent.curves["words"], other.curves["words"]],
        "said": [other.curves["said"]],
    }.items():
        assert np.allclose(half.curves[name](at), sum(curve(at) for curve in curves) / 2, atol=1e-4)
    assert half.about == {"from": "both"}
