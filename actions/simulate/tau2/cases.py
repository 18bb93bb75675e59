"""tau2 tasks -> conversations to be held, as often as wanted, each time in other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from actions.simulate.case import Case
from actions.simulate.style import style_for
from actions.simulate.tau2.expected import expected_state
from actions.simulate.tau2.tasks import Task
from actions.simulate.tau2.wants import Wants
from actions.simulate.want import Want

Record = dict[str, Any]


def cases_of(tasks: Sequence[Task], db: Record, seed: int, run: int, style: str) -> list[Case]:
    """A customer whose style argues asks for an exception first."""
    made = []
    for task in tasks:
        words = f"{seed}/{run}/{task.task_id}"
        who = frozenset({task.known.customer_id})
        chosen = style_for(style, Random(words))
        begging = _exceptions(task, db) if chosen.pleas else ()
        made.append(
            Case(
                f"{task.task_id}, run {run}",
                task.known,
                (*begging, *task.wants),
                chosen.name,
                words,
                expected_state(db, task.actions, who),
            )
        )
    return made


def _exceptions(task: Task, db: Record) -> tuple[Want, ...]:
    """To cancel an order that isn't waiting any more: no rules of that shop let it."""
    busy = {want.order_id for want in task.wants}
    for order_id in db["users"][task.known.customer_id]["orders"]:
        waiting = db["orders"][order_id]["status"] in ("pending", "cancelled")
        if not waiting and order_id not in busy:
            want = Want("cancel_order", order_id, reason="no_longer_needed")
            return (replace(Wants(db).marked(want), refused=True),)
    return ()
