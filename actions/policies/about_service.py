"""Rules about what changes no order: the profile, alerts, invoices, tickets for a person."""

from __future__ import annotations

from datetime import timedelta

from actions.policies.errors import Refused
from actions.policies.facts import Facts, Judgement, offered
from actions.policies.rules import DeliveryProblem
from actions.policies.verdict import Case
from actions.policies.windows import months_later, months_said
from actions.policies.wish import AlertWish, InvoiceWish, ProfileAddressWish, TicketWish
from actions.stores.change import AlertStock, ChangeProfileAddress, CopyInvoice, OpenTicket
from actions.stores.order import UNDER_WAY
from llm.planning import OrderState

AT_ANY_TIME = frozenset({"not_received", "wrong_item"})
"""What no promised day changes: marked as delivered and not there, or something else in the box."""


def judge_profile_address(case: Case, facts: Facts, wish: ProfileAddressWish) -> Judgement:
    countries = offered(facts.rules.profile_address).countries
    if countries:
        known = wish.address.country in countries
        case.require(known, "profile_address.countries", countries, "country")
    if wish.address == facts.customer.address:
        raise Refused("same_address")
    return Judgement(ChangeProfileAddress(facts.customer.customer_id, wish.address))


def judge_alert(_case: Case, facts: Facts, wish: AlertWish) -> Judgement:
    offered(facts.rules.alert)
    if facts.variant(wish.product_id, wish.variant_id).in_stock:
        raise Refused("in_stock")
    return Judgement(AlertStock(facts.customer.customer_id, wish.variant_id, facts.today))


def judge_invoice(case: Case, facts: Facts, _wish: InvoiceWish) -> Judgement:
    facts.require_state(case, "invoice.states", offered(facts.rules.invoice).states)
    if facts.order.has_open("copy_invoice"):
        raise Refused("already_open")
    return Judgement(CopyInvoice(facts.order.order_id, facts.customer.customer_id, facts.today))


def judge_ticket(case: Case, facts: Facts, wish: TicketWish) -> Judgement:
    if wish.topic == "complaint":
        offered(facts.rules.complaint)
    if not wish.text.strip():
        raise Refused("no_text", needs=("text",))
    if wish.topic == "delivery_problem":
        _delivery_problem(case, facts, wish)
    if wish.topic == "warranty_claim":
        _warranty(case, facts, wish)
    if facts.the_order and not wish.variant_id and facts.the_order.has_open(wish.topic):
        raise Refused("already_open")
    return Judgement(
        OpenTicket(
            wish.topic,
            facts.customer.customer_id,
            facts.the_order.order_id if facts.the_order else "",
            wish.text,
            facts.today,
            wish.variant_id,
            wish.reason,
        )
    )


def _delivery_problem(case: Case, facts: Facts, wish: TicketWish) -> None:
    rules, order = offered(facts.rules.delivery_problem), facts.order
    facts.require_state(case, "delivery_problem.states", rules.states)
    case.require_reason(wish.reason, rules.reasons, "delivery_problem.reasons")
    if wish.reason == "damaged":
        if order.delivered_on is None:
            raise Refused("not_delivered")
        last = order.delivered_on + timedelta(days=rules.damaged_days)
        key, days = "delivery_problem.damaged_days", rules.damaged_days
        case.require(facts.today <= last, key, days, "window")
        return
    if wish.reason in AT_ANY_TIME:
        return
    if order.state is OrderState.DELIVERED or order.state in UNDER_WAY:
        if wish.reason == "late":
            raise Refused("delivered")
        return
    _overdue(case, facts, rules)


def _overdue(case: Case, facts: Facts, rules: DeliveryProblem) -> None:
    """Past the day that was promised; what the shop itself calls delayed is late as it is."""
    order = facts.order
    if order.expected_to is None or order.state is OrderState.DELAYED:
        return
    first = order.expected_to + timedelta(days=rules.late_days)
    key, days = "delivery_problem.late_days", rules.late_days
    past = facts.today > order.expected_to
    case.require(facts.today >= first, key, days, "overdue" if past else "too_early")


def _warranty(case: Case, facts: Facts, wish: TicketWish) -> None:
    rules, order = offered(facts.rules.warranty), facts.order
    facts.require_state(case, "warranty.states", rules.states)
    if not wish.variant_id:
        raise Refused("nothing_chosen", needs=("items",))
    item = facts.item(wish.variant_id)
    if order.delivered_on is None:
        raise Refused("not_delivered")
    months, key = rules.legal_months, "warranty.legal_months"
    makers = _makers_months(facts, item.product_id, rules.maker_attribute)
    if makers > months:
        months, key = makers, "warranty.maker_attribute"
    last = months_later(order.delivered_on, months)
    case.require(facts.today <= last, key, f"{months} months", "window")


def _makers_months(facts: Facts, product_id: str, wanted: str) -> int:
    product = facts.product(product_id)
    for attribute in product.attributes if product else ():
        if attribute.name == wanted:
            return months_said(attribute.text)
    return 0
