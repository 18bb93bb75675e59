"""The order that was shown last, and what is asked of it or of those beside it: what was in it, is
it really cancelled, and the one before that. Owns telling such words; looking up is the steps'."""

from __future__ import annotations

from dataclasses import replace

from actions.choosing import reason_meant
from actions.service.about import Facet
from actions.service.again import Again
from actions.service.asked_about import is_question
from actions.service.ears import Ears
from actions.service.goods import named_best, says_what
from actions.service.heard import Heard
from actions.service.outcome import Outcome, Told
from actions.service.reading import Reading
from actions.service.reasons import reasons_of
from actions.service.recent import Recent

LOOKS_AT_GOODS = frozenset(
    {"search", "refine", "more", "compare", "recommend", "cart_add", "cart_change", "cart_show"}
)
POINTS = frozenset({"inform", "clarify", "deny", "choose", "undo", "order_status", "resume"})
"""What "no, the one with the knife" and "the one before that" are taken for."""
PROBLEM, SURE = "delivery_problem", 0.6
STATE = "state_"
FACETS = {
    "asks_items": Facet.ITEMS,
    "asks_placed": Facet.PLACED,
    "asks_total": Facet.TOTAL,
    "asks_paid": Facet.PAID,
}


def facet_of(text: str, ears: Ears) -> Facet | None:
    """What of an order a message asks; None where it is all of it, or none."""
    if not is_question(text, ears):
        return None
    found = (facet for cue, facet in FACETS.items() if ears.has(cue, text))
    return next(found, Facet.STATE if _asks_state(text, ears) else None)


def _asks_state(text: str, ears: Ears) -> bool:
    """`is it definitely cancelled?`"""
    asks = ears.opens("asks_whether_it_is", ears.parted("before_a_question", text)[1])
    return asks and bool(states_named(text, ears))


def states_named(text: str, ears: Ears) -> frozenset[str]:
    """The states of an order that the words could mean, of those that have words."""
    named: set[str] = set()
    for cue in ears.cues:
        if cue.startswith(STATE) and ears.has(cue, text):
            named |= set(cue.removeprefix(STATE).split("__"))
    return frozenset(named)


def what_is_asked(told: Told, again: Again) -> Told:
    """With what of the order the words ask, and what is known of its money."""
    ears, rules = again.ears, again.scene.rules.returns
    told = replace(told, customer=again.scene.customer, days=rules.refund_days if rules else None)
    if told.matter.kind != "order_status":
        return told
    for text in reversed(told.matter.heard):
        if facet := facet_of(text, ears):
            return replace(told, facet=facet, states=states_named(text, ears))
    return told


class InView:
    """In memory, of each sender; gone as soon as goods are looked at."""

    def __init__(self) -> None:
        self._order, self._looked = Recent(""), Recent("")

    def follow(self, sender_id: str, outcome: Outcome) -> None:
        order_id = getattr(getattr(outcome, "matter", None), "order_id", "")
        if order_id:
            self._order.keep(sender_id, order_id)
        if isinstance(outcome, Told) and outcome.order is not None:
            self._looked.keep(sender_id, outcome.matter.kind)

    def heard(self, heard: Heard) -> None:
        """Something that wasn't the desk's business."""
        if heard.intent in LOOKS_AT_GOODS:
            self.forget(heard.sender_id)

    def forget(self, sender_id: str) -> None:
        self._order.forget(sender_id)
        self._looked.forget(sender_id)

    def order(self, sender_id: str) -> str:
        """Empty where none is in view."""
        return self._order.of(sender_id)

    def asked(self, reading: Reading) -> str:
        """The order of which one thing is asked; empty where none is."""
        facet = facet_of(reading.text, reading.ears)
        if facet is None or reading.scene.who is None:
            return ""
        if reading.mentions.order_ids:
            return reading.scene.spelled(reading.mentions.order_ids[0]) or ""
        return self._order.of(reading.heard.sender_id)

    def went_wrong(self, reading: Reading) -> bool:
        """Whether what was heard as nothing in particular says what went wrong with the order in
        view: "that's a week late"."""
        heard, allowed = reading.heard, reasons_of(PROBLEM, reading.scene.rules)
        unsure = heard.sureness < SURE or heard.intent in ("inform", "clarify")
        if not (unsure and self._order.of(heard.sender_id)) or reading.scene.who is None:
            return False
        return reason_meant(reading.text, allowed, reading.ears.words) is not None

    def another(self, reading: Reading) -> str:
        """The kind of look-up that is wanted for another order, too; empty where none is."""
        heard, scene, ears = reading.heard, reading.scene, reading.ears
        looked = self._looked.of(heard.sender_id)
        if not looked or scene.who is None or heard.intent not in POINTS:
            return ""
        if any(ears.has(cue, heard.text) for cue in ("other_order", "before_that", "other")):
            return looked
        points = ears.has("the_one_with", heard.text) or heard.intent == "deny"
        named = named_best(reading, scene.orders) if points else []
        return looked if any(says_what(reading, order) for order in named) else ""
