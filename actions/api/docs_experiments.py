"""The routes of experiments, as `/openapi.json` tells of them. Owns the wording."""

from __future__ import annotations

from actions.api.doc import Doc
from actions.api.experiments import (
    Adopting,
    Deciding,
    ExperimentAsked,
    LeverAsked,
    PlanAsked,
    RankingAsked,
)

TAG = "experiments"
ONE = "Experiment"

EXPERIMENT_DOCS: dict[str, Doc] = {
    "GET /api/experiments": Doc("Experiments, levers and how they are set.", TAG, "ExperimentList"),
    "POST /api/experiments": Doc("Draft one; nobody is in it yet.", TAG, ONE,
                                 body=ExperimentAsked, status="201"),
    "GET /api/experiments/plan": Doc("How many visitors one would need, and how long.", TAG,
                                     "ExperimentPlan", query=PlanAsked),
    "GET /api/experiments/ranking": Doc("What clicks other orders of suggestions would have got.",
                                        TAG, "OtherOrders", query=RankingAsked),
    "GET /api/experiments/{id}": Doc("One, with what came of it so far.", TAG, ONE),
    "DELETE /api/experiments/{id}": Doc("Throw a draft away.", TAG, status="204"),
    "POST /api/experiments/{id}/start": Doc("Let visitors in.", TAG, ONE),
    "POST /api/experiments/{id}/stop": Doc("Everybody gets what the lever is set to.", TAG, ONE),
    "POST /api/experiments/{id}/adopt": Doc("Set the lever to an arm's value, for everybody.", TAG,
                                            ONE, body=Adopting),
    "POST /api/experiments/{id}/undo": Doc("Take back that it was adopted.", TAG, ONE,
                                           body=Deciding),
    "PUT /api/experiments/levers/{lever}": Doc("Set a lever for everybody.", TAG, "Levers",
                                               body=LeverAsked),
}  # fmt: skip
