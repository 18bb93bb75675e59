"""Customers' words: every wording can be said, differs by seed, and keeps what matters whole."""

from __future__ import annotations

import re
from random import Random

import pytest
from counterpart import ANN, LAMP, MAINS, WORDS, speech

from actions.simulate.style import STYLES
from actions.simulate.typos import mistyped
from actions.simulate.want import Known, Thing, Want, telling_options
from actions.stores.customer import Address

SALEM = Address("4 Elm Row", "Salem", "97301", "US", "Flat 3", "OR")
WANT = {
    "order_id": "20001",
    "reason": "faulty",
    "method_label": "gift card",
    "address": SALEM,
    "text": "It hums.",
    "mark": "Desk Lamp",
}


@pytest.mark.parametrize("kind", WORDS["opening"])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_every_opening_can_be_said(kind: str, style: object) -> None:
    want = Want(kind, things=(LAMP,), swaps=((LAMP, MAINS),), **WANT)  # type: ignore[arg-type]
    for detail in ("bare", "some", "full"):
        told = speech(style)  # type: ignore[arg-type]
        for _ in WORDS["opening"][kind][detail]:
            text = told.polite(told.opening(want, detail), first=True)
            assert "{" not in text
            assert text.strip()


def test_wordings_differ_by_seed_and_stay_by_seed() -> None:
    want = Want("cancel_order", **WANT)  # type: ignore[arg-type]
    openings = [speech(seed=seed).opening(want, "full") for seed in range(30)]
    assert len(set(openings)) > 15
    assert openings == [speech(seed=seed).opening(want, "full") for seed in range(30)]


def test_a_full_opening_holds_all_that_is_wanted() -> None:
    want = Want("start_exchange", swaps=((LAMP, MAINS),), **WANT)  # type: ignore[arg-type]
    for seed in range(20):
        text = speech(seed=seed).opening(want, "full").lower()
        assert all(part in text for part in ("20001", "desk lamp", "mains"))


def test_an_order_without_its_number_is_named_by_what_is_in_it() -> None:
    told = speech(known=Known("C1"))
    assert "desk lamp" in told.order(Want("cancel_order", "20001", mark="Desk Lamp")).lower()
    assert "20001" not in told.order(Want("cancel_order", "20001"))


def test_an_address_is_said_with_its_region() -> None:
    assert speech().address(SALEM) == "4 Elm Row, Flat 3, Salem, OR 97301"


def test_a_value_that_says_too_little_has_its_name() -> None:
    boots = Thing("B", "B1", "Boots", {"waterproof": "yes", "size": "9"})
    for seed in range(10):
        assert "waterproof" in speech(seed=seed).options(boots, ["waterproof"])
        assert "size" in speech(seed=seed).options(boots, ["size"])


def test_the_fewest_options_that_tell_a_variant_apart() -> None:
    mine = {"size": "M", "colour": "red", "neck": "round"}
    others = [{**mine, "size": "L"}, {**mine, "colour": "blue"}]
    assert telling_options(mine, others) == ("size", "colour")
    assert telling_options(mine, []) == ()
    assert telling_options(mine, [dict(mine)]) == ()


def test_slips_leave_numbers_and_addresses_alone() -> None:
    text = "Please cancel my order #W1234567 for ann.poe@mail.example, postcode D01A123"
    slipped = mistyped(text, 1.0, WORDS["typing"]["neighbours"], Random(3))
    assert slipped != text
    for whole in ("#W1234567", "ann.poe@mail.example", "D01A123"):
        assert whole in slipped
    words, after = re.findall(r"\w+", text), re.findall(r"\w+", slipped)
    assert [one[0] for one in after[:3]] == [one[0] for one in words[:3]]
    assert mistyped(text, 0.0, [], Random(3)) == text


def test_who_they_are_is_typed_with_care() -> None:
    told = speech(STYLES["typos"])
    for _ in range(20):
        said = told.answer("who_name", careful=True, name=ANN.name, postcode=ANN.postcode)
        assert ANN.name in said
