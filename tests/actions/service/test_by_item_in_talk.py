"""One item of an order is on its way back: the others are returned, exchanged and complained of
still, and each request stays on record."""

from __future__ import annotations

from typing import Any

from visiting import Visitor

from actions.service import Ask, Confirm, Done, Refused
from actions.stores import Order
from actions.stores.change import Line


def only(outcomes: tuple[Any, ...]) -> Any:
    assert len(outcomes) == 1, outcomes
    return outcomes[0]


def order(ada: Visitor) -> Order:
    found = ada.shop.store.order("20004")
    assert found is not None
    return found


def lamp_back(ada: Visitor) -> None:
    ada.say("return_item", "return the lamp of order 20004, it is faulty")
    assert isinstance(only(ada.say("affirm", "yes")), Done)


def test_another_item_is_returned_after_the_first(ada: Visitor) -> None:
    lamp_back(ada)
    ada.say("return_item", "i also want to send the kettle back")
    shown = only(ada.say("inform", "I don't like it"))
    assert isinstance(shown, Confirm)
    assert shown.operation.change.lines == (Line("K-RED", 1),)  # type: ignore[union-attr]
    assert isinstance(only(ada.say("affirm", "yes")), Done)
    back = order(ada).returns
    assert [one.lines for one in back] == [(Line("L-1", 1),), (Line("K-RED", 1),)]
    assert [one.reason for one in back] == ["faulty", "unwanted"]
    assert order(ada).left == {"M-1": 2}


def test_all_of_it_is_all_that_is_left(ada: Visitor) -> None:
    lamp_back(ada)
    asked = only(ada.say("return_item", "return something else of order 20004"))
    assert isinstance(asked, Ask)
    assert {choice.choice_id for choice in asked.choices} == {"K-RED", "M-1"}
    ada.say("inform", "all of it")
    shown = only(ada.say("inform", "I don't like it"))
    assert shown.operation.change.lines == (Line("K-RED", 1), Line("M-1", 2))


def test_what_comes_back_already_is_told_so(ada: Visitor) -> None:
    lamp_back(ada)
    refused = only(ada.say("return_item", "return the lamp of order 20004, it is faulty"))
    assert isinstance(refused, Refused)
    assert refused.verdict.refusal == "under_way"


def test_an_exchange_locks_no_other_item(ada: Visitor) -> None:
    ada.say("exchange_item", "exchange the kettle of order 20004 for a blue one")
    assert isinstance(only(ada.say("affirm", "yes")), Done)
    shown = only(ada.say("return_item", "return the lamp of order 20004, it is faulty"))
    assert isinstance(shown, Confirm)
    ada.say("affirm", "yes")
    assert len(order(ada).exchanges) == len(order(ada).returns) == 1
    assert order(ada).left == {"M-1": 2}


def test_damage_is_told_of_an_order_of_which_something_comes_back(ada: Visitor) -> None:
    lamp_back(ada)
    ada.shop.rules = ada.shop.rules.model_copy(
        update={
            "delivery_problem": ada.shop.rules.delivery_problem.model_copy(  # type: ignore[union-attr]
                update={"damaged_days": 60}
            )
        }
    )
    again = ada.shop.visitor()
    shown = only(again.say("delivery_problem", "in order 20004 the mugs arrived smashed"))
    assert isinstance(shown, Confirm)
    assert shown.matter.reason == "damaged"
