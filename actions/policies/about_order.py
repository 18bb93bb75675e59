"""Rules about an order that hasn't left: cancel, other items, another address, another payment."""

from __future__ import annotations

from actions.policies.errors import Refused
from actions.policies.facts import Facts, Judgement, offered
from actions.policies.swaps import judged_swaps, settling_method
from actions.policies.verdict import Case
from actions.policies.wish import CancelWish, ItemsWish, OrderAddressWish, PaymentWish
from actions.stores.change import CancelOrder, ChangeItems, ChangeOrderAddress, ChangePayment
from retrieval.values import Money


def judge_cancel(case: Case, facts: Facts, wish: CancelWish) -> Judgement:
    rules, order = offered(facts.rules.cancel), facts.order
    facts.require_state(case, "cancel.states", rules.states)
    facts.still_open(case, "cancel")
    case.require_reason(wish.reason, rules.reasons, "cancel.reasons")
    fee = facts.money(rules.fee)
    case.note("cancel.fee", rules.fee)
    left = max(0, order.total.amount_minor - fee.amount_minor)
    refund = Money(left, order.total.currency)
    change = CancelOrder(
        order.order_id, order.version, wish.reason, refund, facts.paid_by, facts.today
    )
    return Judgement(change, fee=fee, refund=refund)


def judge_items(case: Case, facts: Facts, wish: ItemsWish) -> Judgement:
    rules, order = offered(facts.rules.items), facts.order
    facts.require_state(case, "items.states", rules.states)
    facts.still_open(case, "items")
    swaps, to_pay = judged_swaps(facts, wish)
    method_id = settling_method(facts, wish.method_id, to_pay, must_say=rules.ask_method)
    change = ChangeItems(order.order_id, order.version, swaps, to_pay, method_id)
    return Judgement(change, to_pay=to_pay)


def judge_address(case: Case, facts: Facts, wish: OrderAddressWish) -> Judgement:
    rules, order = offered(facts.rules.order_address), facts.order
    facts.require_state(case, "order_address.states", rules.states)
    facts.still_open(case, "order_address")
    if rules.same_country:
        same = wish.address.country == facts.country
        case.require(same, "order_address.same_country", "true", "country")
    profile = facts.rules.profile_address
    key, countries = "order_address.countries", rules.countries
    if not countries and profile:
        key, countries = "profile_address.countries", profile.countries
    if countries:
        case.require(wish.address.country in countries, key, countries, "country")
    if wish.address == order.address:
        raise Refused("same_address")
    return Judgement(ChangeOrderAddress(order.order_id, order.version, wish.address))


def judge_payment(case: Case, facts: Facts, wish: PaymentWish) -> Judgement:
    rules, order = offered(facts.rules.payment), facts.order
    facts.require_state(case, "payment.states", rules.states)
    facts.still_open(case, "payment")
    paid_by = set(order.left_on())
    fit = [one.method_id for one in facts.customer.payment_methods if one.kind in rules.kinds]
    if all({one} == paid_by for one in fit):
        raise Refused("no_other_method")
    method = facts.customer.method(wish.method_id)
    if method is None:
        raise Refused("no_such_method", needs=("method",))
    case.require(method.kind in rules.kinds, "payment.kinds", rules.kinds, "kind")
    if paid_by == {method.method_id}:
        raise Refused("same_method", needs=("method",))
    if method.balance and method.balance.amount_minor < order.total.amount_minor:
        raise Refused("short_of_funds", needs=("method",))
    return Judgement(ChangePayment(order.order_id, order.version, method.method_id))
