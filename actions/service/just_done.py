"""What was done last, while the customer may ask for it once more: a yes sent twice, or an answer
that got lost. Owns when that is told; doing it once is the operations'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from actions.operations import Operation, Operations, OperationState
from actions.service.heard import Heard
from actions.service.matter import Matter
from actions.service.outcome import Done, Outcome
from actions.service.recent import Recent
from actions.service.scene import Scene

TOLD_AGAIN_FOR = timedelta(minutes=30)
"""So long after it expired would an operation's end still be told to a customer who asks."""
MOVED_ON = "moved_on"
FINISHED = frozenset({OperationState.DONE, OperationState.FAILED, OperationState.CONFIRMED})


class JustDone:
    """Whether a customer has gone on to something else since is kept in memory."""

    def __init__(self, operations: Operations, clock: Callable[[], datetime]) -> None:
        self._operations, self._clock = operations, clock
        self._moved_on = Recent("")

    def follow(self, sender_id: str, outcome: Outcome) -> None:
        """Something was done just now, or they have gone on to something else."""
        self._moved_on.keep(sender_id, "" if isinstance(outcome, Done) else MOVED_ON)

    def again(self, heard: Heard, yes: bool, scene: Scene) -> Done | None:
        """What became of the last one, where a yes to nothing or a "where were we" means it."""
        fresh = not self._moved_on.of(heard.sender_id)
        if not yes:
            self._moved_on.keep(heard.sender_id, heard.intent)
        if not (yes and fresh) and heard.intent != "resume":
            return None
        last = self._operations.last(heard.sender_id)
        if last is None or last.state not in FINISHED:
            return None
        told = self._clock() < last.expires + TOLD_AGAIN_FOR
        return self._told(last, heard, scene) if told else None

    def _told(self, last: Operation, heard: Heard, scene: Scene) -> Done:
        operation = self._operations.confirm(heard.sender_id, last.operation_id, heard.text)
        order = scene.order(operation.order_id) if operation.order_id else None
        matter = Matter.new(operation.kind)
        return Done(matter, operation, scene.customer, order, order, again=True)
