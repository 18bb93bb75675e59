"""What came of it: outcomes within the window alone, of those who let them be counted, guardrails
that stop, adopting and taking back."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, insert, update

from actions.errors import BadInput
from actions.experiments.errors import NotNow
from actions.experiments.experiment import Arm
from actions.experiments.levers import BLEND, EXPLORING
from actions.experiments.schema import TrialRow
from actions.personal.event import Did
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from actions.personal.visitor import Visitor
from actions.stores.engine import writing
from tests.actions.experiments.conftest import ANN, BEN, Lab, guard

OFFERS = (Arm("a", "usual", 0.5), Arm("b", "never", 0.5))


def fill(lab: Lab, experiment: str, bought: dict[str, tuple[int, int]]) -> None:
    """Arm -> (visitors, of whom bought), a few days ago."""
    trials, events = [], []
    for arm, (visitors, buyers) in bought.items():
        for number in range(visitors):
            key = Visitor(f"{arm}-{number}").key
            first = lab.moment
            trials.append({"experiment_id": experiment, "subject": key, "arm": arm,
                           "first": first, "until": first})  # fmt: skip
            if number < buyers:
                events.append(
                    {"event_id": f"{arm}{number}", "subject": key, "kind": "purchase",
                     "session": key, "customer_id": None, "product_id": "tent-1",
                     "occurred": first, "purposes": int(Purpose.ANALYTICS), "detail": None}
                )  # fmt: skip
    with writing(lab.store.engine) as session:
        session.execute(insert(TrialRow), trials)
        session.execute(insert(EventRow), events)
    lab.later(days=1)


def arm(told: dict[str, object], number: int) -> dict[str, float]:
    return told["arms"][number]  # type: ignore[index, no-any-return]


def test_only_what_is_done_within_the_window_counts(lab: Lab) -> None:
    lab.agree(ANN)
    experiment = lab.started(window_days=2)
    lab.does(ANN, Did.PURCHASE)
    lab.later(hours=1)
    lab.sees(ANN)
    lab.rows()
    lab.later(days=3)
    lab.does(ANN, Did.PURCHASE)
    told = lab.experiments.of(experiment)
    assert told["visitors"] == told["counted"] == 1
    assert sum(one["mean"] for one in told["arms"]) == 0


def test_a_visitor_whose_window_is_open_is_not_counted_yet(lab: Lab) -> None:
    lab.agree(ANN)
    experiment = lab.started(window_days=2)
    lab.sees(ANN)
    lab.rows()
    lab.later(hours=2)
    lab.does(ANN, Did.PURCHASE)
    told = lab.experiments.of(experiment)
    assert (told["visitors"], told["counted"]) == (1, 0)
    lab.later(days=2)
    told = lab.experiments.of(experiment)
    assert sum(one["with_outcome"] for one in told["arms"]) == 1


@pytest.mark.parametrize(
    ("measure", "mean"), [("purchase", 1), ("revenue", 2995), ("click", 1), ("low_rating", 1)]
)
def test_measures_are_read_out_of_the_journal(lab: Lab, measure: str, mean: float) -> None:
    """Revenue in minor units; a click on a search's result is none on a suggestion."""
    lab.agree(ANN)
    experiment = lab.started(measure=measure, smallest=100 if measure == "revenue" else 0.01)
    lab.sees(ANN)
    lab.rows()
    lab.later(minutes=1)
    lab.does(ANN, Did.PURCHASE, value=19.95)
    lab.does(ANN, Did.PURCHASE, value=10)
    lab.does(ANN, Did.CLICK)
    lab.does(ANN, Did.CLICK, query="tent")
    lab.does(ANN, Did.RATING, value=2)
    lab.does(ANN, Did.RATING, value=5)
    lab.later(days=4)
    told = lab.experiments.of(experiment)
    assert sum(one["mean"] for one in told["arms"]) == mean


def test_a_click_on_a_searchs_result_is_none_on_a_suggestion(lab: Lab) -> None:
    lab.agree(ANN)
    experiment = lab.started(measure="click")
    lab.sees(ANN)
    lab.rows()
    lab.does(ANN, Did.CLICK, query="tent")
    lab.later(days=4)
    assert sum(one["mean"] for one in lab.experiments.of(experiment)["arms"]) == 0


def test_a_withdrawal_takes_a_visitor_out_at_once(lab: Lab) -> None:
    lab.agree(ANN, BEN)
    lab.started()
    lab.sees(ANN)
    lab.sees(BEN)
    assert len(lab.rows()) == 2
    lab.consents.put(ANN, {Purpose.ANALYTICS: False})
    assert [subject for subject, _ in lab.rows()] == [BEN.key]
    lab.journal.forget(BEN)
    assert lab.rows() == []


def test_what_is_held_for_something_else_is_not_counted(lab: Lab) -> None:
    experiment = lab.started()
    fill(lab, experiment, {"Now": (10, 10), "New": (10, 10)})
    with writing(lab.store.engine) as session:
        session.execute(update(EventRow).values(purposes=int(Purpose.PERSONALISATION)))
    assert sum(one["with_outcome"] for one in lab.experiments.of(experiment)["arms"]) == 0


def test_better_is_said_with_its_interval(lab: Lab) -> None:
    experiment = lab.started()
    fill(lab, experiment, {"Now": (4_000, 200), "New": (4_000, 400)})
    told = lab.experiments.of(experiment)
    verdict = told["verdict"]
    assert (verdict["code"], verdict["arm"]) == ("better", 1)
    assert verdict["estimate"] == pytest.approx(0.05)
    assert 0 < verdict["low"] < 0.05 < verdict["high"]
    assert told["days"][-1]["comparisons"][0]["low"] == pytest.approx(verdict["low"], abs=1e-6)
    assert arm(told, 1)["mean"] == pytest.approx(0.1)


def test_worse_alike_unknown_and_too_early_are_told_apart(lab: Lab) -> None:
    for bought, smallest, code in (
        ({"Now": (4_000, 400), "New": (4_000, 200)}, 0.02, "worse"),
        ({"Now": (9_000, 900), "New": (9_000, 900)}, 0.05, "alike"),
        ({"Now": (500, 50), "New": (500, 52)}, 0.01, "unknown"),
        ({"Now": (50, 5), "New": (50, 5)}, 0.01, "too_early"),
    ):
        experiment = lab.started(smallest=smallest)
        fill(lab, experiment, bought)
        verdict = lab.experiments.of(experiment)["verdict"]
        assert verdict["code"] == code
        if code == "unknown":
            assert verdict["days_left"] > 1
        lab.experiments.stop(experiment)
        with writing(lab.store.engine) as session:
            session.execute(delete(EventRow))
            session.execute(delete(TrialRow))


def test_arms_that_lose_visitors_are_not_to_be_trusted(lab: Lab) -> None:
    experiment = lab.started()
    fill(lab, experiment, {"Now": (4_000, 200), "New": (3_400, 400)})
    told = lab.experiments.of(experiment)
    assert told["uneven"]
    assert told["verdict"]["code"] == "uneven"


def test_a_breached_guardrail_stops_it_and_says_so(lab: Lab) -> None:
    experiment = lab.started(measure="click", guards=guard("purchase", 0.01))
    fill(lab, experiment, {"Now": (4_000, 400), "New": (4_000, 200)})
    assert lab.experiments.watch() == [experiment]
    told = lab.experiments.of(experiment)
    assert (told["state"], told["stopped_because"]) == ("stopped", "guard:purchase")
    assert told["verdict"]["code"] == "guard"
    assert told["guards"][0]["state"] == "breached"
    lab.agree(ANN)
    assert lab.sees(ANN) == "usual"
    assert lab.experiments.watch() == []


def test_a_guardrail_that_is_kept_or_unknown_stops_nothing(lab: Lab) -> None:
    experiment = lab.started(measure="click", guards=guard("purchase", 0.05))
    fill(lab, experiment, {"Now": (4_000, 400), "New": (4_000, 400)})
    assert lab.experiments.watch() == []
    assert lab.experiments.of(experiment)["guards"][0]["state"] == "holds"
    other = lab.started(lever="help_offer", guards=guard(), arms=OFFERS)
    fill(lab, other, {"a": (150, 30), "b": (150, 25)})
    assert lab.experiments.of(other)["guards"][0]["state"] == "unknown"
    assert lab.experiments.watch() == []


def test_guardrails_share_what_may_go_wrong_between_them(lab: Lab) -> None:
    """Each of two is wider than one alone would be."""
    experiment = lab.started(measure="click", guards=guard("purchase", 0.01))
    bought = {"Now": (4_000, 400), "New": (4_000, 400)}
    fill(lab, experiment, bought)
    alone = lab.experiments.of(experiment)["guards"][0]
    lab.experiments.stop(experiment)
    with writing(lab.store.engine) as session:
        session.execute(delete(EventRow))
    both = (*guard("purchase", 0.01), *guard("cart", 0.01))
    again = lab.started(measure="click", guards=both)
    fill(lab, again, bought)
    beside = lab.experiments.of(again)["guards"][0]
    assert beside["measure"] == alone["measure"] == "purchase"
    assert beside["low"] < alone["low"] < alone["high"] < beside["high"]


def test_the_winner_is_adopted_for_everybody_and_taken_back(lab: Lab) -> None:
    experiment = lab.started()
    with pytest.raises(NotNow, match="stop it first"):
        lab.experiments.adopt(experiment, "New", "Mia")
    lab.experiments.stop(experiment)
    with pytest.raises(BadInput, match="no arm"):
        lab.experiments.adopt(experiment, "Newest", "Mia")
    told = lab.experiments.adopt(experiment, "New", "Mia")
    assert (told["adopted"]["value"], told["adopted"]["by"]) == ("orders_first", "Mia")
    assert lab.sees(BEN) == "orders_first"
    assert lab.experiments.undo(experiment, "Mia")["adopted"] is None
    assert lab.sees(BEN) == "usual"
    with pytest.raises(NotNow):
        lab.experiments.undo(experiment, "Mia")
    assert [one["undone"] is not None for one in lab.experiments.listed()["history"]] == [True]


def test_a_lever_is_set_by_hand(lab: Lab) -> None:
    assert lab.experiments.put_lever(EXPLORING, "tenth", "Mia")[EXPLORING] == "tenth"
    assert lab.sees(BEN, EXPLORING) == "tenth"
    with pytest.raises(BadInput, match="can't be"):
        lab.experiments.put_lever(EXPLORING, "always", "Mia")
    with pytest.raises(NotNow, match="already"):
        lab.experiments.put_lever(EXPLORING, "tenth", "Mia")
    with pytest.raises(BadInput, match="no lever"):
        lab.experiments.put_lever("prices", "higher", "Mia")


def test_only_a_draft_starts_and_only_a_running_one_stops(lab: Lab) -> None:
    experiment = lab.started()
    with pytest.raises(NotNow, match="only a draft"):
        lab.experiments.start(experiment)
    lab.experiments.stop(experiment)
    with pytest.raises(NotNow, match="only one that runs"):
        lab.experiments.stop(experiment)


def test_how_long_it_takes_is_guessed_from_those_who_came_lately(lab: Lab) -> None:
    plan = lab.experiments.table.of(lab.started()).plan
    assert lab.experiments.foreseen(plan)["guessed"]
    people = [Visitor(f"p{number}") for number in range(60)]
    lab.agree(*people)
    for number, one in enumerate(people):
        lab.does(one, Did.VIEW if number % 10 else Did.PURCHASE)
    told = lab.experiments.foreseen(plan)
    assert not told["guessed"]
    assert told["usual"] == pytest.approx(0.1)
    assert told["days"] == pytest.approx(told["visitors"] / (60 / 28), abs=1)
    assert plan.lever == BLEND
