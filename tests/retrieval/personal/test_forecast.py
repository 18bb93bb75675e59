"""What is learnt of visits: it finds what is there, claims nothing where nothing is, adds up, and
comes back from its folder as it was."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit, logit

from retrieval.errors import PredictorDamaged, PredictorMissing
from retrieval.personal.deed import Did
from retrieval.personal.predict.calibration import Calibration
from retrieval.personal.predict.drift import drifted
from retrieval.personal.predict.forecast import Forecast
from retrieval.personal.predict.grouped import BASE_RATE, LOGISTIC, OURS
from retrieval.personal.predict.learning import Because
from retrieval.personal.predict.outlook import Question
from retrieval.personal.predict.schooling import Schooled, school
from retrieval.personal.predict.session import Visit, lessons, parted
from tests.retrieval.personal.shoppers import UNTIL, act, drawn_visits


@pytest.fixture(scope="module")
def schooled() -> Schooled:
    return school(drawn_visits(500), (), UNTIL, {"made_up": True})


def test_it_tells_buyers_from_others_it_has_not_seen(schooled: Schooled) -> None:
    by = schooled.purchase.by
    assert schooled.purchase.because is Because.BETTER
    assert by[OURS].auc_ci95[0] > 0.55
    assert by[OURS].log_loss < by[BASE_RATE].log_loss
    assert by[OURS].calibration_error < 0.1
    assert set(by) == {OURS, LOGISTIC, BASE_RATE}


def test_what_comes_next_is_told_better_than_by_the_last_act(schooled: Schooled) -> None:
    figures = schooled.next_act.by
    assert figures[OURS]["log_loss"] < figures[BASE_RATE]["log_loss"]


def test_the_chance_changes_within_the_visit_and_adds_up(schooled: Schooled) -> None:
    acts = [act(seconds=place * 20) for place in range(3)] + [act(Did.CART, "a", 70)]
    told = [schooled.forecast.of(parted("x", acts[:end])[0]) for end in range(1, len(acts) + 1)]
    chances = [one.purchase.probability for one in told]
    assert chances[-1] > 1.4 * chances[0]
    for one in told:
        total = one.purchase.base + math.fsum(one.purchase.added.values())
        assert math.isclose(total, logit(one.purchase.probability), abs_tol=1e-9)
        assert math.isclose(sum(one.next_act.values()), 1.0, abs_tol=1e-9)


def test_chances_alone_are_those_with_reasons(schooled: Schooled) -> None:
    table = lessons(drawn_visits(40, seed=2), UNTIL).table
    for question in (schooled.forecast.purchase, Question(0.2)):
        told = [one.probability for one in question.told(table)]
        assert question.chances(table).tolist() == pytest.approx(told)


def test_it_comes_back_as_it_was_kept(schooled: Schooled, tmp_path: Path) -> None:
    folder = tmp_path / "predict"
    schooled.forecast.save(folder)
    schooled.forecast.save(folder)
    again = Forecast.load(folder)
    visit = drawn_visits(1, seed=7)[0]
    before, after = schooled.forecast.of(visit), again.of(visit)
    assert after.purchase == before.purchase
    assert after.next_act == before.next_act
    assert (again.is_made_up, again.until) == (True, UNTIL)
    assert not folder.with_name("predict.new").exists()


def test_a_folder_that_cant_be_read_says_so(schooled: Schooled, tmp_path: Path) -> None:
    with pytest.raises(PredictorMissing, match="storeclerk train predict"):
        Forecast.load(tmp_path)
    schooled.forecast.save(tmp_path / "p")
    for name, text in (("purchase.json", "{"), ("next.json", "[]"), ("spread.json", "null")):
        schooled.forecast.save(tmp_path / "p")
        (tmp_path / "p" / name).write_text(text, encoding="utf-8")
        with pytest.raises(PredictorDamaged):
            Forecast.load(tmp_path / "p")
    schooled.forecast.save(tmp_path / "p")
    broken = json.loads((tmp_path / "p" / "purchase.json").read_text())
    broken["boosters"][0] = broken["boosters"][0][:200]
    (tmp_path / "p" / "purchase.json").write_text(json.dumps(broken))
    with pytest.raises(PredictorDamaged):
        Forecast.load(tmp_path / "p")


def test_a_young_shop_gets_a_share_that_starts_from_a_supposed_one(tmp_path: Path) -> None:
    few = school(drawn_visits(30), (), UNTIL, {})
    bought = sum(visit.bought for visit in drawn_visits(30))
    assert few.purchase.because is Because.TOO_FEW
    assert few.purchase.question.model is None
    assert few.purchase.question.share == pytest.approx((bought + 2.5) / 130)
    nothing = school((), (), UNTIL, {})
    assert nothing.purchase.question.share == pytest.approx(0.025)
    told = nothing.forecast.of(parted("x", [act()])[0])
    assert told.purchase.added == {}
    assert expit(told.purchase.base) == pytest.approx(0.025)
    assert sum(told.next_act.values()) == pytest.approx(1.0)
    nothing.forecast.save(tmp_path / "p")
    assert Forecast.load(tmp_path / "p").of(drawn_visits(1)[0]).purchase.probability == (
        pytest.approx(0.025)
    )


def test_where_nothing_can_be_told_no_model_is_kept() -> None:
    """Whether they buy is drawn apart from all that they did."""
    visits = [visit for visit in drawn_visits(700, keen=0.0) if visit.looking]
    rng = np.random.default_rng(3)
    odd = [_bought(visit) if rng.random() < 0.3 else visit for visit in visits]
    learnt = school(odd, (), UNTIL, {}).purchase
    assert learnt.because is Because.NO_BETTER
    assert learnt.question.model is None


def _bought(visit: Visit) -> Visit:
    last = visit.acts[-1]
    return replace(visit, acts=(*visit.acts, replace(last, did=Did.PURCHASE)))


def test_calibration_keeps_the_order_and_meets_the_share() -> None:
    rng = np.random.default_rng(0)
    odds = rng.normal(size=4_000)
    truth = rng.random(4_000) < expit(0.5 * odds - 1.0)
    found = Calibration.learn(truth, odds)
    assert found.slope == pytest.approx(0.5, abs=0.1)
    assert found.shift == pytest.approx(-1.0, abs=0.1)
    against = Calibration.learn(truth, -odds)
    assert against.slope > 0
    assert expit(against.apply(-odds)).mean() == pytest.approx(truth.mean(), abs=1e-6)


def test_drift_is_small_where_nothing_changed_and_names_what_did(schooled: Schooled) -> None:
    since = UNTIL - timedelta(days=90)
    same = drifted(schooled.forecast, drawn_visits(400, seed=5), since, UNTIL)
    assert same is not None
    assert max(same.stability.values()) < 0.1
    assert same.calibration_error < 0.1
    assert same.fresh == 0.0
    dear = [
        replace(visit, acts=tuple(replace(one, kind="lamp", on_offer=True) for one in visit.acts))
        for visit in drawn_visits(400, seed=5)
    ]
    other = drifted(schooled.forecast, dear, since, UNTIL)
    assert other is not None
    assert next(iter(other.stability)) == "on_offer"
    assert next(iter(other.stability.values())) > 0.25
    unkeen = drifted(schooled.forecast, drawn_visits(400, seed=5, keen=0.1), since, UNTIL)
    assert unkeen is not None
    assert unkeen.foreseen > 2 * unkeen.came
    assert drifted(schooled.forecast, drawn_visits(9), UNTIL, UNTIL) is None
