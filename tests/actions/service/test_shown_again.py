"""What waits for a yes is the same after a question in between, and another after a correction."""

from __future__ import annotations

from typing import Any

from visiting import Visitor

from actions.service import Confirm, Done, Outcome


def shown(outcomes: tuple[Outcome, ...]) -> Any:
    assert len(outcomes) == 1, outcomes
    assert isinstance(outcomes[0], Confirm), outcomes
    return outcomes[0]


def test_a_question_in_between_prepares_nothing_anew(ada: Visitor) -> None:
    first = shown(ada.say("cancel_order", "cancel order 20001, ordered by mistake"))
    ada.shop.clock.pass_by(minutes=10)
    assert ada.say("policy", "how long does a refund take?") == ()
    back = ada.back()
    assert isinstance(back, Confirm)
    assert back.operation == first.operation
    unclear = shown(ada.say("clarify", "hmm"))
    assert (unclear.unclear, unclear.operation) == (True, first.operation)
    assert isinstance(ada.say("affirm", "yes")[0], Done)
    assert ada.shop.audit() == ["prepared", "confirmed", "done"]


def test_its_time_goes_on_running(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    ada.shop.clock.pass_by(minutes=10)
    ada.say("policy", "how long does a refund take?")
    assert ada.back() is not None
    ada.shop.clock.pass_by(minutes=10)
    again = shown(ada.say("affirm", "yes"))
    assert again.again
    assert ada.shop.state("20001") == "pending"
    assert ada.shop.audit() == ["prepared", "expired", "prepared"]


def test_a_correction_is_prepared_anew(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    other = shown(ada.say("inform", "no, order 20005"))
    assert other.operation.order_id == "20005"
    assert ada.shop.audit() == ["prepared", "replaced", "prepared"]
