"""What waits while something else was said last: a yes to that does nothing at the desk."""

from __future__ import annotations

import pytest
from visiting import Visitor

from actions.service import Ask, Confirm, Done, Waits
from tests.actions.service.test_shown_again import shown


@pytest.mark.parametrize(
    "text", ["ok", "yes", "great, thanks", "Yes, how often do I have to say it."]
)
def test_a_yes_to_something_else_writes_nothing_and_shows_it_again(ada: Visitor, text: str) -> None:
    first = shown(ada.say("cancel_order", "cancel order 20001, ordered by mistake"))
    ada.clerk.set_aside(ada.name)
    again = shown(ada.say("affirm", text))
    assert (again.back, again.operation) == (True, first.operation)
    assert ada.shop.state("20001") == "pending"
    assert isinstance(ada.say("affirm", "yes")[0], Done)
    assert ada.shop.state("20001") == "cancelled"


def test_nobody_is_led_back_to_it_who_does_not_ask(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    ada.clerk.set_aside(ada.name)
    assert ada.say("thanks", "thank you") == ()
    assert ada.back() is None
    assert shown(ada.say("resume", "where were we?")).back


@pytest.mark.parametrize(
    ("intent", "text", "need", "answer"),
    [
        ("return_item", "I want to return something from order 20004", "items", "the lamp"),
        ("warranty", "the kettle of order 20004 broke", "text", "it leaks"),
        ("change_address", "change my address", "which_address", "of one order"),
    ],
)
def test_an_answer_takes_it_up_again(
    ada: Visitor, intent: str, text: str, need: str, answer: str
) -> None:
    (asked,) = ada.say(intent, text)
    assert isinstance(asked, Ask)
    if asked.need != need:
        pytest.fail(f"asks for {asked.need}")
    ada.clerk.set_aside(ada.name)
    (after,) = ada.say("inform", answer)
    assert isinstance(after, Ask | Confirm)
    assert not after.matter.aside
    assert after.matter.kind.startswith(asked.matter.kind[:6])


def test_the_question_is_put_again_once_and_then_waits(ada: Visitor) -> None:
    first = shown(ada.say("cancel_order", "cancel order 20001, ordered by mistake"))
    assert ada.say("policy", "do you ship to Norway?") == ()
    assert isinstance(ada.back(), Confirm)
    assert ada.say("policy", "and to Iceland?") == ()
    waits = ada.back()
    assert isinstance(waits, Waits)
    assert waits.matter.kind == "cancel_order"
    assert ada.say("policy", "who pays for that?") == ()
    assert ada.back() is None
    again = shown(ada.say("affirm", "yes, cancel it"))
    assert (again.back, again.operation) == (True, first.operation)
    assert isinstance(ada.say("affirm", "yes")[0], Done)


def test_an_answer_in_between_begins_the_count_anew(ada: Visitor) -> None:
    ada.say("return_item", "return something from order 20004")
    assert isinstance(ada.back(), Ask)
    (asked,) = ada.say("inform", "the lamp")
    assert isinstance(asked, Ask)
    assert isinstance(ada.back(), Ask)
    assert isinstance(ada.back(), Waits)
    assert isinstance(ada.say("resume", "where were we?")[0], Ask)
    assert isinstance(ada.back(), Ask)


def test_with_nothing_in_hand_nothing_is_set_aside(ada: Visitor) -> None:
    assert ada.clerk.set_aside(ada.name) is None


def test_a_plain_yes_beats_what_rasa_took_it_for(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    (done,) = ada.say("abort", "Yes, how often do I have to say it.")
    assert isinstance(done, Done)
