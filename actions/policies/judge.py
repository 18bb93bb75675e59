"""Judges a wish by the shop's rules: one door, behind it a file a group of wishes.

Owns no record and changes none: whose order it is has been seen to before (`actions.identity`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from actions.policies.about_goods import judge_exchange, judge_return
from actions.policies.about_order import judge_address, judge_cancel, judge_items, judge_payment
from actions.policies.about_service import (
    judge_alert,
    judge_invoice,
    judge_profile_address,
    judge_ticket,
)
from actions.policies.errors import Refused
from actions.policies.facts import Facts, Judgement
from actions.policies.rules import Rules
from actions.policies.verdict import Case, Verdict
from actions.policies.wish import (
    AlertWish,
    CancelWish,
    ExchangeWish,
    InvoiceWish,
    ItemsWish,
    OrderAddressWish,
    PaymentWish,
    ProfileAddressWish,
    ReturnWish,
    TicketWish,
    Wish,
)
from actions.stores import Customer, Order
from retrieval.values import Product

RULES_FILE = "data/policies/rules.toml"
Judging = Callable[[Case, Facts, Any], Judgement]
_JUDGES: dict[type[Any], Judging] = {
    CancelWish: judge_cancel,
    ReturnWish: judge_return,
    ExchangeWish: judge_exchange,
    ItemsWish: judge_items,
    OrderAddressWish: judge_address,
    PaymentWish: judge_payment,
    ProfileAddressWish: judge_profile_address,
    AlertWish: judge_alert,
    InvoiceWish: judge_invoice,
    TicketWish: judge_ticket,
}


class Judge:
    """`product` looks a product up in the catalogue; `file` is how the rules are cited."""

    def __init__(
        self, rules: Rules, product: Callable[[str], Product | None], file: str = RULES_FILE
    ) -> None:
        self.rules = rules
        self._product = product
        self._file = file

    def judge(self, wish: Wish, customer: Customer, order: Order | None, today: date) -> Verdict:
        """`order` is the one that the wish names, None where it names none. `today` is the shop's
        local day."""
        case = Case(self._file)
        facts = Facts(self.rules, customer, order, today, self._product)
        try:
            judgement = _JUDGES[type(wish)](case, facts, wish)
        except Refused as refused:
            return Verdict(tuple(case.rules), refusal=refused.why, needs=refused.needs)
        return Verdict(
            tuple(case.rules),
            change=judgement.change,
            fee=judgement.fee,
            refund=judgement.refund,
            to_pay=judgement.to_pay,
        )
