"""Rules about goods that have come: send them back, or change them for others."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from actions.policies.errors import Refused
from actions.policies.facts import Facts, Judgement, offered
from actions.policies.rules import ORIGINAL, Return
from actions.policies.swaps import judged_swaps, settling_method
from actions.policies.verdict import Case
from actions.policies.windows import return_until
from actions.policies.wish import ExchangeWish, ReturnWish
from actions.stores.change import Line, StartExchange, StartReturn
from retrieval.values import Money


def judge_return(case: Case, facts: Facts, wish: ReturnWish) -> Judgement:
    rules, order = offered(facts.rules.returns), facts.order
    facts.require_goods(case, "return", rules)
    case.require_reason(wish.reason, rules.reasons, "return.reasons")
    free = wish.reason in rules.free_reasons
    lines = _lines(facts, wish)
    _in_time(case, facts, rules)
    if not free:
        _unopened(case, facts, rules, lines, wish.unopened)
    method_id, method = _refund_to(case, facts, rules, wish.method_id)
    fee = facts.money(Decimal(0)) if free else _fee(case, facts, rules, lines)
    if free:
        case.note("return.free_reasons", wish.reason)
    back = _goods(facts, lines) + _delivery_charge(case, facts, rules, lines)
    refund = Money(max(0, back - fee.amount_minor), order.total.currency)
    change = StartReturn(
        order.order_id, order.version, lines, wish.reason, refund, method, facts.today, method_id
    )
    return Judgement(change, fee=fee, refund=refund)


def judge_exchange(case: Case, facts: Facts, wish: ExchangeWish) -> Judgement:
    rules, order = offered(facts.rules.exchange), facts.order
    facts.require_goods(case, "exchange", rules)
    if rules.countries:
        here = facts.country in rules.countries
        case.require(here, "exchange.countries", rules.countries, "country")
    if rules.window_days is not None:
        last = _delivered(facts) + timedelta(days=rules.window_days)
        case.require(facts.today <= last, "exchange.window_days", rules.window_days, "window")
    for variant_id, _ in wish.swaps:
        if facts.left(variant_id) < facts.item(variant_id).quantity:
            raise Refused("under_way")
    swaps, to_pay = judged_swaps(facts, wish)
    method_id = settling_method(facts, wish.method_id, to_pay, must_say=rules.ask_method)
    change = StartExchange(order.order_id, order.version, swaps, to_pay, method_id, facts.today)
    return Judgement(change, to_pay=to_pay)


def _lines(facts: Facts, wish: ReturnWish) -> tuple[Line, ...]:
    """Those named, or all that are left. Raises `Refused` for more than that."""
    if not wish.lines:
        return tuple(Line(variant_id, count) for variant_id, count in facts.order.left.items())
    if len({line.variant_id for line in wish.lines}) != len(wish.lines):
        raise Refused("named_twice")
    for line in wish.lines:
        if not 0 < line.quantity <= facts.left(line.variant_id):
            raise Refused("quantity")
    return wish.lines


def _delivered(facts: Facts) -> date:
    if facts.order.delivered_on is None:
        raise Refused("not_delivered")
    return facts.order.delivered_on


def _refund_to(case: Case, facts: Facts, rules: Return, named: str) -> tuple[str, str]:
    """The means that the refund goes to, as (id, kind): the one named, if it is allowed, or the
    one that paid. Raises `Refused`."""
    chosen = facts.means(named, must_say=rules.ask_method)
    method = facts.customer.method(chosen)
    kinds, original = rules.refund_to, facts.means("", must_say=False)
    allowed = (ORIGINAL in kinds and chosen == original) or (method and method.kind in kinds)
    case.require(bool(allowed), "return.refund_to", kinds, "refund_to", ("method",))
    return chosen, method.kind if method else facts.paid_by


def _in_time(case: Case, facts: Facts, rules: Return) -> None:
    if rules.window_days is None:
        return
    last, key = return_until(rules, facts.order.placed.date(), _delivered(facts))
    case.require(facts.today <= last, key, f"until {last.isoformat()}", "window")


def _unopened(
    case: Case, facts: Facts, rules: Return, lines: tuple[Line, ...], said: bool | None
) -> None:
    kinds = rules.unopened_categories
    listed = {kind.casefold() for kind in kinds}
    bought = {facts.category(facts.item(line.variant_id).product_id) for line in lines}
    touched = sorted(listed & bought)
    if touched and said is None:
        raise Refused("unopened", needs=("unopened",))
    if touched:
        case.require(bool(said), "return.unopened_categories", touched, "opened")


def _fee(case: Case, facts: Facts, rules: Return, lines: tuple[Line, ...]) -> Money:
    """For the label, or for fetching what is too large for one."""
    bought = {facts.category(facts.item(line.variant_id).product_id) for line in lines}
    if bought & {kind.casefold() for kind in rules.collected_categories}:
        case.note("return.collection_fee", rules.collection_fee)
        return facts.money(rules.collection_fee)
    if not rules.label_fee:
        return facts.money(Decimal(0))
    if facts.country in rules.label_free_countries:
        case.note("return.label_free_countries", rules.label_free_countries)
        return facts.money(Decimal(0))
    case.note("return.label_fee", rules.label_fee)
    return facts.money(rules.label_fee)


def _goods(facts: Facts, lines: tuple[Line, ...]) -> int:
    """In minor units."""
    return sum(facts.item(one.variant_id).price.amount_minor * one.quantity for one in lines)


def _delivery_charge(case: Case, facts: Facts, rules: Return, lines: tuple[Line, ...]) -> int:
    """What was paid for delivery, in minor units, where a whole order comes back soon."""
    order, days = facts.order, rules.delivery_charge_back_days
    whole = {(one.variant_id, one.quantity) for one in order.items}
    soon = order.delivered_on and facts.today <= order.delivered_on + timedelta(days=days)
    if whole != {(line.variant_id, line.quantity) for line in lines} or not soon:
        return 0
    case.note("return.delivery_charge_back_days", days)
    return order.shipping.amount_minor
