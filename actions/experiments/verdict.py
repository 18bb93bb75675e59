"""What the figures of an experiment come to, as a code and its numbers. Owns the rule; the sentence
is the page's."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from actions.experiments.experiment import Experiment, State
from actions.experiments.figures import Figures
from retrieval.personal.trial import Difference, needed
from retrieval.personal.trial.difference import ALPHA

ENOUGH = 1.0


def verdict(experiment: Experiment, found: Figures, now: datetime) -> dict[str, Any]:
    """`code`: `draft`, `uneven` (don't trust it), `guard`, `too_early`, `better`, `worse`, `alike`
    (surely less apart than what matters), `unknown`. `arm` is the one it speaks of."""
    plan = experiment.plan
    if experiment.state is State.DRAFT:
        return {"code": "draft"}
    if found.uneven:
        return {"code": "uneven"}
    breached = next((one for one in found.guards if one.state == "breached"), None)
    if breached is not None:
        told = {"code": "guard", "measure": breached.guard.measure}
        return told | _numbers(breached.arm, breached.difference)
    known = [(arm, one) for arm, one in enumerate(found.differences, start=1) if one is not None]
    if not known:
        return {"code": "too_early", "days_left": days_left(experiment, found, now)}
    sign = 1 if plan.judged_by.more_is_better else -1
    arm, best = max(known, key=lambda pair: sign * pair[1].estimate)
    if best.is_more if sign > 0 else best.is_less:
        return {"code": "better"} | _numbers(arm, best)
    if len(known) == len(found.differences) and all(_is_worse(one, sign) for _, one in known):
        return {"code": "worse"} | _numbers(arm, best)
    if all(one.within(plan.smallest) for _, one in known):
        return {"code": "alike"} | _numbers(arm, best)
    left = {"days_left": days_left(experiment, found, now)}
    return {"code": "unknown"} | _numbers(arm, best) | left


def days_left(experiment: Experiment, found: Figures, now: datetime) -> int | None:
    """Until a difference that matters would mostly be seen, at the traffic there has been. None
    where that can't be told, or has passed."""
    if experiment.state is not State.RUNNING or experiment.started is None:
        return None
    days = (now - experiment.started) / timedelta(days=1)
    if days <= 0 or not sum(found.came):
        return None
    plan = experiment.plan
    wanted, control = float(plan.planned), found.tallies[0]
    if control.variance > 0 and found.differences[0] is not None:
        pair = needed(control.variance, plan.smallest, alpha=ALPHA / len(found.differences))
        wanted = pair / 2 * len(plan.arms)
    left = (wanted - sum(found.came)) / (sum(found.came) / max(days, ENOUGH))
    return ceil(left) + plan.window_days if left > 0 else None


def _is_worse(one: Difference, sign: int) -> bool:
    return one.is_less if sign > 0 else one.is_more


def _numbers(arm: int, one: Difference | None) -> dict[str, Any]:
    if one is None:
        return {"arm": arm}
    return {"arm": arm, "estimate": one.estimate, "low": one.low, "high": one.high}
