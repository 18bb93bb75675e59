"""Chatwoot's API channel, against a stand-in built from its documentation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from chatwoot_stand_in import ACCOUNT, INBOX, ChatwootStandIn
from databases import fresh_database

from tests.actions.handoff.far_side import SECRET


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """One database: what is kept, and how, is tested on both beside this."""
    with fresh_database("sqlite", tmp_path) as url:
        yield url


@pytest.fixture
async def chatwoot() -> AsyncIterator[ChatwootStandIn]:
    stand_in = ChatwootStandIn(secret=SECRET)
    async with TestServer(stand_in.app()) as server:
        stand_in.url = str(server.make_url("")).rstrip("/")
        yield stand_in


@pytest.fixture
async def desk(make_desk: Any, chatwoot: Any) -> Any:
    made = await make_desk(to="chatwoot", url=chatwoot.url, account_id=ACCOUNT, inbox_id=INBOX)
    chatwoot.webhook_url = str(made.stand.client.make_url("/webhooks/chatwoot"))
    return made


async def session_of(desk: Any) -> str:
    return str((await (await desk.stand.say("hello")).json())["session"])


async def said_to(desk: Any, session: str, text: str) -> list[str]:
    answer = await desk.stand.say(text, session)
    assert answer.status == 200
    return [message["text"] for message in (await answer.json())["messages"]]


async def until(desk: Any, condition: Any) -> None:
    await desk.stand.until(condition)


async def state(desk: Any, handoff_id: str) -> str:
    return str((await (await desk.call("GET", f"/{handoff_id}")).json())["state"])


async def test_an_agent_reads_answers_and_resolves(desk: Any, chatwoot: ChatwootStandIn) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    briefing, *_ = chatwoot.said()
    assert briefing == ("note", "Wants a tent.\n\nhello\n\n> You said: hello")
    await said_to(desk, session, "for two")
    await until(desk, lambda: len(chatwoot.said()) == 3)
    assert chatwoot.said()[1:] == [("customer", "for two"), ("note", "> You said: for two")]

    assert await chatwoot.agent_says("Which colour?") == 200
    assert await state(desk, handoff_id) == "taken"
    told = await said_to(desk, session, "green")
    assert told[1:] == ["Which colour?"]
    assert "Maeve" in told[0]
    await until(desk, lambda: chatwoot.said()[-1] == ("customer", "green"))

    assert await chatwoot.agent_sets("resolved") == 200
    assert await state(desk, handoff_id) == "closed"
    assert (await said_to(desk, session, "bye"))[-1] == "You said: bye"
    assert chatwoot.refused == []


async def test_pending_hands_back_to_the_assistant(desk: Any, chatwoot: ChatwootStandIn) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    await chatwoot.agent_says("One moment.")
    await chatwoot.agent_sets("open")
    assert await state(desk, handoff_id) == "taken"
    await chatwoot.agent_sets("pending")
    assert await state(desk, handoff_id) == "closed"
    assert desk.handoffs.wording.handed_back in await said_to(desk, session, "hm")


async def test_a_customer_who_goes_back_resolves_it_there(
    desk: Any, chatwoot: ChatwootStandIn
) -> None:
    session = await session_of(desk)
    await desk.opened(session)
    await chatwoot.agent_says("Hello!")
    await said_to(desk, session, "back to the assistant")
    await until(desk, lambda: chatwoot.only()["status"] == "resolved")
    assert ("customer", "back to the assistant") in chatwoot.said()


async def test_notes_and_what_the_customer_said_do_not_come_back_as_answers(
    desk: Any, chatwoot: ChatwootStandIn
) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    await chatwoot.agent_says("between us: difficult", private=True)
    conversation = chatwoot.shown(chatwoot.only())
    event = {"event": "message_created", "id": 1, "content": "hello", "conversation": conversation}
    await chatwoot.post(event | {"message_type": "incoming"})
    await chatwoot.post(event | {"message_type": "outgoing", "content": None})
    await chatwoot.post({"event": "conversation_created", "id": conversation["id"]})
    assert await state(desk, handoff_id) == "waiting"
    assert await said_to(desk, session, "x") == ["You said: x"]


async def test_an_event_told_twice_is_one_answer(desk: Any, chatwoot: ChatwootStandIn) -> None:
    session = await session_of(desk)
    await desk.opened(session)
    event = {
        "event": "message_created", "id": 55, "content": "once", "message_type": "outgoing",
        "private": False, "conversation": {"id": chatwoot.only()["id"]},
    }  # fmt: skip
    for _ in range(3):
        assert await chatwoot.post(event) == 200
    assert (await said_to(desk, session, "x"))[1:] == ["once"]


async def test_only_chatwoot_is_believed(desk: Any, chatwoot: ChatwootStandIn) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    event = {
        "event": "message_created", "id": 56, "content": "gotcha", "message_type": "outgoing",
        "private": False, "conversation": {"id": chatwoot.only()["id"]},
    }  # fmt: skip
    assert await chatwoot.post(event, secret="") == 401
    assert await chatwoot.post(event, secret="wrong") == 401
    assert await chatwoot.post(event, age_s=301) == 401
    assert await chatwoot.post(event, secret="", query="?key=wrong") == 401
    assert await chatwoot.post(event, secret="wrong", query=f"?key={SECRET}") == 401
    assert await state(desk, handoff_id) == "waiting"
    assert await chatwoot.post(event, secret="", query=f"?key={SECRET}") == 200
    assert await state(desk, handoff_id) == "taken"


async def test_an_event_about_a_strangers_conversation_is_none_of_ours(
    desk: Any, chatwoot: ChatwootStandIn
) -> None:
    event = {
        "event": "message_created", "id": 57, "content": "hi", "message_type": "outgoing",
        "private": False, "conversation": {"id": 9999},
    }  # fmt: skip
    assert await chatwoot.post(event) == 200
    named = {"id": 9999, "additional_attributes": {"storeclerk_handoff": "nothing"}}
    assert await chatwoot.post(event | {"conversation": named}) == 200
    for odd in ({}, {"event": "message_created"}, {"event": "x", "conversation": 5}):
        assert await chatwoot.post(odd) == 200


async def test_down_for_a_while_it_gets_all_in_order_and_once(
    desk: Any, chatwoot: ChatwootStandIn
) -> None:
    session = await session_of(desk)
    chatwoot.is_down = True
    sender_id = await desk.sender_of(session)
    opened = await desk.handoffs.open(sender_id, "asked", "Wants a tent.")
    assert not opened.reached
    for n in range(3):
        await said_to(desk, session, f"line {n}")
    assert chatwoot.conversations == {}
    chatwoot.is_down = False
    await until(desk, lambda: chatwoot.conversations and len(chatwoot.said()) == 7)
    assert [text for who, text in chatwoot.said() if who == "customer"] == [
        "line 0",
        "line 1",
        "line 2",
    ]


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """It isn't about how long the pauses are: `test_outbox.py` is."""
    monkeypatch.setattr("actions.handoff.outbox.FIRST_PAUSE_S", 0.02)


@pytest.mark.parametrize("stumbles", [1, 2, 3, 4, 5])
@pytest.mark.usefixtures("hasty")
async def test_what_it_did_and_did_not_acknowledge_is_not_done_again(
    desk: Any, chatwoot: ChatwootStandIn, stumbles: int
) -> None:
    """Contact, conversation, note, message: each made, and then answered with an error."""
    session = await session_of(desk)
    chatwoot.stumbles = stumbles
    await desk.handoffs.open(await desk.sender_of(session), "asked", "Wants a tent.")
    await said_to(desk, session, "same words")
    await said_to(desk, session, "same words")
    await until(desk, lambda: chatwoot.conversations and len(chatwoot.said()) >= 5)
    assert len(chatwoot.contacts) == len(chatwoot.conversations) == 1
    assert [text for who, text in chatwoot.said() if who == "customer"] == 2 * ["same words"]
    assert [who for who, _ in chatwoot.said()] == ["note", *2 * ["customer", "note"]]


async def test_a_second_handoff_of_a_customer_is_another_conversation(
    desk: Any, chatwoot: ChatwootStandIn
) -> None:
    session = await session_of(desk)
    await desk.post(f"/{await desk.opened(session)}/close")
    await until(desk, lambda: chatwoot.only()["status"] == "resolved")
    await desk.opened(session)
    assert len(chatwoot.contacts) == 1
    assert len(chatwoot.conversations) == 2
