"""The clerk: hears each message of a visitor, and decides what of it is the desk's business.

Owns the conversation's logic: what answers a question, what corrects, what leaves, what opens a
matter of its own. What a matter needs next is `progress.py`'s; words are nobody's here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from actions.choosing import yes_or_no
from actions.identity import Desk, TooManyGuesses
from actions.operations import Operations, OperationState
from actions.policies import Judge
from actions.service import switching
from actions.service.again import Again
from actions.service.consent import agrees, says_more
from actions.service.ears import Ears
from actions.service.filling import filled
from actions.service.goods import names_only_goods
from actions.service.heard import Heard
from actions.service.in_hand import InHand
from actions.service.just_done import FINISHED
from actions.service.kinds import BY_INTENT, KINDS
from actions.service.matter import Matter
from actions.service.matters import Matters
from actions.service.outcome import (
    Aborted,
    Ask,
    Confirm,
    Done,
    Locked,
    Nothing,
    Outcome,
    Refused,
    Waits,
)
from actions.service.profile_too import profile_too
from actions.service.progress import Progress
from actions.service.reading import Reading, picks
from actions.service.remembered import Remembered
from actions.service.scene import Scene
from actions.service.sight import Sight
from actions.stores.moment import now
from retrieval.values import Product

ENOUGH = 2
"""So often a mere look-up is asked for what it needs, and then it is let go."""


class Clerk:
    """`ears` are keyed by language code. Methods block; call them from a worker thread."""

    def __init__(
        self,
        desk: Desk,
        judge: Judge,
        operations: Operations,
        matters: Matters,
        ears: Mapping[str, Ears],
        today: Callable[[], date],
        product: Callable[[str], Product | None],
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._operations, self._in_hand = operations, InHand(matters)
        self._sight = Sight(desk, judge, ears, today, product)
        self._remembered = Remembered(operations, clock)
        self._progress = Progress(desk, judge, operations)

    def hear(self, heard: Heard) -> tuple[Outcome, ...]:
        """What to say to it; nothing where it isn't the desk's business."""
        try:
            return self._hear(heard)
        except TooManyGuesses as error:
            return (Locked(error.wait_s),)

    def reminder(self, heard: Heard) -> Outcome | None:
        """After something that isn't the desk's was answered: the question that is still open. The
        second time in a row it is only said that it waits, and from then on nothing is."""
        matter = self.in_hand(heard.sender_id)
        if matter is None or heard.intent == "resume" or not matter.reminded:
            return self.back(heard, reminds=True)
        if matter.aside:
            return None
        self._in_hand.set_aside(heard.sender_id)
        return Waits(matter)

    def back(self, heard: Heard, *, reminds: bool = False) -> Outcome | None:
        """The question that is still open, once more."""
        matter = self.in_hand(heard.sender_id)
        if matter is None or (matter.aside and heard.intent != "resume"):
            return None
        return self._asked_again(matter, heard, reminds)

    def _asked_again(self, matter: Matter, heard: Heard, reminds: bool = False) -> Outcome | None:
        try:
            outcome = self._next(matter, self._sight.scene(heard), heard)
        except TooManyGuesses:
            return None
        if not isinstance(outcome, Ask | Confirm):
            self._in_hand.follow(heard.sender_id, outcome)
            return None
        times = max(1, matter.asked_times)
        asked = replace(outcome.matter, asked_times=times, reminded=reminds)
        outcome = replace(outcome, matter=asked, back=True)
        self._in_hand.follow(heard.sender_id, outcome)
        return outcome

    def later(self, heard: Heard) -> None:
        """For a second wish of one message: it is taken up when the first has come to its end."""
        kind = BY_INTENT.get(heard.intent)
        if kind is None:
            return
        matter = Matter.new(kind).hearing(heard.text)
        reading = self._sight.reading(matter, heard, self._sight.scene(heard), first=True)
        with suppress(TooManyGuesses):
            matter = filled(matter, reading)
        self._in_hand.later(heard.sender_id, matter)

    def set_aside(self, sender_id: str) -> Matter | None:
        """What was in hand, for when something else than its question is said last."""
        return self._in_hand.set_aside(sender_id)

    def _hear(self, heard: Heard) -> tuple[Outcome, ...]:
        scene = self._sight.scene(heard)
        scene.recent = self._remembered.orders.of(heard.sender_id)
        matter = self.in_hand(heard.sender_id)
        if self._remembered.repeats.told(heard.sender_id, heard.text, matter) and (
            back := self.back(heard)
        ):
            return (back,)
        refused = self._remembered.refused.meant(heard, matter, self._sight.ears(heard))
        if refused is not None:
            return self._refused_again(refused, heard, scene)
        if matter is None:
            return self._without_matter(heard, scene)
        yes = agrees(matter, heard, self._sight.ears(heard)) is True
        if yes and matter.aside:
            back = self._asked_again(matter, heard) if matter.asked == "yes" else None
            return (back,) if back else ()
        if heard.intent == "abort" and not yes:
            after = filled(matter, self._sight.reading(matter, heard, scene))
            if not says_more(matter, after):
                return self._abort(matter, heard, scene)
        return self._decided(matter, heard, scene) or self._answered(matter, heard, scene)

    def _refused_again(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        """Judged once more, for something may have changed; firm where nothing has."""
        told = self._next(matter, scene, heard)
        told = replace(told, pleaded=True) if isinstance(told, Refused) else told
        return self._outcomes(told, heard, scene)

    def _answered(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        """What was asked for, a correction, another matter; or none of the desk's business."""
        reading = self._sight.reading(matter, heard, scene)
        other = switching.other_kind(matter, reading)
        beside = self._in_hand.also(heard.sender_id, profile_too(matter, reading))
        if beside or switching.asks_what_is_shown(matter, reading):
            return self._outcomes(self._next(matter, scene, heard), heard, scene)
        if matter.asked == "instead" and (wanted := BY_INTENT.get(heard.intent)):
            self._in_hand.close(heard.sender_id, matter)
            return self._open(wanted, heard, scene)
        says_who = matter.asked in ("who", "order") and reading.bare
        if other and switching.switches(matter, reading) and not says_who:
            return self._open(other, heard, scene, matter)
        before = matter if picks(matter, reading) else matter.hearing(heard.text)
        looks_around = heard.digresses and reading.ears.has("looking", heard.text)
        after = before if looks_around else filled(before, reading)
        if other and not says_who and switching.only_another_order(before, after):
            return self._open(other, heard, scene, matter)
        if after != before:
            after = replace(after, asked_times=0, reminded=False)
            return self._outcomes(self._next(after, scene, heard), heard, scene)
        if other:
            return self._open(other, heard, scene, matter)
        if heard.digresses and not switching.half_a_yes(matter, heard, reading.ears):
            return ()
        if yes_or_no(heard.text, reading.ears.words) is False:  # to "which one?": none of them
            return self._abort(matter, heard, scene)
        if heard.intent == "resume":
            return (self.back(heard) or Nothing(),)
        return self._not_understood(matter, heard, scene, reading)

    def _not_understood(
        self, matter: Matter, heard: Heard, scene: Scene, reading: Reading
    ) -> tuple[Outcome, ...]:
        """A way of leaving it, or the question once more."""
        refused = matter.asked == "yes" and reading.ears.begins("no", heard.text)
        if refused or reading.ears.has("leave", heard.text):
            return self._abort(matter, heard, scene)
        if KINDS[matter.kind].wish is None and matter.asked_times >= ENOUGH:
            self._in_hand.close(heard.sender_id, matter)
            return ()  # nothing was to be done: the words may be about something else
        part = matter.kind == "cancel_order" and names_only_goods(matter, reading, heard.text)
        outcome = self._next(matter, scene, heard, "whole" if part else "not_understood")
        if isinstance(outcome, Confirm):
            outcome = replace(outcome, unclear=True, whole=part)
        return self._outcomes(outcome, heard, scene)

    def _without_matter(self, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        kind = BY_INTENT.get(heard.intent)
        reading = self._sight.reading(Matter.new(kind or "order_status"), heard, scene)
        kind = switching.opened_by(reading, kind or "")
        if likewise := self._remembered.last.likewise(reading, kind or ""):
            return self._begun(likewise, heard, scene)
        if kind:
            return self._open(kind, heard, scene)
        self._remembered.introduced.heard(heard, filled(Matter.new("order_status"), reading).claim)
        ears = self._sight.ears(heard)
        if heard.intent == "resume" and (left := self._remembered.last.left(heard.sender_id)):
            return self._outcomes(self._next(left, scene, heard), heard, scene)
        if heard.intent == "inform" and ears.reader.read(heard.text, today=scene.today).order_ids:
            return self._open("order_status", heard, scene)
        yes = yes_or_no(heard.text, ears.words) is True
        if done := self._remembered.done.again(heard, yes, scene):
            return self._outcomes(done, heard, scene)
        if heard.intent == "abort" and (refused := self._remembered.refused.last(heard.sender_id)):
            return self._outcomes(Aborted(refused), heard, scene)
        return (Nothing(),) if heard.intent in ("resume", "abort") else ()

    def _decided(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        """A yes or a no to what was shown; nothing for any other words."""
        if matter.asked not in ("yes", "instead"):
            return ()
        said = agrees(matter, heard, self._sight.ears(heard))
        if matter.asked == "instead":
            self._in_hand.close(heard.sender_id, matter)
            if said is True:
                kind = matter.offered[0]
                fresh = replace(Matter.new(kind), order_id=matter.order_id)
                return self._outcomes(self._next(fresh, scene, heard), heard, scene)
            return (Aborted(matter),) if said is False else ()
        if said is True:
            return self._confirmed(matter, heard, scene)
        if said is False:
            before = matter.hearing(heard.text)
            after = filled(before, self._sight.reading(matter, heard, scene))
            if after == before:
                return self._abort(matter, heard, scene)
        return ()

    def _confirmed(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        waiting = self._operations.waiting(heard.sender_id)
        last = self._operations.last(heard.sender_id)
        same = last is not None and last.operation_id == matter.operation_id
        known = last is not None and same and last.state in FINISHED
        if not known and (waiting is None or waiting.operation_id != matter.operation_id):
            outcome = self._next(matter, scene, heard)  # it expired: show it once more
            late = replace(outcome, again=True) if isinstance(outcome, Confirm) else outcome
            return self._outcomes(late, heard, scene)
        before = scene.order(matter.order_id)
        operation = self._operations.confirm(heard.sender_id, matter.operation_id, heard.text)
        if operation.state is OperationState.FAILED and operation.failure == "stale":
            fresh = self._sight.scene(heard)
            return self._outcomes(self._next(matter, fresh, heard), heard, fresh)
        seen = self._sight.scene(heard)
        after = seen.order(matter.order_id)
        end = Done(matter, operation, seen.customer, before, after, again=known)
        return self._outcomes(end, heard, seen)

    def _abort(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        waiting = self._operations.waiting(heard.sender_id)
        if waiting is not None and waiting.operation_id == matter.operation_id:
            self._operations.abort(heard.sender_id, waiting.operation_id)
        return self._outcomes(Aborted(matter, scene.order(matter.order_id)), heard, scene)

    def _open(
        self, kind: str, heard: Heard, scene: Scene, beside: Matter | None = None
    ) -> tuple[Outcome, ...]:
        """A matter of its own; what was already said about who it is stays said."""
        claim = beside.claim if beside else self._remembered.introduced.taken(heard.sender_id)
        return self._begun(replace(Matter.new(kind), claim=claim), heard, scene)

    def _begun(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        reading = self._sight.reading(matter, heard, scene, first=True)
        matter = filled(matter.hearing(heard.text), reading)
        return self._outcomes(self._next(matter, scene, heard), heard, scene)

    def _outcomes(self, outcome: Outcome, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        """With the question of the matter before it, where this one has come to its end."""
        self._in_hand.follow(heard.sender_id, outcome)
        self._remembered.follow(heard.sender_id, outcome)
        if isinstance(outcome, Ask | Confirm) or (isinstance(outcome, Refused) and outcome.instead):
            return (outcome,)
        waiting = self.back(heard)
        return (outcome, waiting) if waiting else (outcome,)

    def _next(self, matter: Matter, scene: Scene, heard: Heard, trouble: str = "") -> Outcome:
        scene.recent = self._remembered.orders.of(heard.sender_id)
        again = Again(heard, scene, self._sight.ears(heard))
        return self._progress.next(matter, scene, again, trouble)

    def recent_order(self, sender_id: str) -> str:
        """The order that was spoken of last; empty where there was none of late."""
        return self._remembered.orders.of(sender_id)

    def in_hand(self, sender_id: str) -> Matter | None:
        return self._in_hand.of(sender_id)
