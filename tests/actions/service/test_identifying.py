"""Who it is: told in parts, before a wish, and put right in one part."""

from __future__ import annotations

import pytest
from visiting import Shop, Visitor

from actions.identity import Claim
from actions.identity.claim import corrected
from actions.policies.rules import Way
from actions.service import Ask, Confirm, Outcome, Told

WAYS: tuple[Way, ...] = ("token", "order_email", "order_postcode", "name_postcode")


@pytest.fixture
def visitor(shop: Shop) -> Visitor:
    return shop.visitor("eve")


def asked(outcomes: tuple[Outcome, ...]) -> Ask:
    (outcome,) = outcomes
    assert isinstance(outcome, Ask), outcome
    return outcome


@pytest.mark.parametrize(
    ("refused", "said", "meant"),
    [
        (Claim("1", "a@b"), Claim(email="c@b"), Claim("1", "c@b")),
        (Claim("1", "a@b"), Claim("2"), Claim("2", "a@b")),
        (Claim("1", "a@b"), Claim(postcode="D01"), Claim(postcode="D01")),
        (Claim("1", postcode="D02"), Claim(postcode="D01"), Claim("1", postcode="D01")),
        (Claim("1", "a@b"), Claim(name="Ada Bell"), Claim(name="Ada Bell")),
        (
            Claim("1", "a@b"),
            Claim(name="Ada Bell", postcode="D01"),
            Claim(name="Ada Bell", postcode="D01"),
        ),
        (Claim("1", "a@b"), Claim(), Claim()),
        (Claim(), Claim(email="c@b"), Claim(email="c@b")),
    ],
)
def test_a_part_said_anew_puts_the_rest_right_where_it_counts(
    refused: Claim, said: Claim, meant: Claim
) -> None:
    assert corrected(refused, said, WAYS) == meant


def test_a_mistyped_address_is_put_right_by_itself(visitor: Visitor) -> None:
    visitor.say("cancel_order", "cancel my order, ordered by mistake")
    assert asked(visitor.say("inform", "20001, ada@shop.exmple")).trouble == "no_match"
    (shown,) = visitor.say("inform", "oh sorry, ada@shop.example")
    assert isinstance(shown, Confirm)
    assert shown.operation.order_id == "20001"


def test_a_mistyped_number_is_put_right_by_itself(visitor: Visitor) -> None:
    visitor.say("order_status", "where is my order?")
    assert asked(visitor.say("inform", "20009, ada@shop.example")).trouble == "no_match"
    (told,) = visitor.say("inform", "20001")
    assert isinstance(told, Told)


def test_the_same_once_more_is_no_other_guess(visitor: Visitor) -> None:
    visitor.say("order_status", "where is my order?")
    visitor.say("inform", "20001, ada@shop.exmple")
    for _ in range(visitor.shop.rules.identify.wrong_guesses + 1):
        assert asked(visitor.say("inform", "ada@shop.exmple")).trouble == "no_match"


def test_who_was_told_before_the_wish_isnt_asked(visitor: Visitor) -> None:
    assert visitor.say("inform", "my name is Ada Bell") == ()
    assert visitor.say("clarify", "D01 A123") == ()
    (shown,) = visitor.say("cancel_order", "cancel order 20001, ordered by mistake")
    assert isinstance(shown, Confirm)


def test_a_name_alone_leaves_the_postcode_to_be_asked(visitor: Visitor) -> None:
    visitor.say("inform", "my name is Ada Bell")
    assert asked(visitor.say("complaint", "I want to complain")).matter.claim.name == "Ada Bell"


def test_names_in_a_search_say_nothing_of_who_asks(visitor: Visitor) -> None:
    visitor.say("search", "my name is Ada Bell, D01 A123")
    assert asked(visitor.say("complaint", "I want to complain")).need == "who"


def test_a_yes_after_a_refused_wish_is_none_to_what_was_done_before(visitor: Visitor) -> None:
    visitor.shows_who()
    visitor.say("cancel_order", "cancel order 20001, ordered by mistake")
    visitor.say("affirm", "yes")
    visitor.say("cancel_order", "cancel order 20002, ordered by mistake")
    visitor.say("deny", "no")
    assert visitor.say("affirm", "yes") == ()


def test_who_says_where_they_live_moves_nowhere(visitor: Visitor) -> None:
    said = "hello there I am Ada Bell and my postcode is D01 A123"
    assert visitor.say("change_address", said) == ()
    (shown,) = visitor.say("cancel_order", "cancel order 20001, ordered by mistake")
    assert isinstance(shown, Confirm)


@pytest.mark.parametrize(
    "said",
    [
        "the order number I was given is 20001 if that helps at all",
        "well my e-mail of course is still ada@shop.example",
    ],
)
def test_what_was_asked_for_is_taken_whatever_it_was_heard_as(visitor: Visitor, said: str) -> None:
    visitor.say("cancel_order", "cancel my order")
    ask = asked(visitor.say("change_address", said, sureness=0.95))
    assert ask.matter.kind == "cancel_order"
    assert ask.matter.claim.order_id or ask.matter.claim.email


def test_who_moves_is_heard(visitor: Visitor) -> None:
    said = "I'm Ada Bell, D01 A123, and my new place is elsewhere"
    (ask,) = visitor.say("change_address", said)
    assert isinstance(ask, Ask)
    assert ask.matter.kind.startswith("change_")
