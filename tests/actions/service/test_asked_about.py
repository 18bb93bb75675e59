"""A question about what waits for a yes: answered out of it, and nothing of it changes."""

from __future__ import annotations

import pytest
from loaded_words import ears
from visiting import Visitor

from actions.service import Confirm, Done, Explained, Outcome
from actions.service.about import About
from actions.service.asked_about import is_question


@pytest.fixture
def shown(ada: Visitor) -> Confirm:
    """All of an order is to be returned."""
    (confirm,) = ada.say("return_item", "return everything of order 20004, I don't like it")
    assert isinstance(confirm, Confirm)
    assert len(confirm.operation.change.lines) == 3  # type: ignore[union-attr]
    return confirm


def told(outcomes: tuple[Outcome, ...]) -> tuple[Explained, Confirm]:
    explained, confirm = outcomes
    assert isinstance(explained, Explained)
    assert isinstance(confirm, Confirm)
    return explained, confirm


@pytest.mark.parametrize(
    ("intent", "words", "about"),
    [
        ("details", "is the desk lamp included", About.PART),
        ("details", "does that include the lamp?", About.PART),
        ("details", "and the lamp?", About.PART),
        ("details", "does it cover the toaster?", About.PART),
        ("cart_show", "how much will it cost me", About.MONEY),
        ("refund_status", "how much do i get back", About.MONEY),
        ("details", "is that free", About.MONEY),
        ("policy", "do I have to pay for the label?", About.MONEY),
        ("refund_status", "and when do I get the money?", About.WHEN),
        ("policy", "what happens if I say yes", About.EFFECT),
    ],
)
def test_it_is_answered_and_what_was_shown_stays(
    ada: Visitor, shown: Confirm, intent: str, words: str, about: About
) -> None:
    explained, again = told(ada.say(intent, words))
    assert explained.about is about
    assert explained.operation == again.operation == shown.operation
    assert isinstance(ada.say("affirm", "yes")[0], Done)


@pytest.mark.parametrize("words", ["is that ok", "is the lamp broken?", "did you get the kettle"])
def test_no_question_is_a_yes_or_a_change(ada: Visitor, shown: Confirm, words: str) -> None:
    ada.say("affirm", words)
    assert ada.shop.state("20004") == "delivered"
    (done,) = ada.say("affirm", "yes")
    assert isinstance(done, Done)
    assert done.operation.change == shown.operation.change


def test_which_goods_are_asked_about(ada: Visitor) -> None:
    ada.say("return_item", "return the lamp of order 20004, it is faulty")
    inside, _ = told(ada.say("details", "is the lamp included?"))
    outside, _ = told(ada.say("details", "is the kettle included?"))
    assert (inside.asked, outside.asked) == (("L-1",), ("K-RED",))


def test_a_question_about_something_else_is_answered_elsewhere(
    ada: Visitor, shown: Confirm
) -> None:
    assert ada.say("policy", "how much does delivery to Norway cost?") == ()
    assert ada.say("cart_show", "what's in my cart?") == ()
    back = ada.back()
    assert isinstance(back, Confirm)
    assert back.operation == shown.operation


def test_what_is_only_put_like_a_question_is_a_wish(ada: Visitor, shown: Confirm) -> None:
    (changed,) = ada.say("clarify", "can you make it only the lamp?")
    assert isinstance(changed, Confirm)
    assert [line.variant_id for line in changed.operation.change.lines] == ["L-1"]  # type: ignore[union-attr]


def test_what_if_is_no_leaving(ada: Visitor, shown: Confirm) -> None:
    (again,) = ada.say("abort", "what if I changed my mind?")
    assert isinstance(again, Confirm)


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("wait, is the lamp in it", True),
        ("the lamp?", True),
        ("could you tell me whether the lamp is in it?", True),
        ("do it", False),
        ("what I want is the lamp too", False),
        ("could you send it to Cork instead?", False),
        ("No, the lamp. Is that all right?", False),
        ("have the lamp sent back as well", False),
        ("👍", False),
    ],
)
def test_what_a_question_is(words: str, question: bool) -> None:
    assert is_question(words, ears()) is question


@pytest.mark.parametrize(
    "words", ["wait no only cancel the lamp, keep the mugs", "no, just the kettle"]
)
def test_a_part_of_an_order_isnt_cancelled_and_it_is_said(ada: Visitor, words: str) -> None:
    ada.say("cancel_order", "cancel order 20005, ordered by mistake")
    (again,) = ada.say("cancel_order", words)
    assert isinstance(again, Confirm)
    assert again.whole
    assert ada.shop.state("20005") == "pending"
