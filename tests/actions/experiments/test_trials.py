"""Who gets what: the same every time, nobody without consent, nobody in two on one lever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.experiments.errors import NotNow
from actions.experiments.experiment import Arm
from actions.experiments.levers import BLEND, VARIETY
from actions.experiments.outcomes import cohort
from actions.experiments.trials import Trials
from actions.personal.consents import Consents
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from tests.actions.experiments.conftest import ANN, BEN, Lab

MANY = [Visitor(f"v{number}") for number in range(300)]


def test_before_anything_runs_everybody_gets_what_is_usual(lab: Lab) -> None:
    lab.agree(ANN)
    assert lab.sees(ANN) == "usual"
    assert lab.rows() == []


def test_a_visitor_gets_the_same_arm_every_time_and_after_a_restart(lab: Lab) -> None:
    lab.agree(*MANY)
    lab.started()
    first = [lab.sees(one) for one in MANY]
    assert 100 < first.count("orders_first") < 200
    again = Lab(lab.store, lab.moment)
    again.trials.refresh()
    assert [again.sees(one) for one in MANY] == first


def test_without_consent_one_gets_what_is_usual_and_is_in_no_table(lab: Lab) -> None:
    lab.started()
    assert {lab.sees(one) for one in MANY[:50]} == {"usual"}
    lab.consents.put(MANY[0], {Purpose.PERSONALISATION: True, Purpose.MARKETING: True})
    assert lab.sees(MANY[0]) == "usual"
    assert lab.sees(Visitor()) == "usual"
    assert lab.rows() == []


def test_consent_is_asked_only_for_whom_an_experiment_would_take_in(lab: Lab) -> None:
    """A request costs no reading of the database where nothing runs."""
    asked: list[Visitor] = []
    experiments = lab.experiments
    trials = Trials(
        experiments.table, experiments.settings, lab.triggers, lambda one: bool(asked.append(one))
    )
    trials.refresh()
    for one in MANY:
        trials.choices((BLEND, VARIETY), one)
    assert asked == []
    lab.started(traffic=0.2)
    trials.refresh()
    for one in MANY:
        trials.choices((BLEND, VARIETY), one)
    assert 20 < len(asked) < 110
    assert len(set(asked)) == len(asked)


def test_a_visitor_counts_once_and_only_when_the_lever_was_used(lab: Lab) -> None:
    lab.agree(ANN, BEN)
    lab.started()
    lab.trials.choice(BLEND, BEN)
    for _ in range(3):
        lab.sees(ANN)
        lab.rows()
    assert [subject for subject, _ in lab.rows()] == [ANN.key]


def test_who_withdraws_before_it_is_written_is_not_written(lab: Lab) -> None:
    lab.agree(ANN)
    lab.started()
    lab.sees(ANN)
    lab.later(seconds=1)
    lab.consents.put(ANN, {Purpose.ANALYTICS: False})
    assert lab.rows() == []
    lab.sees(ANN)
    lab.later(seconds=1)
    lab.agree(ANN)
    assert lab.rows() == []
    lab.sees(ANN)
    assert len(lab.rows()) == 1


def test_who_takes_a_no_back_counts_from_the_new_word_on(lab: Lab) -> None:
    lab.agree(ANN)
    experiment = lab.started(window_days=1)
    lab.sees(ANN)
    for granted in (False, True):
        lab.later(seconds=1)
        lab.consents.put(ANN, {Purpose.ANALYTICS: granted})
    again = lab.moment
    lab.later(seconds=1)
    lab.sees(ANN)
    assert len(lab.rows()) == 1
    (until,) = cohort(lab.store.engine, lab.experiments.table.of(experiment), 100).until
    assert until == (again + timedelta(days=1)).timestamp()


def test_two_experiments_on_one_lever_share_no_visitor(lab: Lab) -> None:
    lab.agree(*MANY)
    lab.started(traffic=0.5)
    others = (Arm("Now", "usual", 0.5), Arm("Taste", "taste_first", 0.5))
    lab.started(traffic=0.5, arms=others)
    with pytest.raises(NotNow, match="same lever"):
        lab.started(traffic=0.1)
    for one in MANY:
        lab.sees(one)
    subjects = [subject for subject, _ in lab.rows()]
    assert len(subjects) == len(set(subjects)) == len(MANY)
    lab.started(lever=VARIETY, arms=(Arm("a", "usual", 0.5), Arm("b", "more", 0.5)))


def test_a_slot_that_is_free_again_is_given_again(lab: Lab) -> None:
    first = lab.started(traffic=0.5)
    lab.started(traffic=0.5)
    lab.experiments.stop(first)
    third = lab.experiments.of(lab.started(traffic=0.4))
    assert third["slot"] == 0.0


def test_when_it_is_stopped_everybody_gets_what_is_usual(lab: Lab) -> None:
    lab.agree(*MANY)
    experiment = lab.started()
    assert {lab.sees(one) for one in MANY} == {"usual", "orders_first"}
    lab.experiments.stop(experiment)
    assert {lab.sees(one) for one in MANY} == {"usual"}


def test_a_session_and_the_customer_it_turns_out_to_be_are_two(lab: Lab) -> None:
    """As everywhere else; the customer has one arm wherever they sign in."""
    lab.agree(ANN, Visitor("ann-session"), Visitor("phone", "A"))
    lab.started()
    assert lab.sees(ANN) == lab.sees(Visitor("phone", "A"))
    lab.sees(Visitor("ann-session"))
    assert len(lab.rows()) == 2


def test_consents_of_another_process_count_at_once(lab: Lab) -> None:
    lab.agree(ANN)
    lab.started()
    choice = lab.trials.choice(BLEND, ANN)
    assert choice.experiment is not None
    Consents(lab.store.engine, lab.clock).put(ANN, {Purpose.ANALYTICS: False})
    assert lab.trials.choice(BLEND, ANN).experiment is None
