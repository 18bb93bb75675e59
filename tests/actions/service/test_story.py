"""What is passed on to a colleague: the customer's own words, and right before it goes."""

from __future__ import annotations

from typing import Any

import pytest
from visiting import Shop, Visitor

from actions.service import Aborted, Ask, Confirm, Done, Outcome, Told


def only(outcomes: tuple[Outcome, ...]) -> Any:
    assert len(outcomes) == 1, outcomes
    return outcomes[0]


def claims(ada: Visitor) -> Any:
    """A warranty claim for the lamp of an order with three things in it, up to the yes."""
    ada.say("warranty", "a claim for the lamp of order 20004")
    return only(ada.say("inform", "it flickers now and then and gets hot"))


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("search", "it hums loudly and then goes out"),
        ("details", "the switch wobbles and sparks fly"),
        ("refine", "smaller dents on both of its sides"),
        ("insult", "you people sold me rubbish that falls apart"),
        ("abort", "it stopped working after two days"),
        ("refund_status", "I want my money back for this"),
        ("inform", "broken"),
    ],
)
def test_whatever_it_sounds_like_it_is_what_happened(ada: Visitor, intent: str, words: str) -> None:
    ada.say("warranty", "a claim for the lamp of order 20004")
    shown = only(ada.say(intent, words))
    assert isinstance(shown, Confirm)
    assert shown.operation.change.text == words  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("policy", "how long is the warranty?"),
        ("policy", "what does it cost"),
        ("human", "let me speak to a person please"),
        ("search", "show me lamps"),
        ("search", "lamps"),
    ],
)
def test_a_question_is_no_story(ada: Visitor, intent: str, words: str) -> None:
    ada.say("warranty", "a claim for the lamp of order 20004")
    assert ada.say(intent, words) == ()
    back = ada.back()
    assert isinstance(back, Ask)
    assert back.need == "text"


def test_a_plain_wish_is_served_and_the_story_waits(ada: Visitor) -> None:
    ada.say("complaint", "I want to complain")
    wish = "please change my profile address to 7 High Street, Cork T12 B456"
    shown = only(ada.say("change_address", wish, sureness=0.95))
    assert isinstance(shown, Confirm)
    assert shown.operation.kind == "change_profile_address"
    _, back = ada.say("affirm", "yes")
    assert (back.need, back.matter.kind) == ("text", "complaint")


def test_who_wants_to_know_where_an_order_is_has_told_no_story(ada: Visitor) -> None:
    ada.say("complaint", "I want to complain")
    wish = "I'd like to know the status of my order 20004"
    status, back = ada.say("order_status", wish, sureness=0.95)
    assert isinstance(status, Told)
    assert (back.need, back.matter.kind) == ("text", "complaint")


def test_the_number_of_the_order_that_is_shown_puts_nothing_right(ada: Visitor) -> None:
    claims(ada)
    question = "That's not right: could you tell me where order 20004 is?"
    status, back = ada.say("order_status", question, sureness=0.95)
    assert isinstance(status, Told)
    assert isinstance(back, Confirm)


@pytest.mark.parametrize(
    ("intent", "words", "told"),
    [
        ("deny", "No, it went out and never came on again", "it went out and never came on again"),
        ("abort", "no, it stopped working last week", "it stopped working last week"),
        ("search", "That's not right: the cable is torn", "the cable is torn"),
        ("clarify", "not quite. It buzzes when it's on", "It buzzes when it's on"),
    ],
)
def test_other_words_take_the_place_of_those_shown(
    ada: Visitor, intent: str, words: str, told: str
) -> None:
    claims(ada)
    shown = only(ada.say(intent, words))
    assert isinstance(shown, Confirm)
    assert shown.operation.change.text == told  # type: ignore[union-attr]
    assert [line.variant_id for line in shown.matter.lines] == ["L-1"]


def test_more_words_are_added(ada: Visitor) -> None:
    before = claims(ada).operation.change.text
    shown = only(ada.say("inform", "and the plug is loose, too"))
    assert shown.operation.change.text == f"{before} and the plug is loose, too"


@pytest.mark.parametrize(
    ("intent", "words", "more"),
    [
        ("affirm", "Yes but add that it was also scratched", "it was also scratched"),
        ("affirm", "yes, and please mention that the box was open", "the box was open"),
        ("clarify", "yes but it was scratched as well", "it was scratched as well"),
        ("inform", "wait, also add that the plug is loose", "the plug is loose"),
        ("change_address", "yes and tell them it's at my neighbour's", "it's at my neighbour's"),
    ],
)
def test_what_is_to_be_added_is_added_and_shown_again(
    ada: Visitor, intent: str, words: str, more: str
) -> None:
    before = claims(ada).operation.change.text
    shown = only(ada.say(intent, words))
    assert isinstance(shown, Confirm)
    assert shown.operation.change.text == f"{before}, {more}"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words", ["yes but", "yes but not now", "yes and also?", "ok but leave it"]
)
def test_half_a_yes_adds_nothing(ada: Visitor, words: str) -> None:
    before = claims(ada).operation.change.text
    (outcome, *_) = ada.say("affirm", words)
    assert not isinstance(outcome, Done)
    if isinstance(outcome, Confirm):
        assert outcome.operation.change.text == before  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "rant",
    [
        "I want to complain",
        "this is the worst shop I ever had, and you are all the very same useless people",
    ],
)
def test_a_complaint_that_tells_of_an_order_on_its_way_is_a_delivery_problem(
    shop: Shop, rant: str
) -> None:
    visitor = shop.visitor("bob")
    visitor.say("complaint", rant)
    told = "Order 20002 never arrived"
    asked = only(visitor.say("delivery_problem", told))
    assert (asked.need, asked.matter.kind) == ("who", "delivery_problem")
    shown = only(visitor.say("inform", "ada@shop.example"))
    assert shown.operation.change.text.endswith(told)  # type: ignore[union-attr]
    assert shown.operation.change.reason == "missing"  # type: ignore[union-attr]
    assert shown.operation.order_id == "20002"


def test_the_order_a_complaint_is_about_can_be_told_when_asked_what_happened(ada: Visitor) -> None:
    ada.say("complaint", "I want to complain")
    shown = only(ada.say("delivery_problem", "order 20002 never came to my door"))
    assert shown.matter.kind == "delivery_problem"


def test_what_happened_to_the_order_of_a_complaint_makes_it_a_delivery_problem(
    ada: Visitor,
) -> None:
    ada.say("complaint", "Your shop is hopeless. order 20002")
    shown = only(ada.say("delivery_problem", "it never came, the parcel is missing"))
    assert (shown.matter.kind, shown.matter.order_id) == ("delivery_problem", "20002")


def test_a_delivery_problem_that_is_called_a_complaint_is_one(ada: Visitor) -> None:
    asked = only(ada.say("delivery_problem", "something with the delivery of order 20002"))
    assert asked.matter.kind == "delivery_problem"
    then = only(ada.say("complaint", "I want to complain about order 20002"))
    assert (then.need, then.matter.kind) == ("text", "complaint")


def test_a_plain_wish_is_no_answer_to_what_happened(ada: Visitor) -> None:
    ada.say("delivery_problem", "something with the delivery of order 20002")
    outcomes = ada.say("change_address", "Please update my address in my account", sureness=0.95)
    assert outcomes[0].matter.kind in ("change_address", "change_profile_address")


def test_the_item_is_put_right_and_the_words_stay(ada: Visitor) -> None:
    before = claims(ada).operation.change.text
    shown = only(ada.say("deny", "no, the kettle"))
    assert isinstance(shown, Confirm)
    assert (shown.operation.change.variant_id, shown.operation.change.text) == ("K-RED", before)  # type: ignore[union-attr]


@pytest.mark.parametrize("intent", ["inform", "order_status", "complaint", "deny"])
def test_the_order_a_complaint_is_about_can_be_told_at_the_yes(ada: Visitor, intent: str) -> None:
    ada.say("complaint", "I want to complain")
    words = "The box was soaked and so was all of it"
    assert only(ada.say("inform", words)).operation.order_id == ""
    shown = only(ada.say(intent, "No, it's about order 20002."))
    assert (shown.operation.order_id, shown.operation.change.text) == ("20002", words)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("deny", "no"),
        ("deny", "No, leave it then."),
        ("abort", "please don't, I've changed my mind"),
    ],
)
def test_a_no_to_it_is_a_no(ada: Visitor, intent: str, words: str) -> None:
    claims(ada)
    assert isinstance(only(ada.say(intent, words)), Aborted)


def test_a_message_that_says_why_is_the_story(ada: Visitor) -> None:
    shown = only(ada.say("delivery_problem", "order 20002 never came to my door"))
    assert isinstance(shown, Confirm)
    assert shown.operation.change.text == "order 20002 never came to my door"  # type: ignore[union-attr]
    assert shown.operation.change.reason == "missing"  # type: ignore[union-attr]
