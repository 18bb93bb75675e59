"""Who it is, read wherever it stands; what is an account and what isn't; another quantity."""

from __future__ import annotations

from typing import Any

import pytest
from two_customers import CUSTOMERS, ORDERS
from visiting import Shop, Visitor, big_order

from actions.service import Ask, Confirm, Done, Heard, Told, Unoffered


def only(outcomes: tuple[Any, ...]) -> Any:
    assert len(outcomes) == 1, outcomes
    return outcomes[0]


@pytest.fixture
def eve(shop: Shop) -> Visitor:
    return shop.visitor("eve")


def test_who_is_told_beside_another_wish_isnt_asked(eve: Visitor) -> None:
    whole = "change the address on 20001 and also where is 20002. Ada Bell D01 A123"
    eve.clerk.introduced(Heard("eve", whole, "inform"))
    asked = only(eve.say("change_address", "change the address on 20001"))
    assert (asked.need, asked.matter.order_id) == ("address", "20001")
    eve.say("inform", "12 Main Street, Cork")
    shown = only(eve.say("inform", "T12 B456"))
    assert isinstance(shown, Confirm)
    assert shown.operation.change.address.postcode == "T12 B456"  # type: ignore[union-attr]


def test_where_it_goes_and_who_asks_are_told_apart(eve: Visitor) -> None:
    said = "send order 20001 to 7 High Street, Cork, T12 B456. I'm Ada Bell, D01 A123"
    shown = only(eve.say("change_address", said))
    assert isinstance(shown, Confirm)
    assert shown.operation.change.address.postcode == "T12 B456"  # type: ignore[union-attr]


def test_a_number_beside_a_sure_postcode_is_the_orders(eve: Visitor) -> None:
    assert only(eve.say("order_status", "where is my order")).need == "who"
    told = only(eve.say("inform", "20001, ada bell D01 A123"))
    assert isinstance(told, Told)
    assert told.matter.order_id == "20001"


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("clarify", "sorry I don't have my email from back then"),
        ("abort", "i don't have the email any more"),
        ("password", "I can't get into that e-mail"),
        ("resume", "I don't know it"),
    ],
)
def test_who_lacks_the_email_is_asked_on(eve: Visitor, intent: str, words: str) -> None:
    eve.say("order_status", "where is order 20001")
    for times in (2, 3, 4):
        asked = only(eve.say(intent, words))
        assert (asked.need, asked.matter.asked_times) == ("who", times)
    assert isinstance(only(eve.say("inform", "D01 A123")), Told)


def ticket(ada: Visitor) -> None:
    asked = only(ada.say("warranty", "the lamp has stopped working. it's order 20004"))
    assert (asked.need, asked.matter.order_id) == ("text", "20004")


@pytest.mark.parametrize("words", ["yes", "ok", "no", "do you need a photo of it"])
def test_a_yes_and_a_question_are_no_account(ada: Visitor, words: str) -> None:
    ticket(ada)
    asked = ada.say("affirm", words)
    assert not any(isinstance(one, Confirm) for one in asked)


def test_what_was_said_before_goes_into_the_ticket(ada: Visitor) -> None:
    ticket(ada)
    ada.say("affirm", "yes")
    shown = only(ada.say("warranty", "it flickers all the time"))
    assert isinstance(shown, Confirm)
    assert shown.matter.text == "the lamp has stopped working. it flickers all the time"


def test_how_a_ticket_goes_on_is_asked_of_the_policies(ada: Visitor) -> None:
    ticket(ada)
    question = "do you need a photo, how do i send it to you"
    assert ada.clerk.asks_policy(Heard("ada", question, "return_item", 0.6))
    assert not ada.clerk.asks_policy(Heard("ada", question, "return_item", 0.95))
    assert not ada.clerk.asks_policy(Heard("ada", "it flickers", "return_item", 0.6))
    assert not ada.shop.visitor("eve").clerk.asks_policy(Heard("eve", question, "warranty", 0.6))


@pytest.mark.parametrize("words", ["yes", "ok sure", "all of it"])
def test_a_yes_is_no_reason(ada: Visitor, words: str) -> None:
    ada.say("cancel_order", "cancel order 20001")
    assert only(ada.say("affirm", words)).need == "reason"
    shown = only(ada.say("inform", "my aunt gave me one"))
    assert shown.matter.reason == "other"


def test_another_quantity_is_nothing_of_the_desks(ada: Visitor) -> None:
    first = only(ada.say("cancel_order", "cancel order 20005, ordered by mistake"))
    told, again = ada.say("cart_change", "and make it 1 mug not 2")
    assert isinstance(told, Unoffered)
    assert isinstance(again, Confirm)
    assert again.operation == first.operation
    assert isinstance(only(ada.say("affirm", "yes")), Done)


def test_of_an_order_in_another_matter_it_is_said_too(shop: Shop) -> None:
    shop.store.import_records(CUSTOMERS, [*ORDERS, big_order("20005", "pending")], ())
    ada = shop.visitor()
    ada.shows_who()
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    told, again = ada.say("cart_change", "make it only 1 mug")
    assert isinstance(told, Unoffered)
    assert again.matter.order_id == "20001"  # type: ignore[union-attr]


def test_some_of_an_item_may_go_back(ada: Visitor) -> None:
    ada.say("return_item", "return the mugs of order 20004, I don't like them")
    shown = only(ada.say("inform", "no, only 1 mug"))
    assert isinstance(shown, Confirm)
    assert shown.operation.change.lines[0].quantity == 1  # type: ignore[union-attr]


def test_of_the_order_in_view_a_person_is_offered(ada: Visitor) -> None:
    ada.say("order_status", "where is order 20005")
    assert isinstance(only(ada.say("cart_change", "make it 1 mug not 2")), Unoffered)
    ada.say("order_status", "where is order 20004")
    assert not any(
        isinstance(one, Unoffered | Ask) for one in ada.say("cart_change", "make it 1 mug not 2")
    )
