"""What customers say beside the answer: it is heard as it is meant, and nothing is asked twice."""

from __future__ import annotations

import pytest
from visiting import Visitor

from actions.service import Aborted, Ask, Confirm, Done, Outcome, Refused
from tests.actions.service.test_shown_again import shown

MISTAKE = "ordered by mistake"


def asked(outcomes: tuple[Outcome, ...]) -> Ask:
    (outcome,) = outcomes
    assert isinstance(outcome, Ask), outcome
    return outcome


def test_the_orders_number_once_more_is_no_question_after_it(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20005")
    again = asked(ada.say("order_status", "20005"))
    assert (again.need, again.matter.kind) == ("reason", "cancel_order")
    first = shown(ada.say("inform", MISTAKE))
    same = shown(ada.say("order_status", "20005"))
    assert (same.operation, same.unclear) == (first.operation, False)


@pytest.mark.parametrize("text", ["the kettle", "why do you ask?", "why do you need a reason"])
def test_goods_and_questions_are_no_reason(ada: Visitor, text: str) -> None:
    ada.say("cancel_order", "cancel order 20005")
    assert asked(ada.say("clarify", text)).need == "reason"


def test_a_part_of_what_only_goes_as_a_whole_is_told_so(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20005")
    assert asked(ada.say("clarify", "just the kettle")).trouble == "whole"
    ada.say("inform", MISTAKE)
    confirm = shown(ada.say("clarify", "only the kettle"))
    assert confirm.whole
    assert isinstance(ada.say("affirm", "ok, the whole thing")[0], Done)


def test_what_is_wrong_puts_the_reason_right(ada: Visitor) -> None:
    first = shown(ada.say("return_item", "return the lamp of 20004, I don't want it any more"))
    again = shown(ada.say("warranty", "it's broken"))
    assert (first.matter.reason, again.matter.reason) == ("unwanted", "faulty")
    assert again.operation.kind == "start_return"


def test_what_becomes_of_the_money_stands_in_what_is_shown(ada: Visitor) -> None:
    first = shown(ada.say("cancel_order", f"cancel order 20005, {MISTAKE}"))
    again = shown(ada.say("refund_status", "what happens with the money?"))
    assert (again.operation, again.unclear) == (first.operation, False)


def test_the_same_for_another_order_needs_no_second_telling(ada: Visitor) -> None:
    ada.say("cancel_order", f"cancel order 20001, {MISTAKE}")
    assert isinstance(ada.say("affirm", "yes")[0], Done)
    second = shown(ada.say("clarify", "and 20005 as well please"))
    assert (second.operation.order_id, second.matter.reason) == ("20005", "ordered_by_mistake")


def test_what_happened_is_told_once(ada: Visitor) -> None:
    visitor = ada.shop.visitor("eve")
    assert asked(visitor.say("complaint", "I want to complain")).need == "who"
    story = "your driver threw my parcel over the fence"
    assert asked(visitor.say("complaint", story)).need == "who"
    assert shown(visitor.say("inform", "20001, ada@shop.example")).matter.text == story


def test_more_of_a_refused_story_is_of_the_same_order(ada: Visitor) -> None:
    first = ada.say("delivery_problem", "order 20001 never came")[0]
    if not isinstance(first, Refused):
        pytest.fail(f"not refused: {first}")
    more = ada.say("delivery_problem", "the tracking says delivered but nothing is there")[0]
    assert isinstance(more, Refused)
    assert (more.matter.order_id, more.pleaded) == ("20001", True)


def test_a_code_of_another_form_is_looked_up(ada: Visitor) -> None:
    ada.say("gift_card", "what's on my gift card")
    assert asked(ada.say("inform", "XX-12")).trouble == "not_found"


def test_the_oldest_of_those_offered(ada: Visitor) -> None:
    offered = asked(ada.say("invoice", "I need an invoice"))
    if offered.need != "order":
        pytest.fail(f"asks for {offered.need}")
    confirm = shown(ada.say("clarify", "the oldest one"))
    assert confirm.operation.order_id == offered.choices[-1].choice_id


def test_what_was_left_is_taken_up_where_it_stood(ada: Visitor) -> None:
    first = shown(ada.say("cancel_order", f"cancel order 20005, {MISTAKE}"))
    assert isinstance(ada.say("abort", "forget it")[0], Aborted)
    again = ada.say("resume", "no wait, go on with it")[0]
    assert isinstance(again, Confirm)
    assert again.operation.change == first.operation.change
    assert again.operation.operation_id != first.operation.operation_id


def test_a_yes_may_say_that_a_complaint_is_sent(ada: Visitor) -> None:
    ada.say("complaint", "I want to complain")
    shown(ada.say("inform", "nobody ever answers my letters"))
    assert isinstance(ada.say("affirm", "ok yes send it")[0], Done)


def test_late_means_the_order_that_was_spoken_of(ada: Visitor) -> None:
    ada.say("order_status", "where is order 20001")
    told = ada.say("delivery_problem", "this has been far too long now")[0]
    assert told.matter.order_id == "20001"  # type: ignore[union-attr]


def test_an_ok_to_something_else_answers_no_other_question_either(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20005")
    ada.clerk.set_aside(ada.name)
    assert ada.say("affirm", "ok") == ()


@pytest.mark.parametrize(("text", "looked_up"), [("GIFT-AAAA-BBBB", True), ("no idea", False)])
def test_what_may_be_a_code(ada: Visitor, text: str, looked_up: bool) -> None:
    ada.say("gift_card", "what's on my gift card")
    assert (asked(ada.say("inform", text)).trouble == "not_found") is looked_up


NEW_HOME = "204 Seaview Park, Athlone, N37 K3X2"


@pytest.mark.parametrize("intent", ["clarify", "cancel_order", "order_status", "exchange_item"])
def test_where_it_is_to_go_says_what_is_wanted(ada: Visitor, intent: str) -> None:
    said = ada.say(intent, f"Order 20005 should go to {NEW_HOME}.")[0]
    assert said.matter.kind == "change_order_address"  # type: ignore[union-attr]


def test_so_it_does_in_the_middle_of_what_was_misheard(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20005")
    said = ada.say("clarify", f"I need the address of order 20005 changed to {NEW_HOME}")[0]
    assert said.matter.kind == "change_order_address"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("intent", "text", "kind"),
    [
        ("cancel_order", f"cancel 20005, I'm Ada Bell, {NEW_HOME}", "cancel_order"),
        ("complaint", f"you sent my order to {NEW_HOME}, where I don't live", "complaint"),
    ],
)
def test_an_address_that_only_tells_changes_nothing(
    ada: Visitor, intent: str, text: str, kind: str
) -> None:
    assert ada.say(intent, text)[0].matter.kind == kind  # type: ignore[union-attr]
