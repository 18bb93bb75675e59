"""A question about what waits for a yes, answered. Owns no figure: each comes out of the operation,
as in what was shown."""

from __future__ import annotations

from actions.dialogue.desk.confirmation import evidence_of, money
from actions.dialogue.desk.wordings import Wordings
from actions.service import Explained
from actions.service.about import About
from actions.stores.change import Change, ChangeItems, StartExchange, StartReturn
from actions.turns import Part


def explained(told: Explained, words: Wordings) -> Part:
    tellers = {About.PART: _part, About.MONEY: _money, About.WHEN: _when}
    teller = tellers.get(told.about)
    text = teller(told, words) if teller else words.say("explained_effect")
    return Part(text, None, evidence_of(told.operation))


def _part(told: Explained, words: Wordings) -> str:
    order = told.order
    if order is None:
        return words.say("explained_effect")
    held = _variants(told.operation.change) or {item.variant_id for item in order.items}
    names = words.names
    inside = names.listed(names.item(order, one) for one in told.asked if one in held)
    outside = names.listed(names.item(order, one) for one in told.asked if one not in held)
    if inside and outside:
        return words.say("explained_part_some", items=inside)
    if inside:
        return words.say("explained_part_yes", items=inside)
    if outside:
        return words.say("explained_part_no", items=outside)
    whole = [names.item(order, item.variant_id) for item in order.items if item.variant_id in held]
    return words.say("explained_part_all", all=names.listed(whole))


def _variants(change: Change) -> set[str]:
    """Empty where it is about all of an order."""
    match change:
        case StartReturn():
            return {line.variant_id for line in change.lines}
        case StartExchange() | ChangeItems():
            return {swap.variant_id for swap in change.swaps}
    return set()


def _money(told: Explained, words: Wordings) -> str:
    costs = told.operation.costs
    said = money(told.operation, told.customer, words)
    if not said:
        return words.say("explained_money_costs_nothing")
    in_full = costs.refund is not None and not (costs.fee and costs.fee.amount_minor)
    return words.say(
        "explained_money_in_full" if in_full else "explained_money_as_shown", money=said
    )


def _when(told: Explained, words: Wordings) -> str:
    said = money(told.operation, told.customer, words)
    if not said:
        return words.say("explained_money_costs_nothing")
    waits = isinstance(told.operation.change, StartReturn | StartExchange)
    if waits and told.days is not None and isinstance(told.operation.change, StartReturn):
        return words.say("explained_when_days", money=said, days=str(told.days))
    return words.say("explained_when_goods" if waits else "explained_when_done", money=said)
