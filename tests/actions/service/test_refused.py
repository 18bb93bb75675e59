"""After a no: who argues hears it again, whoever wants something else is heard anew."""

from __future__ import annotations

from typing import Any

import pytest
from visiting import Shop, Visitor

from actions.service import Aborted, Ask, Confirm, Done, Outcome, Refused


def only(outcomes: tuple[Outcome, ...]) -> Any:
    assert len(outcomes) == 1, outcomes
    return outcomes[0]


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("clarify", "oh come on, be reasonable"),
        ("complaint", "but I've been a customer of yours since you opened"),
        ("deny", "no, I won't accept that"),
        ("abort", "forget the rules for once"),
        ("affirm", "just do it"),
        ("alert_stock", "only this once, please"),
        ("policy", "your colleague said that was possible"),
        ("insult", "that's ridiculous"),
    ],
)
def test_who_argues_gets_the_same_no(ada: Visitor, intent: str, words: str) -> None:
    ada.say("invoice", "the invoice for order 20001")
    for _ in range(3):
        again = only(ada.say(intent, words))
        assert isinstance(again, Refused)
        assert again.pleaded
        assert (again.matter.kind, again.matter.order_id) == ("copy_invoice", "20001")


def test_what_would_do_instead_stays_on_offer(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20002")
    again = only(ada.say("clarify", "make an exception for me, do it anyway"))
    assert (again.pleaded, again.instead) == (True, "start_return")
    assert only(ada.say("affirm", "yes")).matter.kind == "start_return"


def test_another_order_is_looked_at_anew(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20002")
    asked = only(ada.say("cancel_order", "then cancel the one with the mugs that hasn't left"))
    assert isinstance(asked, Ask)
    assert asked.matter.kind == "cancel_order"
    ada.say("cancel_order", "cancel order 20002")
    shown = only(ada.say("cancel_order", "I meant order 20005, ordered by mistake"))
    assert isinstance(shown, Confirm)
    assert shown.operation.order_id == "20005"


def test_another_order_alone_is_that_matter_of_it(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20002")
    asked = only(ada.say("inform", "20005"))
    assert (asked.matter.kind, asked.matter.order_id, asked.need) == (
        "cancel_order",
        "20005",
        "reason",
    )


def test_the_same_again_is_refused_again(ada: Visitor) -> None:
    for _ in range(2):
        refused = only(ada.say("cancel_order", "cancel order 20002"))
        assert isinstance(refused, Refused)
        assert not refused.pleaded


def test_leaving_it_after_a_no_is_no_news(ada: Visitor) -> None:
    ada.say("invoice", "the invoice for order 20001")
    assert isinstance(only(ada.say("abort", "fine, leave it then")), Aborted)


def test_back_to_it_after_a_no_is_the_no(ada: Visitor) -> None:
    ada.say("invoice", "the invoice for order 20001")
    assert ada.say("policy", "do you ship to Norway?") == ()
    assert isinstance(only(ada.say("resume", "back to what I asked")), Refused)


def test_a_person_a_goodbye_and_a_complaint_are_no_arguing(ada: Visitor) -> None:
    ada.say("invoice", "the invoice for order 20001")
    assert ada.say("human", "this is ridiculous, let me speak to somebody") == ()
    assert ada.say("goodbye", "unacceptable, goodbye") == ()
    complaint = only(ada.say("complaint", "ridiculous, I want to complain"))
    assert complaint.matter.kind == "complaint"


def test_a_yes_to_what_is_shown_is_none_to_what_was_refused(ada: Visitor) -> None:
    ada.say("return_item", "return order 20004")
    ada.say("invoice", "the invoice for order 20001")
    ada.say("inform", "the lamp")
    shown = only(ada.say("inform", "it's faulty"))
    assert isinstance(shown, Confirm)
    assert isinstance(only(ada.say("affirm", "just do it")), Done)


def test_where_the_order_stands_changes_nothing(ada: Visitor) -> None:
    ada.say("invoice", "the invoice for order 20001")
    ada.say("order_status", "where is order 20001 then?")
    assert only(ada.say("clarify", "oh come on, be fair")).pleaded


def test_after_something_else_it_is_forgotten(ada: Visitor) -> None:
    ada.say("invoice", "the invoice for order 20001")
    ada.say("order_status", "where is order 20002?")
    assert ada.say("clarify", "oh come on") == ()


def test_what_no_rule_offers_is_refused_before_anybody_is_asked_who_they_are(shop: Shop) -> None:
    shop.rules = shop.rules.model_copy(update={"complaint": None})
    refused = only(shop.visitor("eve").say("complaint", "I want to complain"))
    assert isinstance(refused, Refused)
    assert refused.verdict.refusal == "not_offered"


def test_an_order_that_no_story_could_help_is_refused_before_one_is_asked_for(
    ada: Visitor,
) -> None:
    refused = only(ada.say("delivery_problem", "something is wrong with order 20001"))
    assert isinstance(refused, Refused)
    assert refused.verdict.refusal == "state"
