"""Which address the words of a talk give, and to what."""

from __future__ import annotations

import pytest
from visiting import Visitor

from actions.service import Confirm, Done, Refused

NEW = "17 Quay Street, Galway H91 E53A, Ireland"


def test_the_same_asked_once_more_is_about_another_order(ada: Visitor) -> None:
    ada.say("change_address", f"send order 20001 to {NEW}")
    ada.say("affirm", "yes")
    (asked,) = ada.say("change_address", "change where my order goes")
    assert asked.matter.order_id != "20001"


def test_an_address_that_it_has_already_ends_it(ada: Visitor) -> None:
    ada.say("change_address", f"send order 20001 to {NEW}")
    ada.say("affirm", "yes")
    (asked,) = ada.say("change_address", f"send order 20001 to {NEW}")
    assert asked.trouble == "same_address"
    (told,) = ada.say("inform", NEW)
    assert isinstance(told, Refused)


def test_the_profile_was_meant(ada: Visitor) -> None:
    ada.say("change_address", "change the delivery address of order 20001")
    (told,) = ada.say("change_address", "put 17 Quay Street, Galway H91 E53A in my profile")
    assert told.matter.kind == "change_profile_address"


def test_a_country_asked_about_is_nobodys_address(ada: Visitor) -> None:
    ada.say("change_address", "change the delivery address of order 20001")
    assert ada.say("policy", "do you ship to Norway?") == ()
    matter = ada.clerk.in_hand("ada")
    assert matter is not None
    assert matter.address.country == ""


def test_a_street_that_is_no_known_kind_of_street(ada: Visitor) -> None:
    """In what opens the matter, and where it is put right at the question."""
    (told,) = ada.say("change_address", "send order 20001 to 103 Highway, Galway H91 E53A instead")
    assert isinstance(told, Confirm)
    (again,) = ada.say("inform", "Wait, no. Please use 101 Highway, Galway H91 E53A.")
    assert again.matter.address.street == "101 Highway"


@pytest.mark.parametrize("intent", ["abort", "deny", "inform"])
def test_another_house_is_put_right_whatever_the_no_sounds_like(ada: Visitor, intent: str) -> None:
    ada.say("change_address", f"send order 20001 to {NEW}")
    (shown,) = ada.say(intent, "No no, it's 19 Quay Street, Galway H91 E53A.")
    assert isinstance(shown, Confirm)
    assert shown.matter.address.street == "19 Quay Street"


@pytest.mark.parametrize("words", ["and my profile too", "yes and my account as well please"])
def test_the_profile_comes_after_the_order_that_is_shown(ada: Visitor, words: str) -> None:
    ada.say("change_address", f"send order 20001 to {NEW}")
    (shown,) = ada.say("change_address", words)
    assert isinstance(shown, Confirm)
    assert shown.operation.kind == "change_order_address"
    done, then = ada.say("affirm", "yes")
    assert isinstance(done, Done)
    assert isinstance(then, Confirm)
    assert (then.operation.kind, then.matter.address.city) == ("change_profile_address", "Galway")
    assert isinstance(ada.say("affirm", "yes please")[0], Done)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("clarify", "and my profile too"),
        ("change_address", "and in my profile as well please"),
        ("inform", "my account too"),
    ],
)
def test_the_address_of_an_order_is_wanted_for_the_profile_too(
    ada: Visitor, intent: str, words: str
) -> None:
    ada.say("change_address", f"send order 20001 to {NEW}")
    ada.say("affirm", "yes")
    (shown,) = ada.say(intent, words)
    assert isinstance(shown, Confirm)
    assert shown.operation.kind == "change_profile_address"
    assert shown.matter.address.street == "17 Quay Street"
    assert isinstance(ada.say("affirm", "yes")[0], Done)
