"""Which goods and which order the words of a talk mean."""

from __future__ import annotations

from typing import Any

from two_customers import CUSTOMERS, order_record
from visiting import Shop, Visitor, big_order

from actions.service import Ask, Confirm, Refused


def test_what_tells_the_order_is_not_what_comes_back(ada: Visitor) -> None:
    """The lamp is in two orders, and only one of them has arrived."""
    (asked,) = ada.say(
        "return_item", "I want to return the kettle of the order with the lamp in it"
    )
    assert isinstance(asked, Ask)
    assert (asked.matter.order_id, [one.variant_id for one in asked.matter.lines]) == (
        "20004",
        ["K-RED"],
    )


def test_another_thing_named_is_what_is_to_be_swapped(ada: Visitor) -> None:
    """Asked about the lamp, the customer speaks of the kettle: the kettle was meant."""
    (asked,) = ada.say("exchange_item", "exchange the lamp of order 20004")
    assert isinstance(asked, Ask)
    assert asked.matter.open_swap == "L-1"
    (then,) = ada.say("inform", "the kettle, for a blue one")
    assert then.matter.swaps == (("K-RED", "K-BLU"),)


def test_a_swap_named_alone_at_the_question_is_all_that_is_meant(ada: Visitor) -> None:
    ada.say("exchange_item", "exchange the kettle and the lamp of order 20004")
    ada.say("inform", "the kettle for a blue one")
    (then,) = ada.say("inform", "no, only the kettle, for the blue one")
    assert then.matter.swaps == (("K-RED", "K-BLU"),)


def test_a_message_that_comes_twice_answers_one_question(ada: Visitor) -> None:
    (asked,) = ada.say("return_item", "I want to return something")
    assert asked.need == "order"
    place = [choice.choice_id for choice in asked.choices].index("20004")
    said = ("the first one", "the second one")[place]
    (items,) = ada.say("inform", said)
    assert (items.matter.order_id, items.need) == ("20004", "items")
    (again,) = ada.say("inform", said)
    assert (again.need, again.matter.lines) == ("items", ())


def test_the_words_of_before_say_which_item_once_the_order_is_picked(ada: Visitor) -> None:
    (asked,) = ada.say("exchange_item", "I want to exchange the kettle")
    if isinstance(asked, Ask) and asked.need == "order":
        (asked,) = ada.say("inform", "the first one")
    assert asked.matter.open_swap == "K-RED"


def test_who_has_one_means_of_payment_is_not_asked_for_it(ada: Visitor) -> None:
    (told,) = ada.say("exchange_item", "exchange the kettle of order 20004 for a blue one")
    assert isinstance(told, Confirm)
    assert told.matter.method_id in ("card_1", "")


def test_who_has_no_other_means_is_told_so_at_once(ada: Visitor) -> None:
    (told,) = ada.say("change_payment", "pay order 20001 another way")
    assert isinstance(told, Refused)
    assert told.verdict.refusal == "no_other_method"


def test_what_is_only_in_another_order_leads_there(shop: Shop) -> None:
    cleo = {"id": "C3", "name": "Cleo Ray", "email": "cleo@shop.example"}
    mugs = big_order("20010", "delivered") | {"customer_id": "C3"}
    shop.store.import_records([cleo], [order_record("20009", "delivered", "C3"), mugs], ())
    visitor = shop.visitor()
    visitor.say("exchange_item", "exchange the kettle of order 20009")
    (asked,) = visitor.say("inform", "cleo@shop.example")
    assert (asked.need, asked.matter.order_id) == ("to", "20009")
    (then,) = visitor.say("inform", "the mugs")
    assert then.matter.order_id == "20010"
    assert then.matter.open_swap == "M-1"


def test_a_number_with_a_no_is_the_order_that_was_meant(ada: Visitor) -> None:
    """It sounds like a question after that order."""
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    (told,) = ada.say("order_status", "not quite. 20005 please")
    assert isinstance(told, Confirm)
    assert told.operation.order_id == "20005"


def test_an_order_told_by_what_is_in_it_is_not_the_one_spoken_of_before(ada: Visitor) -> None:
    ada.say("order_status", "order 20001")
    (told,) = ada.say("order_status", "and where is the order with the mugs in it?")
    assert told.matter.order_id != "20001"


def test_what_is_in_several_other_orders_is_asked_about(ada: Visitor) -> None:
    ada.say("exchange_item", "exchange the kettle of order 20002")
    (asked,) = ada.say("inform", "the mugs")
    assert asked.need == "order"
    assert {choice.choice_id for choice in asked.choices} <= {"20004", "20005"}


def test_what_was_chosen_is_not_shown_again_once_something_else_is_wished(ada: Visitor) -> None:
    """The pink one has sold out, which is said; the blue one of before is no answer to it."""
    ada.say("exchange_item", "exchange the kettle of order 20004 for a blue one")
    (then,) = ada.say("deny", "wait, no, I'd prefer the pink kettle")
    assert isinstance(then, Ask)
    assert (then.need, then.trouble) == ("to", "out_of_stock")
    assert then.matter.swaps == (("K-RED", ""),)


def one_item(order_id: str, title: str) -> dict[str, Any]:
    record = order_record(order_id, "pending")
    item = {"product_id": title, "variant_id": title, "title": title, "quantity": 1, "price": 19.9}
    return {**record, "items": [item]}


def test_part_of_a_word_is_no_name_where_another_order_is_named_whole(shop: Shop) -> None:
    """A "bud" is in "earbuds", but it's the reader that is called so."""
    goods = [("30001", "Tacet Wireless Earbuds"), ("30002", "Bud Pocket Reader")]
    shop.store.import_records(CUSTOMERS, [one_item(*told) for told in goods], [])
    ada = shop.visitor()
    ada.say("order_status", "order 30001")
    ada.say("inform", "ada@shop.example")
    (asked,) = ada.say("change_items", "I want to change what I ordered in 30001")
    assert asked.matter.order_id == "30001"
    (then,) = ada.say("inform", "the bud reader to the sage one, please")
    assert then.matter.order_id == "30002"
