"""A return or an exchange under way leaves the rest of its order free, where the rules say so."""

from __future__ import annotations

import pytest

from actions.policies import Verdict
from actions.policies.wish import ExchangeWish, ReturnWish
from actions.stores import Order
from actions.stores.change import Line, StartReturn, Swap
from actions.stores.order import Exchanging, Returning
from llm.planning import OrderState
from tests.actions.policies.test_judge import (
    DELIVERED,
    DESK,
    KETTLES,
    RULES,
    TODAY,
    euros,
    judged,
    order,
)

BACK = Returning((Line("K-RED", 1),), "unwanted", euros(19.9), "card_1", TODAY)
SWAPPED = Exchanging((Swap("K-RED", "K-BLU", euros(22.9)),), euros(6), "card_1", TODAY)


def returning(*items: object, back: Returning = BACK) -> Order:
    state = OrderState.RETURN_REQUESTED
    return order(state, *items, delivered_on=DELIVERED, returning=back)  # type: ignore[arg-type]


def lines(verdict: Verdict) -> tuple[Line, ...]:
    assert isinstance(verdict.change, StartReturn)
    return verdict.change.lines


def test_the_rest_of_an_order_may_still_come_back() -> None:
    about = returning(KETTLES, DESK)
    assert lines(judged(ReturnWish("7", "unwanted", (Line("D", 1),)), about)) == (Line("D", 1),)
    rest = (Line("K-RED", 1), Line("D", 1))  # one of two kettles is on its way
    verdict = judged(ReturnWish("7", "unwanted"), about)
    assert lines(verdict) == rest
    assert "return.by_item" in [rule.key for rule in verdict.rules]


def test_what_is_coming_back_comes_back_once() -> None:
    both = Returning((Line("K-RED", 2),), "unwanted", euros(39.8), "card_1", TODAY)
    about = returning(KETTLES, DESK, back=both)
    assert judged(ReturnWish("7", "unwanted", (Line("K-RED", 1),)), about).refusal == "under_way"
    assert judged(ExchangeWish("7", (("K-RED", "K-BLU"),)), about).refusal == "under_way"
    assert judged(ReturnWish("7", "unwanted"), returning(KETTLES, back=both)).refusal == "state"


def test_after_an_exchange_the_rest_may_be_sent_back() -> None:
    state = OrderState.EXCHANGE_REQUESTED
    about = order(state, KETTLES, DESK, delivered_on=DELIVERED, exchanging=SWAPPED)
    assert judged(ReturnWish("7", "faulty", (Line("D", 1),)), about).allowed
    assert judged(ReturnWish("7", "faulty", (Line("K-RED", 1),)), about).refusal == "under_way"


@pytest.mark.parametrize("known", [True, False])
def test_without_the_rule_or_where_it_isnt_known_of_what_the_state_counts(known: bool) -> None:
    section = RULES.returns
    assert section is not None
    strict = section.model_copy(update={"by_item": not known})
    about = returning(KETTLES, DESK) if known else order(OrderState.RETURN_REQUESTED, KETTLES, DESK)
    verdict = judged(ReturnWish("7", "unwanted", (Line("D", 1),)), about, returns=strict)
    assert verdict.refusal == "state"
