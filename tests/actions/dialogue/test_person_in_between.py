"""A person asked for in the middle of each service: what is told, kept, and taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.dialogue import Services
from actions.dialogue.answer import Answer
from actions.operations.schema import OperationRow
from tests.actions.dialogue.talking import Conversation
from tests.actions.dialogue.test_human_action import Desks, clock, desks  # noqa: F401 - fixtures

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADA = "declan.okafor@postbox.example, V94 Y8E3"
Steps = Sequence[tuple[str, str]]
IN_THE_MIDDLE: list[tuple[str, Steps]] = [
    ("who", [("cancel_order", "cancel my order")]),
    ("who", [("order_status", "where is my order")]),
    ("who", [("return_item", "I want to send something back")]),
    ("who", [("exchange_item", "I'd like to exchange something")]),
    ("who", [("refund_status", "where is my refund")]),
    ("who", [("change_payment", "I'd like to pay another way")]),
    ("who", [("invoice", "I need my invoice")]),
    ("who", [("complaint", "I want to make a complaint")]),
    (
        "which_address",
        [("change_address", "change my address"), ("inform", "Declan Okafor, V94 Y8E3")],
    ),
    ("code", [("gift_card", "what is left on my gift card")]),
    ("order", [("cancel_order", "cancel my order"), ("inform", "Declan Okafor, V94 Y8E3")]),
    ("reason", [("cancel_order", "cancel order 10023"), ("inform", ADA)]),
    ("address", [("change_address", "send order 10023 somewhere else"), ("inform", ADA)]),
    ("items", [("change_items", "swap something in 10023"), ("inform", ADA)]),
    (
        "to",
        [("exchange_item", "another jacket in 10041"), ("inform", "elodie.moreau@inkwell.example")],
    ),
    ("yes", [("cancel_order", f"cancel 10023, found it cheaper, {ADA}")]),
    (
        "yes",
        [
            ("complaint", f"a complaint about order 10023. {ADA}"),
            ("inform", "nobody answers my letters"),
        ],
    ),
    ("yes", [("invoice", f"the invoice of 10145 please, {ADA}, order 10145")]),
]


def asks(answer: Answer) -> str:
    return str((answer.parts[-1].custom or {}).get("asks", ""))


def operations(services: Services, sender_id: str) -> list[str]:

    mine = select(OperationRow.state).where(OperationRow.sender_id == sender_id)
    with Session(services.store.engine) as session:
        return list(session.scalars(mine))


@pytest.mark.parametrize(("need", "steps"), IN_THE_MIDDLE)
async def test_it_is_told_kept_and_taken_up_again(
    desks: Desks,  # noqa: F811
    clock: Any,  # noqa: F811
    need: str,
    steps: Steps,
) -> None:
    clock(24, 11)
    talk = await desks.talk()
    for intent, text in steps:
        answer = await talk.say(intent, text)
    assert asks(answer) == need, answer.parts[-1].text
    (handed,) = (await talk.say("human", "let me talk to a person")).parts
    assert "colleague" in handed.text
    assert "where were we" in handed.text
    handoffs = talk.services.handoffs
    assert handoffs is not None
    handoff = handoffs.cases.current(talk.sender_id)
    assert handoff is not None
    assert handoff.told["under_way"]["waits_for"] == need
    (line,) = [one for one in handoff.summary.splitlines() if one.startswith("Under way")]
    assert "waits for" in line
    assert asks(await talk.say("thanks", "thanks")) == ""
    assert asks(await talk.say("resume", "where were we?")) == need


async def test_an_ok_to_the_handover_cancels_nothing(
    desks: Desks,  # noqa: F811
    clock: Any,  # noqa: F811
) -> None:
    clock(24, 11)
    talk = await desks.talk()
    await talk.say("cancel_order", f"cancel 10023, found it cheaper, {ADA}")
    (handed,) = (await talk.say("human", "let me talk to a person")).parts
    assert "not done" in handed.text or "done nothing" in handed.text
    shown = await talk.say("affirm", "ok")
    assert asks(shown) == "yes"
    assert operations(talk.services, talk.sender_id) == ["prepared"]


async def test_nor_does_an_ok_to_a_goodbye(brisk: Conversation) -> None:
    await brisk.say("cancel_order", f"cancel 10023, found it cheaper, {ADA}")
    await brisk.say("goodbye", "bye for now")
    assert asks(await brisk.say("affirm", "ok")) == "yes"
    assert "done" not in operations(brisk.services, brisk.sender_id)
