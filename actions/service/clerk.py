"""The clerk: hears each message of a visitor, and decides what of it is the desk's business.

Owns the conversation's logic: what answers a question, what corrects, what leaves, what opens a
matter of its own. How a matter goes on is `course.py`'s, a yes or a no to what was shown
`decision.py`'s; words are nobody's here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from actions.choosing import yes_or_no
from actions.identity import Desk, TooManyGuesses
from actions.operations import Operations
from actions.policies import Judge
from actions.service import switching
from actions.service.asked_about import explained, for_the_policies, is_question
from actions.service.consent import agrees, says_more
from actions.service.counting import other_count_in, wants_other_count
from actions.service.course import Course
from actions.service.decision import Decision
from actions.service.ears import Ears
from actions.service.filling import filled
from actions.service.goods import names_a_part
from actions.service.heard import Heard
from actions.service.in_hand import InHand
from actions.service.kinds import BY_INTENT, KINDS
from actions.service.matter import Matter
from actions.service.matters import Matters
from actions.service.outcome import (
    Aborted,
    Confirm,
    Locked,
    Nothing,
    NotTheirs,
    Outcome,
    Refused,
    Unoffered,
    Waits,
)
from actions.service.profile_too import profile_too
from actions.service.progress import Progress
from actions.service.reading import Reading, picks
from actions.service.remembered import Remembered
from actions.service.scene import Scene
from actions.service.sight import Sight
from actions.service.third_person import is_for_another
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
        self._in_hand, self._sight = InHand(matters), Sight(desk, judge, ears, today, product)
        self._remembered = Remembered(operations, clock)
        progress = Progress(desk, judge, operations)
        self._course = Course(self._sight, progress, self._in_hand, self._remembered)
        self._decision = Decision(operations, self._sight, self._in_hand, self._course)

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
        return self._course.back(heard, reminds=reminds)

    def introduced(self, heard: Heard) -> None:
        """Who it is, said anywhere in a message of several wishes."""
        scene = self._sight.scene(heard)
        matter = Matter.new("order_status")
        claim = filled(matter, self._sight.reading(matter, heard, scene, first=True)).claim
        if scene.who is None and self.in_hand(heard.sender_id) is None:
            self._remembered.introduced.said(heard.sender_id, claim)

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
        if is_for_another(heard.text, self._sight.ears(heard)):
            return self._not_theirs(heard)
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
        return self._with_matter(matter, heard, scene)

    def _with_matter(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        if counts := self._other_count(matter, heard, scene):
            return counts
        if matter.asked == "who" and self._sight.ears(heard).has("lacks", heard.text):
            return self._answered_who(matter, heard, scene)
        if matter.asked == "yes" and is_question(heard.text, self._sight.ears(heard)):
            return self._explained(matter, heard, scene)
        yes = agrees(matter, heard, self._sight.ears(heard)) is True
        if yes and matter.aside:
            back = self._course.asked_again(matter, heard) if matter.asked == "yes" else None
            return (back,) if back else ()
        if heard.intent == "abort" and not yes:
            after = filled(matter, self._sight.reading(matter, heard, scene))
            if not says_more(matter, after):
                return self._decision.abort(matter, heard, scene)
        return self._decision.of(matter, heard, scene) or self._answered(matter, heard, scene)

    def _not_theirs(self, heard: Heard) -> tuple[Outcome, ...]:
        """Somebody else than the customer is there: from now on it isn't known who."""
        self._sight.desk.forget(heard.sender_id)
        self._in_hand.drop_all(heard.sender_id)
        self._remembered.forget(heard.sender_id)
        return (NotTheirs(),)

    def _refused_again(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        """Judged once more, for something may have changed; firm where nothing has."""
        told = self._course.next(matter, scene, heard)
        told = replace(told, pleaded=True) if isinstance(told, Refused) else told
        return self._course.outcomes(told, heard)

    def _other_count(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        """Another quantity in an order is nothing that the desk does; what waits is put again."""
        reading = self._sight.reading(matter, heard, scene)
        order = other_count_in(reading, matter)
        if order is None:
            return ()
        return (Unoffered("quantity", order), *self._course.goes_on(matter, heard, scene))

    def _answered_who(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        """ "I don't have the e-mail any more" leaves nothing, whatever it sounds like."""
        return self._course.goes_on(
            filled(matter, self._sight.reading(matter, heard, scene)), heard, scene
        )

    def _explained(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        """A question changes nothing of what is shown: it is answered out of it, or is about
        something else."""
        shown = self._course.next(matter, scene, heard)
        reading = self._sight.reading(matter, heard, scene)
        if isinstance(shown, Confirm) and (told := explained(shown, reading)):
            return (told, *self._course.outcomes(shown, heard))
        return self._answered(matter, heard, scene, asks=True)

    def _answered(
        self, matter: Matter, heard: Heard, scene: Scene, *, asks: bool = False
    ) -> tuple[Outcome, ...]:
        """What was asked for, a correction, another matter; or none of the desk's business. `asks`:
        a question, which corrects nothing."""
        reading = self._sight.reading(matter, heard, scene)
        other = switching.other_kind(matter, reading)
        beside = self._in_hand.also(heard.sender_id, profile_too(matter, reading))
        if beside or switching.asks_what_is_shown(matter, reading):
            return self._course.goes_on(matter, heard, scene)
        if matter.asked == "instead" and (wanted := BY_INTENT.get(heard.intent)):
            self._in_hand.close(heard.sender_id, matter)
            return self._open(wanted, heard, scene)
        says_who = matter.asked in ("who", "order") and reading.bare
        if other and switching.switches(matter, reading) and not says_who:
            return self._open(other, heard, scene, matter)
        before = matter if picks(matter, reading) else matter.hearing(heard.text)
        looks_around = heard.digresses and reading.ears.has("looking", heard.text)
        after = before if looks_around or asks else filled(before, reading)
        if other and not says_who and switching.only_another_order(before, after):
            return self._open(other, heard, scene, matter)
        if after != before:
            after = replace(after, asked_times=0, reminded=False)
            return self._course.goes_on(after, heard, scene)
        if other:
            return self._open(other, heard, scene, matter)
        if heard.digresses and not switching.half_a_yes(matter, heard, reading.ears):
            return ()
        if yes_or_no(heard.text, reading.ears.words) is False:  # to "which one?": none of them
            return self._decision.abort(matter, heard, scene)
        if heard.intent == "resume":
            return (self.back(heard) or Nothing(),)
        return self._not_understood(matter, heard, scene, reading, asks)

    def _not_understood(
        self, matter: Matter, heard: Heard, scene: Scene, reading: Reading, asks: bool
    ) -> tuple[Outcome, ...]:
        """A way of leaving it, or the question once more."""
        part = matter.kind == "cancel_order" and names_a_part(matter, reading)
        refused = matter.asked == "yes" and reading.ears.begins("no", heard.text)
        leaves = refused or reading.ears.has("leave", heard.text)
        if leaves and not (asks or part):
            return self._decision.abort(matter, heard, scene)
        if KINDS[matter.kind].wish is None and matter.asked_times >= ENOUGH:
            self._in_hand.close(heard.sender_id, matter)
            return ()  # nothing was to be done: the words may be about something else
        outcome = self._course.next(matter, scene, heard, "whole" if part else "not_understood")
        if isinstance(outcome, Confirm):
            outcome = replace(outcome, unclear=True, whole=part)
        return self._course.outcomes(outcome, heard)

    def _without_matter(self, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        kind = BY_INTENT.get(heard.intent)
        reading = self._sight.reading(Matter.new(kind or "order_status"), heard, scene)
        if asked := self._remembered.view.asked(reading):
            return self._told(asked, heard, scene)
        kind = switching.opened_by(reading, kind or "")
        if likewise := self._remembered.last.likewise(reading, kind or ""):
            return self._begun(likewise, heard, scene)
        if kind := kind or self._remembered.view.another(reading):
            return self._open(kind, heard, scene)
        seen = scene.order(self._remembered.view.order(heard.sender_id))
        if seen is not None and wants_other_count(reading, seen):
            return self._course.outcomes(Unoffered("quantity", seen), heard)
        if self._remembered.view.went_wrong(reading):
            return self._open("delivery_problem", heard, scene)
        self._remembered.view.heard(heard)
        self._remembered.introduced.heard(heard, filled(Matter.new("order_status"), reading).claim)
        ears = self._sight.ears(heard)
        if heard.intent == "resume" and (left := self._remembered.last.left(heard.sender_id)):
            return self._course.goes_on(left, heard, scene)
        if heard.intent == "inform" and ears.reader.read(heard.text, today=scene.today).order_ids:
            return self._open("order_status", heard, scene)
        yes = yes_or_no(heard.text, ears.words) is True
        stranger = self._remembered.strangers.of(heard.sender_id) and scene.who is None
        if done := not stranger and self._remembered.done.again(heard, yes, scene):
            return self._course.outcomes(done, heard)
        if heard.intent == "abort" and (refused := self._remembered.refused.last(heard.sender_id)):
            return self._course.outcomes(Aborted(refused), heard)
        return (Nothing(),) if heard.intent in ("resume", "abort") else ()

    def _open(
        self, kind: str, heard: Heard, scene: Scene, beside: Matter | None = None
    ) -> tuple[Outcome, ...]:
        """A matter of its own; what was already said about who it is stays said."""
        claim = beside.claim if beside else self._remembered.introduced.taken(heard.sender_id)
        return self._begun(replace(Matter.new(kind), claim=claim), heard, scene)

    def _begun(self, matter: Matter, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        reading = self._sight.reading(matter, heard, scene, first=True)
        matter = filled(matter.hearing(heard.text), reading)
        return self._course.goes_on(matter, heard, scene)

    def _told(self, order_id: str, heard: Heard, scene: Scene) -> tuple[Outcome, ...]:
        """What is asked of an order of theirs that was shown."""
        matter = replace(Matter.new("order_status"), order_id=order_id)
        return self._course.goes_on(matter.hearing(heard.text), heard, scene)

    def asks_policy(self, heard: Heard) -> bool:
        """Whether a message asks how a ticket goes on ("do you need a photo?"), which sounds like a
        wish of its own."""
        return for_the_policies(heard, self.in_hand(heard.sender_id), self._sight.ears(heard))

    def recent_order(self, sender_id: str) -> str:
        """The order that was spoken of last; empty where there was none of late."""
        return self._remembered.orders.of(sender_id)

    def in_hand(self, sender_id: str) -> Matter | None:
        return self._in_hand.of(sender_id)
