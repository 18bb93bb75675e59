"""From a matter as it stands to the next outcome: who it is, which order, what else, then the
rules, then the question that wants a yes. Owns that order and no dialogue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from actions.identity import Desk
from actions.operations import Costs, Operation, Operations
from actions.policies import Judge, Verdict
from actions.service.choices import OF_WHAT_IS_LEFT, choices_of
from actions.service.identifying import identified
from actions.service.kinds import KINDS
from actions.service.matter import Matter
from actions.service.outcome import Ask, Choice, Confirm, Outcome, Refused, Told
from actions.service.reasons import reasons_of
from actions.service.refusals import asked_for, is_at_once, is_final
from actions.service.scene import Scene
from actions.service.which_order import Rereading, WhichOrder
from actions.stores import Order, OrderItem
from actions.stores.change import Line
from llm.planning import OrderState

ENDED = frozenset({OrderState.DELIVERED, OrderState.CANCELLED, OrderState.REFUNDED})
OF_A_REFUND = frozenset(
    {OrderState.CANCELLED, OrderState.RETURN_REQUESTED, OrderState.RETURNED, OrderState.REFUNDED}
)
INSTEAD = {
    "delivery_problem": "warranty_claim",
    "cancel_order": "start_return",
    "start_return": "cancel_order",
    "start_exchange": "start_return",
}
DAMAGED = "damaged"
SWAPS = ("start_exchange", "change_items")
SOME_STORY = "..."
"""In place of what the customer has yet to tell."""


class Progress:
    """Methods block; call them from a worker thread."""

    def __init__(self, desk: Desk, judge: Judge, operations: Operations) -> None:
        self._desk, self._judge, self._operations = desk, judge, operations
        self._which = WhichOrder(operations, self._fits)

    def next(self, matter: Matter, scene: Scene, again: Rereading, trouble: str = "") -> Outcome:
        """`again` is for what the customer's earlier words say about an order that wasn't in sight
        when they were said. Raises `TooManyGuesses`."""
        if not KINDS[matter.kind].offered(scene.rules):
            return Refused(matter, Verdict((), refusal="not_offered"))
        needs = KINDS[matter.kind].needs
        if needs[0] not in ("who", "code") and (ask := self._missing(matter, scene, needs[:1])):
            return replace(ask, trouble=trouble)
        if "who" in needs and scene.who is None:
            matter, refused = identified(matter, scene, self._desk)
            if scene.who is None:
                return self._ask(matter, scene, "who", trouble="no_match" if refused else "")
            matter = again.read(matter)
        if "order" in KINDS[matter.kind].needs and not matter.order_id:
            matter, choices = self._which.order(matter, scene, again)
            if not matter.order_id:
                if matter.strange_order:
                    trouble = "not_found"
                elif self._none_fits(matter, scene):
                    return Refused(matter, Verdict((), refusal="none_fits"))
                matter = replace(matter, strange_order=False)
                return self._ask(matter, scene, "order", choices, trouble)
            matter = again.read(matter)
        elif matter.asked == "order":
            matter = again.read(matter)
        return self._judged(_fitting(matter, scene), scene, trouble)

    def _none_fits(self, matter: Matter, scene: Scene) -> bool:
        """No order of theirs can have it; where one is asked for, they have been told."""
        asks = KINDS[matter.kind].wish is not None and matter.asked != "order"
        return (
            asks
            and bool(scene.orders)
            and not any(self._fits(matter, order, scene) for order in scene.orders)
        )

    def _fits(self, matter: Matter, order: Order, scene: Scene) -> bool:
        if matter.kind == "order_status":
            return order.state not in ENDED
        if matter.kind == "refund_status":
            return order.refund is not None or order.state in OF_A_REFUND
        about = _fitting(replace(matter, order_id=order.order_id), scene)
        return not _no_at_once(self._first_look(about, scene), about.kind)

    def _first_look(self, matter: Matter, scene: Scene) -> Verdict | None:
        """As if a reason and a story had been given: what none would help is known before one is
        asked for."""
        reasons = [matter.reason] if matter.reason else reasons_of(matter.kind, scene.rules)
        told = replace(matter, text=matter.text or SOME_STORY)
        tried = [self._verdict(replace(told, reason=one), scene) for one in reasons or ("",)]
        return next((one for one in tried if not _no_at_once(one, matter.kind)), tried[0])

    def _judged(self, matter: Matter, scene: Scene, trouble: str) -> Outcome:
        kind = KINDS[matter.kind]
        order = scene.order(matter.order_id)
        first = self._first_look(matter, scene)
        if first is not None and _no_at_once(first, matter.kind):
            return Refused(matter, first, order, self._instead(matter, scene, first))
        verdict = self._verdict(matter, scene)
        if ask := self._missing(matter, scene, kind.needs):
            unmet = ask.need == "to" and matter.unmet
            return replace(ask, trouble="out_of_stock" if unmet else trouble)
        if verdict is None:
            return self._told(matter, scene, order)
        insists = matter.asked == "address" and matter.asked_times > 0
        if is_final(verdict) or (verdict.refusal == "same_address" and insists):
            return Refused(matter, verdict, order)
        if verdict.change is None:
            need = asked_for(verdict)
            only = self._only_means(matter, scene) if need == "method" else ""
            if only and not matter.method_id:  # nothing to choose: the question shows it
                return self._judged(replace(matter, method_id=only), scene, trouble)
            said = self._said(matter, need)
            return self._ask(matter, scene, need, trouble=verdict.refusal if said else trouble)
        return self._prepared(matter, scene, order, self._still_waits(matter, verdict, scene))

    def _only_means(self, matter: Matter, scene: Scene) -> str:
        """The only means of payment that would do; empty where there is more than one, or none."""
        means = scene.customer.payment_methods if scene.customer else ()
        verdicts = {
            one.method_id: self._verdict(replace(matter, method_id=one.method_id), scene)
            for one in means
        }
        fit = [one for one, verdict in verdicts.items() if verdict and verdict.change is not None]
        return fit[0] if len(fit) == 1 else ""

    def _still_waits(self, matter: Matter, verdict: Verdict, scene: Scene) -> Operation | None:
        """The very thing that was shown before: a question in between prepares nothing anew."""
        waiting = self._operations.waiting(scene.sender_id) if matter.operation_id else None
        if waiting is None or waiting.operation_id != matter.operation_id:
            return None
        costs = Costs(verdict.fee, verdict.refund, verdict.to_pay)
        return waiting if (waiting.change, waiting.costs) == (verdict.change, costs) else None

    def _prepared(
        self, matter: Matter, scene: Scene, order: Order | None, waiting: Operation | None
    ) -> Outcome:
        wish = KINDS[matter.kind].wish
        if scene.who is None or scene.customer is None or wish is None:
            raise AssertionError("judged before it was known who it is")
        if waiting is None:
            prepared = self._operations.prepare(scene.who, wish(matter))
            if prepared.operation is None:  # the order changed this very moment
                return Refused(matter, prepared.verdict, order)
            waiting = prepared.operation
        matter = replace(matter.asking("yes"), operation_id=waiting.operation_id, offered=())
        return Confirm(matter, waiting, scene.customer, order)

    def _told(self, matter: Matter, scene: Scene, order: Order | None) -> Outcome:
        if matter.kind != "gift_card":
            return Told(matter, order)
        card = self._desk.gift_card(scene.sender_id, matter.code)
        if card is None:
            return self._ask(replace(matter, code=""), scene, "code", trouble="not_found")
        return Told(matter, card=card)

    def _verdict(self, matter: Matter, scene: Scene) -> Verdict | None:
        """None for what changes nothing."""
        wish = KINDS[matter.kind].wish
        if wish is None or scene.customer is None:
            return None
        order = scene.order(matter.order_id)
        return self._judge.judge(wish(matter), scene.customer, order, scene.today)

    def _instead(self, matter: Matter, scene: Scene, first: Verdict) -> str:
        """What the customer may want when this can't be had: send back what has come, cancel what
        hasn't left, claim under the guarantee what is told too late for the carrier."""
        other = INSTEAD.get(matter.kind)
        too_late = matter.reason == DAMAGED and first.refusal == "window"
        if other is None or (matter.kind == "delivery_problem" and not too_late):
            return ""
        verdict = self._first_look(replace(matter, kind=other, reason="", lines=()), scene)
        return "" if verdict is None or _no_at_once(verdict, other) else other

    def _missing(self, matter: Matter, scene: Scene, needs: Iterable[str]) -> Ask | None:
        for need in needs:
            if need not in ("who", "order") and not self._said(matter, need):
                return self._ask(matter, scene, need)
        return None

    def _said(self, matter: Matter, need: str) -> bool:
        match need:
            case "items":
                return bool(matter.lines or matter.swaps)
            case "to":
                return bool(matter.swaps) and all(to for _, to in matter.swaps)
            case "reason":
                return bool(matter.reason)
            case "method":
                return bool(matter.method_id)
            case "address":
                draft = matter.address
                return all((draft.street, draft.city, draft.postcode, draft.country))
            case "text":
                return bool(matter.text)
            case "product":
                return bool(matter.product_id)
            case "code":
                return bool(matter.code)
            case "which_address":
                return matter.kind != "change_address"
        return False

    def _ask(
        self,
        matter: Matter,
        scene: Scene,
        need: str,
        choices: tuple[Choice, ...] = (),
        trouble: str = "",
    ) -> Ask:
        order = scene.order(matter.order_id)
        choices = choices or choices_of(need, matter, scene, order)
        offered = tuple(choice.choice_id for choice in choices)
        customer = scene.customer
        return Ask(
            matter.asking(need, offered),
            need,
            customer,
            order,
            choices,
            trouble,
            orders=scene.orders if need == "order" else (),
            without=_without(scene),
        )


def _without(scene: Scene) -> frozenset[str]:
    by_order = any(way.startswith("order_") for way in scene.rules.identify.ways)
    return frozenset() if by_order else frozenset({"order"})


def _no_at_once(verdict: Verdict | None, kind: str) -> bool:
    return verdict is not None and is_at_once(verdict, kind)


def _fitting(matter: Matter, scene: Scene) -> Matter:
    """What was bought alone is what is meant; and an order that hasn't left is changed, where one
    that came is exchanged, whichever word the customer used."""
    order = scene.order(matter.order_id)
    if order is None:
        return matter
    if matter.kind in SWAPS:
        waits = scene.rules.items is not None and order.state in scene.rules.items.states
        matter = replace(matter, kind="change_items" if waits else "start_exchange")
    only = _only_item(order, matter)
    if only and matter.kind in SWAPS and not matter.swaps:
        return replace(matter, swaps=((only.variant_id, ""),))
    if only and "lines" in KINDS[matter.kind].fills and not matter.lines:
        left = order.left.get(only.variant_id, 0)
        return replace(matter, lines=(Line(only.variant_id, left or only.quantity),))
    return matter


def _only_item(order: Order, matter: Matter) -> OrderItem | None:
    """The only one there is, or the only one that isn't coming back already."""
    left = order.left if matter.kind in OF_WHAT_IS_LEFT else {}
    items = [one for one in order.items if not left or one.variant_id in left]
    return items[0] if len(items) == 1 else None
