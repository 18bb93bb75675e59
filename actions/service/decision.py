"""A customer's decision on what was shown to them: a yes does it, a no leaves it.

Owns what becomes of the operation that waits for it; whether words are a yes is `consent.py`'s."""

from __future__ import annotations

from dataclasses import replace

from actions.operations import Operations, OperationState
from actions.service.consent import agrees
from actions.service.course import Course
from actions.service.filling import filled
from actions.service.heard import Heard
from actions.service.in_hand import InHand
from actions.service.just_done import FINISHED
from actions.service.matter import Matter
from actions.service.outcome import Aborted, Confirm, Done, Outcome
from actions.service.scene import Scene
from actions.service.sight import Sight


class Decision:
    """Methods block."""

    def __init__(
        self, operations: Operations, sight: Sight, in_hand: InHand, course: Course
    ) -> None:
        self._operations, self._sight = operations, sight
        self._in_hand, self._course = in_hand, course

    def of(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        """A yes or a no to what was shown; nothing for any other words."""
        if matter.asked not in ("yes", "instead"):
            return ()
        said = agrees(matter, heard, self._sight.ears(heard))
        if matter.asked == "instead":
            self._in_hand.close(heard.sender_id, matter)
            if said is True:
                fresh = replace(
                    Matter.new(matter.offered[0]), order_id=matter.order_id, text=matter.text
                )
                if matter.text:  # it may name the item, which the first matter didn't ask for
                    told = replace(heard, text=matter.text)
                    fresh = filled(fresh, self._sight.reading(fresh, told, scene))
                return self._course.goes_on(fresh, heard, scene)
            return (Aborted(matter),) if said is False else ()
        if said is True:
            return self._confirmed(matter, heard, scene)
        if said is False:
            before = matter.hearing(heard.text)
            after = filled(before, self._sight.reading(matter, heard, scene))
            if after == before:
                return self.abort(matter, heard, scene)
        return ()

    def abort(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        waiting = self._operations.waiting(heard.sender_id)
        if waiting is not None and waiting.operation_id == matter.operation_id:
            self._operations.abort(heard.sender_id, waiting.operation_id)
        return self._course.outcomes(Aborted(matter, scene.order(matter.order_id)), heard)

    def _confirmed(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        waiting = self._operations.waiting(heard.sender_id)
        last = self._operations.last(heard.sender_id)
        same = last is not None and last.operation_id == matter.operation_id
        known = last is not None and same and last.state in FINISHED
        if not known and (waiting is None or waiting.operation_id != matter.operation_id):
            outcome = self._course.next(matter, scene, heard)  # it expired: show it once more
            late = replace(outcome, again=True) if isinstance(outcome, Confirm) else outcome
            return self._course.outcomes(late, heard)
        before = scene.order(matter.order_id)
        operation = self._operations.confirm(heard.sender_id, matter.operation_id, heard.text)
        if operation.state is OperationState.FAILED and operation.failure == "stale":
            return self._course.goes_on(matter, heard, self._sight.scene(heard))
        seen = self._sight.scene(heard)
        after = seen.order(matter.order_id)
        end = Done(matter, operation, seen.customer, before, after, again=known)
        return self._course.outcomes(end, heard)
