"""Scripted customers: what they answer, when they say yes, and how they leave."""

from __future__ import annotations

from dataclasses import replace

import pytest
from counterpart import (
    ANN,
    CALM,
    CANCEL,
    LAMP,
    SWAP,
    ask,
    card,
    confirm,
    customer,
    hears,
)

from actions.simulate.customer import End
from actions.simulate.heard import Heard
from actions.simulate.style import STYLES
from actions.simulate.want import Known, Want
from actions.stores.customer import Address

HOME = Address("7 High Street", "Cork", "T12 B456", "IE")
MOVE = Want("change_order_address", "20001", address=HOME)
YES_WORDS = ("yes", "yep", "sure", "correct", "right", "ok")


def ends(someone: object) -> list[tuple[str, str]]:
    return [(one.end, one.why) for one in someone.endings]  # type: ignore[attr-defined]


def test_a_wish_is_followed_to_its_end_and_then_goodbye_is_said() -> None:
    someone = customer(CANCEL)
    assert someone.open()
    assert "ann" in hears(someone, ask("cancel_order", "who")).lower()
    assert "20001" in hears(someone, ask("cancel_order", "order"))
    reasons = {"no_longer_needed": "no longer needed", "other": "another reason"}
    hears(someone, ask("cancel_order", "reason", reasons))
    assert hears(someone, ask("cancel_order", "reason", reasons)) == "no longer needed"
    yes = hears(someone, confirm("cancel_order", "20001"))
    assert yes.lower().startswith(YES_WORDS)
    assert someone.yeses == [yes]
    hears(someone, card("done", "cancel_order"))
    assert someone.hear(Heard(("Bye!",))) is None
    assert ends(someone) == [(End.DONE, "")]
    assert someone.endings[0].content


@pytest.mark.parametrize("seed", range(5))
def test_yes_is_said_to_nothing_but_what_is_wanted(seed: int) -> None:
    someone = customer(SWAP, seed=seed)
    someone.open()
    for values in (
        ("Desk Lamp (black, battery) to black, battery", "gift card"),
        ("Mug to mains", "gift card"),
        ("Desk Lamp to mains", "your visa ending in 4455"),
    ):
        assert hears(someone, confirm("change_items", *values))
        assert someone.yeses == []
    hears(someone, confirm("change_items", "Desk Lamp to mains", "gift card", order_id="20009"))
    assert (someone.yeses, ends(someone)) == ([], [(End.GIVEN_UP, "wrong order was shown")])
    other = customer(SWAP, seed=seed)
    other.open()
    hears(other, confirm("change_items", "Desk Lamp (black, battery) to mains", "Gift card"))
    assert len(other.yeses) == 1


def test_a_wrong_address_is_put_right_in_words() -> None:
    someone = customer(MOVE)
    someone.open()
    said = hears(someone, confirm("change_order_address", "9 High Street, Cork T12 B456"))
    assert "7 High Street" in said
    hears(someone, confirm("change_order_address", "7 High Street, Cork T12 B456"))
    assert len(someone.yeses) == 1


@pytest.mark.parametrize(
    "shown",
    [
        "7 High Street, Crok T12 B456",
        "7 High Street, Pleasse Update, Cork T12 B456",
        "Cork T12 B456",
    ],
)
def test_an_address_with_another_town_or_a_stray_word_is_seen(shown: str) -> None:
    someone = customer(MOVE)
    someone.open()
    assert "7 High Street, Cork" in hears(someone, confirm("change_order_address", shown))
    hears(someone, confirm("change_order_address", "7 High Street, Cork T12 B456, Ireland"))
    assert len(someone.yeses) == 1


def test_a_slip_of_their_own_is_seen_when_it_is_shown() -> None:
    someone = customer(MOVE, style=replace(CALM, slips=1, detail=(0, 0, 1)))
    assert "9 High Street" in someone.open()
    said = hears(someone, confirm("change_order_address", "9 High Street, Cork T12 B456"))
    assert "7 High Street" in said


def test_more_of_an_order_than_was_named_is_not_agreed_to() -> None:
    someone = customer(Want("start_return", "20001", (LAMP,), others=("Mug",)))
    someone.open()
    hears(someone, confirm("start_return", "Desk Lamp (black, battery) and Mug"))
    assert someone.yeses == []
    hears(someone, confirm("start_return", "Desk Lamp (black, battery)"))
    assert len(someone.yeses) == 1


@pytest.mark.parametrize("seed", range(3))
def test_what_comes_is_read_behind_the_arrow(seed: int) -> None:
    someone = customer(SWAP, seed=seed)
    someone.open()
    hears(
        someone, confirm("change_items", "Desk Lamp (black, mains) → black, battery", "gift card")
    )
    assert someone.yeses == []
    hears(
        someone, confirm("change_items", "Desk Lamp (black, battery) → black, mains", "gift card")
    )
    assert len(someone.yeses) == 1


def test_another_thing_changed_besides_is_not_agreed_to() -> None:
    someone = customer(replace(SWAP, others=("Mug",)))
    someone.open()
    shown = "Desk Lamp (black, battery) to mains"
    hears(someone, confirm("change_items", shown, "Mug (small) to large", "gift card"))
    assert someone.yeses == []
    hears(someone, confirm("change_items", shown, "gift card"))
    assert len(someone.yeses) == 1


def test_a_complaint_is_sent_in_ones_own_words_alone() -> None:
    someone = customer(Want("complaint", "20001", text="The box was dirty and nobody answered."))
    someone.open()
    said = hears(someone, confirm("open_ticket", "I want to complain"))
    assert "The box was dirty" in said
    hears(someone, confirm("open_ticket", "the box was dirty and nobdy answered"))
    assert len(someone.yeses) == 1


def test_a_complaint_about_an_order_isnt_sent_without_it() -> None:
    someone = customer(Want("complaint", "20001", text="The box was dirty and nobody answered."))
    someone.open()
    shown = "The box was dirty and nobody answered."
    assert "20001" in hears(someone, confirm("open_ticket", shown, order_id=""))
    hears(someone, confirm("open_ticket", shown))
    assert len(someone.yeses) == 1


def test_a_claim_is_sent_for_the_thing_that_broke_alone() -> None:
    someone = customer(Want("warranty_claim", "20001", (LAMP,), text="It hums and goes out."))
    someone.open()
    said = hears(someone, confirm("open_ticket", "It hums and goes out.", "Mug"))
    assert "lamp" in said.lower()
    hears(someone, confirm("open_ticket", "It hums and goes out.", "Desk Lamp (black, battery)"))
    assert len(someone.yeses) == 1


def test_a_no_is_a_no_whether_the_goods_have_left_or_not() -> None:
    someone = customer(replace(SWAP, refused=True))
    someone.open()
    hears(someone, card("refused", "start_exchange"))
    assert ends(someone) == [(End.REFUSED, "")]


def test_a_question_is_answered_whatever_it_is_taken_for() -> None:
    someone = customer(SWAP)
    someone.open()
    assert "ann" in hears(someone, ask("start_exchange", "who")).lower()
    assert "gift card" in hears(someone, ask("change_payment", "method"))


def test_the_longer_it_is_asked_the_plainer_the_answer() -> None:
    someone = customer(SWAP, style=replace(CALM, patience=3))
    someone.open()
    labels = {"L-MNS": "black, mains, $25.50", "L-WHT": "white, mains, $19.00"}
    first = hears(someone, ask("change_items", "to", labels))
    assert "mains" in first
    assert "black" not in first
    assert "black" in hears(someone, ask("change_items", "to", labels))
    assert "black, mains, $25.50" in hears(someone, ask("change_items", "to", labels))
    hears(someone, ask("change_items", "to", labels))
    assert ends(someone) == [(End.GIVEN_UP, "asked for to again and again")]


def test_an_order_is_chosen_among_those_shown_by_whoever_has_no_number() -> None:
    nameless = Known("C1", "Ann Poe", "", "97301")
    for seed in range(6):
        someone = customer(CANCEL, known=nameless, seed=seed)
        someone.open()
        shown = {"20009": "20009, a mug", "20001": "20001, a lamp"}
        said = hears(someone, ask("cancel_order", "order", shown))
        assert "20001" in said or "second" in said


def test_the_rude_argue_with_a_refusal_and_then_take_it() -> None:
    someone = customer(replace(CANCEL, refused=True), CANCEL, style=STYLES["rude"])
    someone.open()
    refusal = card("refused", "cancel_order")
    assert hears(someone, refusal) != hears(someone, refusal)
    assert ends(someone) == []
    hears(someone, refusal)
    assert ends(someone) == [(End.REFUSED, "")]
    assert someone.endings[0].content


def test_a_refusal_of_what_is_allowed_is_no_good_end() -> None:
    someone = customer(CANCEL)
    someone.open()
    hears(someone, card("refused", "cancel_order"))
    hears(someone, card("refused", "cancel_order"))
    assert ends(someone) == [(End.GIVEN_UP, "refused")]
    assert not someone.endings[0].content


def test_what_can_not_be_had_is_left_when_it_is_asked_for_again() -> None:
    someone = customer(replace(CANCEL, refused=True))
    someone.open()
    hears(someone, ask("cancel_order", "order"))
    hears(someone, ask("cancel_order", "order"))
    hears(someone, card("aborted", "cancel_order"))
    assert ends(someone) == [(End.REFUSED, "")]


def test_second_thoughts_end_with_the_wish_after_all() -> None:
    someone = customer(CANCEL, style=replace(CALM, second_thoughts=1))
    someone.open()
    hears(someone, confirm("cancel_order", "20001"))
    assert someone.yeses == []
    assert "20001" in hears(someone, card("aborted", "cancel_order"))
    hears(someone, confirm("cancel_order", "20001"))
    assert len(someone.yeses) == 1


def test_a_digression_is_asked_once_and_then_the_matter_goes_on() -> None:
    someone = customer(CANCEL, style=replace(CALM, digress=2))
    someone.open()
    assert hears(someone, ask("cancel_order", "who")).endswith("?")
    assert hears(someone, {"text": "We ship to 28 countries."})
    assert "ann" in hears(someone, ask("cancel_order", "who")).lower()


def test_patience_ends_where_nothing_is_understood() -> None:
    someone = customer(CANCEL)
    said = {someone.open()}
    for _ in range(CALM.patience + 1):
        said.add(hears(someone, {"text": "Pardon?"}))
    assert ends(someone) == [(End.GIVEN_UP, "not understood")]
    assert len(said) > 3


def test_an_order_is_told_where_its_card_is_shown() -> None:
    someone = customer(Want("order_status", "20001"), Want("human"))
    someone.open()
    order = {"text": "On its way.", "custom": {"type": "order", "order": {"order_id": "20001"}}}
    hears(someone, order)
    hears(someone, {"text": "A colleague is coming.", "custom": {"type": "handoff"}})
    assert ends(someone) == [(End.TOLD, ""), (End.TOLD, "")]


def test_who_has_an_email_alone_says_it() -> None:
    someone = customer(CANCEL, known=Known("C1", "Ann Poe", ANN.email))
    someone.open()
    for _ in range(2):
        assert ANN.email in hears(someone, ask("cancel_order", "who"))
