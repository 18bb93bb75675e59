"""One thing of an order, told where just that is asked: what is in it, where it stands, its day,
what it came to, how it is paid; and what comes back when goods are returned."""

from __future__ import annotations

from actions.dialogue.desk.wordings import Wordings
from actions.service import Told
from actions.service.about import Facet
from actions.stores import Order
from retrieval.values import Money


def of_order(order: Order, told: Told, words: Wordings) -> str:
    names, paid = words.names, order.paid_by
    if told.facet is Facet.STATE:
        return _state(order, told.states, words)
    means = names.means(told.customer, paid.method_id, paid.kind) if paid else ""
    return words.say(
        f"of_order_{told.facet}",
        order=order.order_id,
        items=names.whole(order),
        date=names.day(order.placed.date()),
        total=names.money(order.total),
        means=means or words.label("the_means"),
    )


def _state(order: Order, asked: frozenset[str], words: Wordings) -> str:
    state = order.state.value
    name = "of_order_yes" if state in asked else "of_order_no"
    return words.say(name, order=order.order_id, state=words.phrases.order_is.get(state, state))


def promised(order: Order, told: Told, words: Wordings) -> str:
    """What comes back for the goods that are to be returned."""
    last, names = order.returns[-1], words.names
    amount = sum(one.refund.amount_minor for one in order.returns)
    values = {
        "order": order.order_id,
        "amount": names.money(Money(amount, last.refund.currency)),
        "means": names.means(told.customer, last.method_id)
        if len({one.method_id for one in order.returns}) == 1
        else words.label("the_means"),
    }
    if told.days is None:
        return words.say("refund_promised", **values)
    return words.say("refund_promised_days", **values, days=str(told.days))
