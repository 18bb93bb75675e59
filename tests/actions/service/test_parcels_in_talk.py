"""What went wrong with a parcel: late, not there though it's marked so, broken, the wrong thing."""

from __future__ import annotations

from typing import Any

import pytest
from two_customers import order_record
from visiting import Shop, Visitor

from actions.choosing import reason_meant
from actions.config import PROJECT_ROOT
from actions.policies import load_rules
from actions.service import Ask, Confirm, Refused
from actions.stores.change import OpenTicket
from tests.actions.loaded_words import ears

REASONS = load_rules(PROJECT_ROOT / "data" / "policies" / "rules.toml")


def ticket(outcomes: tuple[Any, ...]) -> OpenTicket:
    (confirm,) = outcomes
    assert isinstance(confirm, Confirm), confirm
    assert isinstance(confirm.operation.change, OpenTicket)
    return confirm.operation.change


@pytest.fixture
def parcels(shop: Shop) -> Visitor:
    """Ada's, on their way, and to come in a week; one of them is called delayed."""
    coming = {"expected_from": "2026-06-25", "expected_to": "2026-06-27"}
    orders = [
        order_record("20011", "out_for_delivery") | coming,
        order_record("20012", "delayed") | coming,
        order_record("20013", "shipped") | {"expected_to": "2026-06-19"},
    ]
    shop.store.import_records([], orders, ())
    visitor = shop.visitor()
    visitor.shows_who()
    return visitor


@pytest.mark.parametrize(
    "words",
    [
        "20011 says its delivered but i got nothing",
        "order 20011 is marked as delivered and there is no parcel",
        "20011 was supposedly delivered, it's not with the neighbours either",
    ],
)
def test_marked_as_delivered_and_not_there_is_looked_for_whatever_the_day(
    parcels: Visitor, words: str
) -> None:
    opened = ticket(parcels.say("delivery_problem", words))
    assert (opened.reason, opened.text) == ("not_received", words)


def test_what_the_shop_calls_delayed_is_late(parcels: Visitor) -> None:
    words = "order 20012 is a week late. what do i get for that"
    assert ticket(parcels.say("delivery_problem", words)).reason == "late"


def test_a_day_past_its_date_is_not_called_in_time(parcels: Visitor) -> None:
    (refused,) = parcels.say("delivery_problem", "order 20013 is late, where is my kettle")
    assert isinstance(refused, Refused)
    assert refused.verdict.refusal == "overdue"
    (early,) = parcels.say("delivery_problem", "order 20011 is late, where is my kettle")
    assert isinstance(early, Refused)
    assert early.verdict.refusal == "too_early"


def test_more_is_told_and_moves_nobody(parcels: Visitor) -> None:
    parcels.say("delivery_problem", "20011 says its delivered but i got nothing")
    (again,) = parcels.say("change_address", "its not with the neighbours either", sureness=0.52)
    assert isinstance(again, Confirm)
    assert again.matter.kind == "delivery_problem"
    assert "neighbours" in again.matter.text


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("delivery_problem", "you sent me the WRONG THING!!! i ordered a frying pan in 20002"),
        ("change_items", "the kettle of order 20002 you sent is the wrong colour"),
        ("exchange_item", "I got the wrong size, order 20002"),
    ],
)
def test_the_wrong_thing_is_the_shops_slip(ada: Visitor, intent: str, words: str) -> None:
    assert ticket(ada.say(intent, words)).reason == "wrong_item"


def test_who_asks_for_another_version_gets_one(ada: Visitor) -> None:
    said = "you sent the wrong colour, can I exchange the kettle of 20002 for a blue one"
    (shown,) = ada.say("exchange_item", said)
    assert isinstance(shown, Confirm)
    assert shown.operation.kind == "start_exchange"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("i ordered a frying pan and got a saucepan", "wrong_item"),
        ("i ordered the red one but received the blue one", "wrong_item"),
        ("the board is cracked", "damaged"),
        ("it never came", "missing"),
        ("I got nothing", "missing"),
        ("it says delivered but it isn't here", "not_received"),
        ("it's late", "late"),
    ],
)
def test_what_happened_to_a_parcel(words: str, reason: str) -> None:
    problem = REASONS.delivery_problem
    assert problem is not None
    assert reason_meant(words, problem.reasons, ears().words) == reason


def test_broken_and_too_late_for_the_carrier_is_offered_the_guarantee(ada: Visitor) -> None:
    words = "the kettle of order 20002 arrived cracked"
    (refused,) = ada.say("delivery_problem", words)
    assert isinstance(refused, Refused)
    assert (refused.verdict.refusal, refused.instead) == ("window", "warranty_claim")
    (claim,) = ada.say("affirm", "yes please")
    assert isinstance(claim, Confirm | Ask)
    assert (claim.matter.kind, claim.matter.text) == ("warranty_claim", words)


def test_the_item_that_broke_isnt_asked_for_again(ada: Visitor) -> None:
    words = "in order 20004 the lamp arrived cracked"
    (refused,) = ada.say("delivery_problem", words)
    assert isinstance(refused, Refused)
    (claim,) = ada.say("affirm", "yes please")
    assert isinstance(claim, Confirm)
    assert [line.variant_id for line in claim.matter.lines] == ["L-1"]
    assert claim.matter.text == words
