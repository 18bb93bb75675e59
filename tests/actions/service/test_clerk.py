"""Conversations at the service desk: what is asked, what is done, what is never done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from two_customers import CUSTOMERS, ORDERS, order_record
from visiting import Shop, Visitor

from actions.service import (
    Aborted,
    Ask,
    Confirm,
    Done,
    Heard,
    Locked,
    Outcome,
    Refused,
    Told,
)
from llm.planning import OrderState


def only(outcomes: tuple[Outcome, ...]) -> Any:
    assert len(outcomes) == 1, outcomes
    return outcomes[0]


def test_who_then_which_then_why_then_a_yes(shop: Shop) -> None:
    visitor = shop.visitor()
    assert only(visitor.say("cancel_order", "cancel my order please")).need == "who"
    assert only(visitor.say("inform", "20001")).need == "who"
    assert only(visitor.say("inform", "ada@shop.example")).need == "reason"
    confirm = only(visitor.say("inform", "I ordered it by mistake"))
    assert isinstance(confirm, Confirm)
    assert shop.state("20001") == "pending"
    done = only(visitor.say("affirm", "yes please"))
    assert isinstance(done, Done)
    assert done.operation.receipt is not None
    assert shop.state("20001") == "cancelled"
    assert shop.audit() == ["prepared", "confirmed", "done"]


def test_all_in_one_message(shop: Shop) -> None:
    said = "hi, please cancel order 20001, ordered by mistake. I'm Ada Bell, ada@shop.example"
    assert isinstance(only(shop.visitor().say("cancel_order", said)), Confirm)


def test_what_was_said_before_it_was_known_who_is_read_again(shop: Shop) -> None:
    visitor = shop.visitor()
    story = "I'd like to return the lamp from order 20004, it is faulty"
    assert only(visitor.say("return_item", story)).need == "who"
    confirm = only(visitor.say("inform", "ada@shop.example"))
    assert isinstance(confirm, Confirm)
    assert [line.variant_id for line in confirm.operation.change.lines] == ["L-1"]  # type: ignore[union-attr]
    assert confirm.matter.reason == "faulty"


@pytest.mark.parametrize("words", ["no", "no thanks, leave it"])
def test_a_no_changes_nothing(ada: Visitor, words: str) -> None:
    ada.say("cancel_order", "cancel order 20001, no longer needed")
    assert isinstance(only(ada.say("deny", words)), Aborted)
    assert ada.shop.state("20001") == "pending"
    assert ada.say("affirm", "yes") == ()
    assert ada.shop.state("20001") == "pending"


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("clarify", "hmm"),
        ("policy", "is that free?"),
        ("affirm", "yes but not yet"),
        ("greet", "hi"),
    ],
)
def test_only_a_clear_yes_is_a_yes(ada: Visitor, intent: str, words: str) -> None:
    ada.say("cancel_order", "cancel order 20001, no longer needed")
    ada.say(intent, words)
    assert ada.shop.state("20001") == "pending"
    assert "confirmed" not in ada.shop.audit()


def test_a_digression_is_none_of_the_desks_and_the_question_comes_back(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001")
    assert ada.say("policy", "do you ship to Norway?") == ()
    back = ada.back()
    assert isinstance(back, Ask)
    assert back.back
    assert back.need == "reason"


def test_a_correction_is_shown_anew(ada: Visitor) -> None:
    ada.say("return_item", "return the kettle from order 20004, I don't like it")
    first = only(ada.say("inform", "yes the kettle, but the lamp too"))
    assert isinstance(first, Confirm)
    variants = {line.variant_id for line in first.operation.change.lines}  # type: ignore[union-attr]
    assert variants == {"K-RED", "L-1"}
    assert isinstance(only(ada.say("affirm", "yes")), Done)
    order = ada.shop.store.order("20004")
    assert order is not None
    assert order.state is OrderState.RETURN_REQUESTED


def test_the_other_one(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    shown = only(ada.say("inform", "no, order 20005 instead"))
    assert isinstance(shown, Confirm)
    assert shown.operation.order_id == "20005"
    ada.say("affirm", "yes")
    assert (ada.shop.state("20001"), ada.shop.state("20005")) == ("pending", "cancelled")


def test_another_matter_and_back_to_the_first(ada: Visitor) -> None:
    ada.say("return_item", "I want to return something from order 20004")
    ada.say("cancel_order", "first cancel order 20001, it was a mistake")
    done, back = ada.say("affirm", "yes")
    assert isinstance(done, Done)
    assert isinstance(back, Ask)
    assert (back.need, back.matter.kind, back.back) == ("items", "start_return", True)


def test_left_and_taken_up_again(ada: Visitor) -> None:
    ada.say("return_item", "return order 20004")
    assert ada.say("search", "show me kettles") == ()
    assert only(ada.say("resume", "where were we?")).need == "items"
    assert isinstance(only(ada.say("abort", "forget it")), Aborted)
    assert only(ada.say("resume", "oh wait, go on with it")).need == "items"


def test_the_rules_say_no_before_anything_else_is_asked(ada: Visitor) -> None:
    refused = only(ada.say("cancel_order", "cancel order 20002"))
    assert isinstance(refused, Refused)
    assert refused.verdict.refusal == "state"
    assert refused.instead == "start_return"
    assert only(ada.say("affirm", "yes")).need == "reason"
    assert isinstance(only(ada.say("inform", "I don't want it any more")), Confirm)


def test_an_order_that_has_not_left_is_changed_and_one_that_came_is_exchanged(
    ada: Visitor,
) -> None:
    shown = only(ada.say("exchange_item", "can I have the kettle of order 20001 in blue?"))
    assert isinstance(shown, Confirm)
    assert shown.operation.kind == "change_items"
    ada.say("deny", "no")
    shown = only(ada.say("change_items", "order 20002: the kettle in blue please"))
    assert shown.operation.kind == "start_exchange"


def test_what_is_out_of_stock_is_not_promised(ada: Visitor) -> None:
    asked = only(ada.say("exchange_item", "exchange the kettle of order 20002 for a pink one"))
    assert asked.need == "to"
    assert [choice.choice_id for choice in asked.choices] == ["K-BLU"]


def test_nothing_of_anothers_order(ada: Visitor) -> None:
    """It is as if it didn't exist, and each such number is a guess."""
    theirs = only(ada.say("cancel_order", "cancel order 20003"))
    nobodys = only(ada.say("cancel_order", "cancel order 77777"))
    assert isinstance(theirs, Ask)
    assert (theirs.need, theirs.trouble) == (nobodys.need, nobodys.trouble)
    assert "20003" not in {choice.choice_id for choice in theirs.choices}
    assert ada.shop.state("20003") == "pending"


def test_guessing_ends(shop: Shop) -> None:
    visitor = shop.visitor("mallory")
    visitor.say("order_status", "where is my order")
    outcomes = [visitor.say("inform", f"2000{n}, mallory@shop.example") for n in range(1, 7)]
    assert isinstance(only(outcomes[-1]), Locked)
    later = shop.visitor("mallory")  # and a part put right is a guess like any other
    assert isinstance(only(later.say("order_status", "order 20001")), Locked)
    assert isinstance(only(later.say("complaint", "I want to complain")), Ask)


def test_a_yes_twice_is_done_once(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    with ThreadPoolExecutor(8) as pool:
        ends = [f.result() for f in [pool.submit(ada.say, "affirm", "yes") for _ in range(8)]]
    assert all(isinstance(one, Done) for outcomes in ends for one in outcomes[:1])
    assert ada.shop.audit() == ["prepared", "confirmed", "done"]


def test_too_late_a_yes_shows_it_again(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    ada.shop.clock.pass_by(minutes=20)
    shown = only(ada.say("affirm", "yes"))
    assert isinstance(shown, Confirm)
    assert shown.again
    assert ada.shop.state("20001") == "pending"
    assert isinstance(only(ada.say("affirm", "yes")), Done)


def test_a_server_that_starts_anew_goes_on(ada: Visitor) -> None:
    """Each of the desk's three questions outlives it."""
    fresh = ada.shop.visitor
    assert only(fresh().say("cancel_order", "cancel order 20001")).need == "reason"
    assert isinstance(only(fresh().say("inform", "ordered by mistake")), Confirm)
    assert isinstance(only(fresh().say("affirm", "yes")), Done)
    assert isinstance(only(fresh().say("affirm", "yes")), Done)
    assert ada.shop.audit() == ["prepared", "confirmed", "done"]


def test_the_order_changed_meanwhile_and_is_judged_again(ada: Visitor) -> None:
    ada.say("change_address", "order 20001 should go to 7 High Street, Cork T12 B456")
    other = ada.shop.visitor("ada-elsewhere")
    other.shows_who()
    other.say("cancel_order", "cancel order 20001, ordered by mistake")
    other.say("affirm", "yes")
    refused = only(ada.say("affirm", "yes"))
    assert isinstance(refused, Refused)
    assert refused.verdict.refusal == "state"


def test_which_address_is_asked(ada: Visitor) -> None:
    assert only(ada.say("change_address", "I need to change my address")).need == "which_address"
    assert only(ada.say("inform", "the one in my profile")).need == "address"
    assert only(ada.say("inform", "7 High Street, Cork")).need == "address"
    shown = only(ada.say("inform", "T12 B456"))
    assert isinstance(shown, Confirm)
    ada.say("affirm", "yes")
    customer = ada.shop.store.customer("C1")
    assert customer is not None
    assert customer.address is not None
    assert (customer.address.city, customer.address.country) == ("Cork", "IE")


def test_a_token_says_who(shop: Shop) -> None:
    visitor = shop.visitor("app")
    told = only(visitor.say("order_status", "where is order 20001", token_customer_id="C1"))
    assert isinstance(told, Told)


def test_a_gift_card_needs_only_its_code(shop: Shop) -> None:
    visitor = shop.visitor("gift")
    assert only(visitor.say("gift_card", "what's left on my gift card?")).need == "code"
    told = only(visitor.say("inform", "GC-AB2C-9XYZ"))
    assert told.card.balance.amount_minor == 1250


def test_the_last_order_spoken_of_is_the_one_meant(ada: Visitor) -> None:
    ada.say("order_status", "where is order 20005")
    asked = only(ada.say("cancel_order", "cancel it"))
    assert asked.matter.order_id == "20005"


def test_a_complaint_is_passed_on_in_the_customers_words(ada: Visitor) -> None:
    assert only(ada.say("complaint", "I want to complain")).need == "text"
    words = "Your courier threw the parcel over the hedge and drove off."
    shown = only(ada.say("clarify", words))
    assert isinstance(shown, Confirm)
    assert shown.operation.change.text == words  # type: ignore[union-attr]
    assert isinstance(only(ada.say("affirm", "yes")), Done)


def test_two_visitors_never_meet(shop: Shop) -> None:
    ada, bert = shop.visitor("ada"), shop.visitor("bert")
    ada.shows_who()
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    assert only(bert.say("cancel_order", "cancel my order")).need == "who"
    assert bert.say("affirm", "yes") != ()
    assert shop.state("20001") == "pending"


def test_a_second_wish_waits_for_the_first(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    ada.clerk.later(Heard("ada", "the invoice of order 20002", "invoice"))
    done, then = ada.say("affirm", "yes")
    assert isinstance(done, Done)
    assert isinstance(then, Confirm)
    assert then.operation.kind == "copy_invoice"


def test_a_reason_that_sounds_like_leaving_it(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001")
    shown = only(ada.say("abort", "I don't need it any more"))
    assert isinstance(shown, Confirm)
    assert shown.matter.reason == "no_longer_needed"


def test_an_order_number_alone_says_which_and_asks_nothing_else(shop: Shop) -> None:
    visitor = shop.visitor()
    visitor.say("cancel_order", "cancel my order")
    asked = only(visitor.say("order_status", "20001"))
    assert (asked.matter.kind, asked.need) == ("cancel_order", "who")


def test_a_way_to_pay_answers_the_question_which(shop: Shop) -> None:
    card = {"id": "card_1", "kind": "card", "label": "card ending in 4821"}
    wallet = {"id": "wallet_1", "kind": "mobile wallet", "label": "phone"}
    bank = {"id": "bank_1", "kind": "bank transfer", "label": "bank transfer"}
    cleo = {"id": "C3", "name": "Cleo Ray", "email": "cleo@shop.example"}
    orders = [order_record("20009", "pending", "C3")]
    shop.store.import_records([cleo | {"payment_methods": [card, wallet, bank]}], orders, ())
    visitor = shop.visitor()
    visitor.say("change_payment", "pay order 20009 another way")
    asked = only(visitor.say("inform", "cleo@shop.example"))
    assert asked.need == "method"
    told = visitor.say("order_status", "the card ending in 4821")
    assert only(told).matter.kind == "change_payment"


def test_words_that_chose_the_order_choose_no_item(ada: Visitor) -> None:
    asked = only(ada.say("return_item", "I want to return something"))
    assert asked.need == "order"
    place = [choice.choice_id for choice in asked.choices].index("20004") + 1
    then = only(ada.say("inform", ("the first one", "the second one")[place - 1]))
    assert (then.need, then.matter.order_id, then.matter.lines) == ("items", "20004", ())


def test_a_label_said_back_is_that_choice(ada: Visitor) -> None:
    ada.say("exchange_item", "exchange something of order 20004")
    asked = only(ada.say("search", "Kettle (red)"))
    assert (asked.need, asked.matter.swaps) == ("to", (("K-RED", ""),))


def test_a_no_with_other_words_is_a_no(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    assert isinstance(only(ada.say("clarify", "no, gosh, what a hassle")), Aborted)


def test_a_yes_to_nothing_new_is_no_yes_to_what_was_done(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    ada.say("affirm", "yes")
    assert ada.say("search", "show me kettles") == ()
    assert ada.say("affirm", "yes") == ()


def test_a_complaint_keeps_the_order_that_it_is_about(ada: Visitor) -> None:
    asked = only(ada.say("complaint", "I have a complaint about order 20002"))
    assert (asked.need, asked.matter.order_id) == ("text", "20002")


def test_where_nothing_can_be_done_it_is_said_of_the_order_that_was_spoken_of(shop: Shop) -> None:
    """ "Cancel it" is no question which, where none can be cancelled."""
    visitor = shop.visitor()
    visitor.say("order_status", "order 20002, ada@shop.example")
    for order_id in ("20001", "20005"):
        visitor.say("cancel_order", f"cancel order {order_id}, ordered by mistake")
        visitor.say("affirm", "yes")
    visitor.say("order_status", "order 20002")
    refused = only(visitor.say("cancel_order", "cancel it"))
    assert isinstance(refused, Refused)
    assert refused.matter.order_id == "20002"


def test_something_else_is_a_reason_where_one_was_asked_for_alone(ada: Visitor) -> None:
    asked = only(ada.say("cancel_order", "cancel order 20001, I want something else"))
    assert asked.need == "reason"
    assert only(ada.say("inform", "something else")).matter.reason == "other"


def test_an_orders_number_answers_which(ada: Visitor) -> None:
    """It is no question where that order is."""
    assert only(ada.say("return_item", "I want to return something")).need == "order"
    asked = only(ada.say("order_status", "It's 20004."))
    assert (asked.matter.kind, asked.matter.order_id) == ("start_return", "20004")


def test_cancel_it_is_the_order_spoken_of_and_not_the_only_one_that_can_be(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20005, ordered by mistake")
    ada.say("affirm", "yes")
    ada.say("order_status", "where is order 20002?")
    refused = only(ada.say("cancel_order", "then cancel it"))
    assert isinstance(refused, Refused)
    assert refused.matter.order_id == "20002"
    asked = only(ada.say("cancel_order", "I'd like to cancel an order"))
    assert asked.matter.order_id == "20001"


def test_a_wish_that_no_order_fits_is_not_said_of_the_last_one_spoken_of(ada: Visitor) -> None:
    for order_id in ("20001", "20005"):
        ada.say("cancel_order", f"cancel order {order_id}, ordered by mistake")
        ada.say("affirm", "yes")
    refused = only(ada.say("cancel_order", "can I cancel an order?"))
    assert (refused.verdict.refusal, refused.matter.order_id) == ("none_fits", "")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("I got something I didn't order", "wrong_item"),
        ("the colour clashes with my curtains", "other"),
    ],
)
def test_why_it_goes_back_is_no_problem_of_delivery(ada: Visitor, words: str, reason: str) -> None:
    ada.say("return_item", "return order 20002")
    shown = only(ada.say("delivery_problem", words))
    assert isinstance(shown, Confirm)
    assert (shown.operation.kind, shown.matter.reason) == ("start_return", reason)


def test_another_version_is_no_other_way_to_pay(shop: Shop) -> None:
    wallet = {"id": "wallet_1", "kind": "mobile wallet", "label": "mobile wallet"}
    people = [
        {**one, "payment_methods": [*one.get("payment_methods", []), wallet]} for one in CUSTOMERS
    ]
    shop.store.import_records(people, ORDERS)
    ada = shop.visitor()
    ada.shows_who()
    ada.say("exchange_item", "swap the kettle of order 20002 for another version, please")
    shown = only(ada.say("inform", "the blue one"))
    assert isinstance(shown, Confirm)
    assert shown.operation.change.method_id == "card_1"  # type: ignore[union-attr]


def test_the_postcode_something_is_to_go_to_is_none_of_who_asks(shop: Shop) -> None:
    """And is no wrong guess either."""
    visitor = shop.visitor()
    said = "send order 20001 to 7 High Street, Cork, T12 B456"
    asked = only(visitor.say("change_address", said))
    assert (asked.need, asked.trouble) == ("who", "")
    assert asked.matter.claim.postcode == ""
    shown = only(visitor.say("inform", "ada@shop.example"))
    assert shown.operation.change.address.postcode == "T12 B456"


def test_who_asks_may_say_so_by_where_they_live(shop: Shop) -> None:
    visitor = shop.visitor()
    visitor.say("cancel_order", "cancel order 20001, ordered by mistake")
    assert isinstance(only(visitor.say("inform", "Ada Bell, 1 Quay, Dublin, D01 A123")), Confirm)


def test_what_was_preferred_and_is_gone_isnt_replaced_by_what_is_left(ada: Visitor) -> None:
    ada.say("exchange_item", "exchange the kettle of order 20002")
    asked = only(ada.say("inform", "I'd prefer the one with colour pink"))
    assert isinstance(asked, Ask)
    assert asked.trouble == "out_of_stock"


def test_half_a_yes_is_asked_about_again(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    shown = only(ada.say("out_of_scope", "yes, how many times more do you want to hear it"))
    assert isinstance(shown, Confirm)
    assert shown.unclear
    assert ada.shop.state("20001") == "pending"


def test_which_order_is_still_asked_after_something_else(shop: Shop) -> None:
    ada = shop.visitor()
    ada.shows_who()
    (asked,) = ada.say("order_status", "where is order 10698?")
    assert isinstance(asked, Ask)
    assert (asked.need, asked.trouble) == ("order", "not_found")
    again = ada.back()
    assert isinstance(again, Ask)
    assert (again.need, again.choices) == ("order", asked.choices)
