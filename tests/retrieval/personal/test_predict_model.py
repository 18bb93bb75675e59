"""What is predicted, that its reasons add up, and how it is measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit

from retrieval.errors import BadInput
from retrieval.personal.predict import cross_validated, figures, predicted, read_table, train
from retrieval.personal.predict.measures import calibration_error
from tests.retrieval.personal.visits import write_visits


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_visits(tmp_path_factory.mktemp("visits") / "visits.csv", 900)


def test_what_the_columns_add_is_the_prediction(visits: Path) -> None:
    table = read_table(visits, "Revenue")
    model = train(table)
    adds = model.contributions(table)
    assert adds.shape == (900, 4)
    assert expit(adds.sum(axis=1)) == pytest.approx(model.probability(table), abs=1e-9)


def test_the_same_seed_says_the_same_and_what_counts_counts_most(visits: Path) -> None:
    table = read_table(visits, "Revenue")
    found, again = predicted(table, table), predicted(table, table)
    assert np.array_equal(found.probability["storeclerk"], again.probability["storeclerk"])
    assert [name for name, _ in found.importance()][-1] == "Weekend"
    assert found.importance()[0][0] == "Pages"


def test_no_row_is_predicted_by_a_model_that_learnt_from_it(visits: Path) -> None:
    """Each row's own outcome is its number: learnt by heart it would be told without a fault."""
    table = read_table(visits, "Revenue")
    found = cross_validated(table, 3)
    assert table.truth is not None
    told = figures(table.truth, found.probability["storeclerk"], found.fold)
    assert 0.6 < told.auc < 0.9
    assert told.auc_ci95[0] < told.auc < told.auc_ci95[1]
    assert set(found.fold.tolist()) == {0, 1, 2}
    assert found.apart < 1e-9


def test_calibration_is_how_far_probability_and_share_lie_apart() -> None:
    truth = np.arange(1000) % 4 == 0
    assert calibration_error(truth, np.full(1000, 0.25)) == pytest.approx(0.0, abs=0.01)
    assert calibration_error(truth, np.full(1000, 0.65)) == pytest.approx(0.4, abs=0.01)


@pytest.mark.parametrize(("truth", "told"), [("no", "one outcome"), ("", "no column of that")])
def test_rows_that_teach_nothing_are_refused(tmp_path: Path, truth: str, told: str) -> None:
    path = tmp_path / "visits.csv"
    cells = [f"{n},{truth}" if truth else str(n) for n in range(9)]
    path.write_text("\n".join(["n,bought" if truth else "n", *cells]), encoding="utf-8")
    with pytest.raises(BadInput, match=told):
        cross_validated(read_table(path, "bought"), 3)


def test_too_few_of_an_outcome_for_so_many_folds_is_said(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("n,bought\n1,yes\n2,no\n3,no\n4,no\n", encoding="utf-8")
    with pytest.raises(BadInput, match="too few of one outcome for 3 folds"):
        cross_validated(read_table(path, "bought"), 3)
