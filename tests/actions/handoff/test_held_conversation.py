"""Who has the conversation: customer, assistant and colleague over the real gateway, on both
databases."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest


async def session_of(desk: Any, text: str = "hello") -> str:
    return str((await (await desk.stand.say(text)).json())["session"])


async def said_to(desk: Any, session: str, text: str, **more: Any) -> list[dict[str, Any]]:
    answer = await desk.stand.say(text, session, **more)
    assert answer.status == 200, await answer.text()
    messages: list[dict[str, Any]] = (await answer.json())["messages"]
    return messages


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [message["text"] for message in messages]


def heard(desk: Any) -> list[str]:
    """What reached Rasa."""
    return [call["message"] for call in desk.stand.rasa.calls]


async def news(socket: Any, count: int) -> list[dict[str, Any]]:
    """The next frames that are messages."""
    got: list[dict[str, Any]] = []
    while len(got) < count:
        frame = await socket.receive_json(timeout=10)
        if frame["type"] == "message":
            got.append(frame)
    return got


async def silence(socket: Any) -> None:
    """Nothing has come before this."""
    await socket.send_json({"type": "ping"})
    assert await socket.receive_json(timeout=10) == {"type": "pong"}


async def test_while_it_waits_the_assistant_answers_and_the_colleague_sees_it(desk: Any) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    assert texts(await said_to(desk, session, "a tent?")) == ["You said: a tent?"]
    assert await desk.lines(handoff_id) == [
        ("customer", "hello"),
        ("assistant", "You said: hello"),
        ("customer", "a tent?"),
        ("assistant", "You said: a tent?"),
    ]


async def test_a_shop_may_want_silence_while_it_waits(make_desk: Any) -> None:
    desk = await make_desk(while_waiting="silence")
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    assert await said_to(desk, session, "still there?") == []
    assert heard(desk) == ["hello"]
    assert (await desk.lines(handoff_id))[-1] == ("customer", "still there?")


async def test_taken_the_assistant_is_silent_until_it_is_handed_back(desk: Any) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    taken = await desk.post(f"/{handoff_id}/take", {"by": "Maeve"})
    assert (taken["state"], taken["taken_by"]) == ("taken", "Maeve")
    (joined,) = await said_to(desk, session, "is it dry?")
    assert "Maeve" in joined["text"]
    assert joined["custom"] == {"type": "notice", "state": "taken", "by": "Maeve"}
    await desk.post(f"/{handoff_id}/messages", {"text": "It is, to 3,000 mm.", "by": "Maeve"})
    (answer,) = await said_to(desk, session, "thanks")
    assert answer["text"] == "It is, to 3,000 mm."
    assert answer["custom"] == {"type": "human", "name": "Maeve"}
    assert heard(desk) == ["hello"]
    await desk.post(f"/{handoff_id}/hand-back")
    back, echo = await said_to(desk, session, "and a stove?")
    assert back["text"] == desk.handoffs.wording.handed_back
    assert echo["text"] == "You said: and a stove?"
    assert [text for author, text in await desk.lines(handoff_id) if author == "customer"] == [
        "hello",
        "is it dry?",
        "thanks",
    ]


async def test_the_customer_can_go_back_to_the_assistant(desk: Any) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    await desk.post(f"/{handoff_id}/take")
    _, back = await said_to(desk, session, "Back to the assistant, please.")
    assert back["text"] == desk.handoffs.wording.back
    told = await (await desk.call("GET", f"/{handoff_id}")).json()
    assert (told["state"], told["closed_by"]) == ("closed", "customer")
    assert texts(await said_to(desk, session, "a tent")) == ["You said: a tent"]
    refused = await desk.call("POST", f"/{handoff_id}/messages", {"text": "hello?"})
    assert refused.status == 409
    assert (await refused.json())["error"]["code"] == "handoff_closed"


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to go back to the bot",
        "please never give me the bot",
        "the box said to send it back to the assistant manager of your store, is that so?",
    ],
)
async def test_what_only_names_the_assistant_stays_with_the_colleague(desk: Any, text: str) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    await desk.post(f"/{handoff_id}/take")
    await said_to(desk, session, text)
    assert (await desk.lines(handoff_id))[-1] == ("customer", text)
    assert heard(desk) == ["hello"]


async def test_a_colleagues_words_reach_an_open_line_at_once_and_once(desk: Any) -> None:
    socket, session = await desk.stand.hello()
    handoff_id = await desk.opened(session)
    for n in range(3):
        body = {"text": f"line {n}", "by": "Maeve", "id": f"h-{n}"}
        await desk.post(f"/{handoff_id}/messages", body)
        await desk.post(f"/{handoff_id}/messages", body)
    got = await news(socket, 4)
    assert texts(got)[1:] == ["line 0", "line 1", "line 2"]
    assert [message["turn_id"] for message in got][1:] == ["h-0", "h-1", "h-2"]
    await silence(socket)


async def test_what_a_line_missed_comes_at_the_next_hello_until_it_is_seen(desk: Any) -> None:
    socket, session = await desk.stand.hello()
    handoff_id = await desk.opened(session)
    await socket.close()
    for n in range(2):
        await desk.post(f"/{handoff_id}/messages", {"text": f"line {n}", "id": f"h-{n}"})
    again, _ = await desk.stand.hello(session)
    first = await news(again, 3)
    await again.close()
    again, _ = await desk.stand.hello(session)
    assert await news(again, 3) == first
    await again.send_json({"type": "seen", "turn_ids": [m["turn_id"] for m in first[:2]]})
    await silence(again)
    await again.close()
    again, _ = await desk.stand.hello(session)
    assert await news(again, 1) == first[2:]
    await silence(again)


async def test_a_stranger_neither_gets_nor_acknowledges_it(desk: Any) -> None:
    _, session = await desk.stand.hello()
    handoff_id = await desk.opened(session)
    await desk.post(f"/{handoff_id}/messages", {"text": "for you alone", "id": "h-1"})
    stranger, _ = await desk.stand.hello()
    await stranger.send_json({"type": "seen", "turn_ids": ["h-1"]})
    await silence(stranger)
    again, _ = await desk.stand.hello(session)
    assert texts(await news(again, 2))[1] == "for you alone"


async def test_a_caller_without_a_line_gets_it_with_the_next_answer(desk: Any) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    await desk.post(f"/{handoff_id}/messages", {"text": "one", "by": "Maeve"})
    first = await said_to(desk, session, "hm", id="m-1")
    assert texts(first)[1:] == ["one"]
    assert await said_to(desk, session, "hm", id="m-1") == first
    await desk.post(f"/{handoff_id}/messages", {"text": "two", "by": "Maeve"})
    assert texts(await said_to(desk, session, "yes", id="m-2")) == ["two"]
    assert await said_to(desk, session, "ok", id="m-3") == []


async def test_it_can_be_asked_for_without_saying_anything(desk: Any) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    headers = {"Authorization": f"Bearer {session}"}

    async def asked(after: str = "") -> list[dict[str, Any]]:
        answer = await desk.stand.client.get(f"/chat/messages?after={after}", headers=headers)
        assert answer.status == 200
        messages: list[dict[str, Any]] = (await answer.json())["messages"]
        return messages

    assert await asked() == []
    await desk.post(f"/{handoff_id}/messages", {"text": "one", "id": "h-1"})
    await desk.post(f"/{handoff_id}/messages", {"text": "two", "id": "h-2"})
    assert texts(await asked())[1:] == texts(await asked())[1:] == ["one", "two"]
    assert texts(await asked("h-1")) == ["two"]
    assert await asked("h-2") == []
    assert (await desk.stand.client.get("/chat/messages")).status == 401
    by_admin = await desk.stand.client.get("/chat/messages", headers=desk.stand.admin())
    assert by_admin.status == 401


async def test_a_message_sent_again_after_a_restart_is_kept_once(desk: Any, make_desk: Any) -> None:
    """The second server knows of the first by the database alone."""
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    await desk.post(f"/{handoff_id}/take")
    sender_id = await desk.sender_of(session)
    for server in (desk, await make_desk()):
        assert await server.handoffs.hold(sender_id, "m-1", "are you there?") == []
    lines = [text for author, text in await desk.lines(handoff_id) if author == "customer"]
    assert lines == ["hello", "are you there?"]


async def test_many_messages_at_once_are_kept_in_the_order_they_came(desk: Any) -> None:
    socket, session = await desk.stand.hello()
    handoff_id = await desk.opened(session)
    await desk.post(f"/{handoff_id}/take")
    for n in range(6):
        await socket.send_json({"type": "message", "id": f"m{n}", "text": f"line {n}"})
    done = 0
    while done < 6:
        done += (await socket.receive_json(timeout=10))["type"] == "done"
    kept = [text for author, text in await desk.lines(handoff_id) if author == "customer"]
    assert kept == [f"line {n}" for n in range(6)]


async def test_both_sides_at_once_lose_nothing(desk: Any) -> None:
    socket, session = await desk.stand.hello()
    handoff_id = await desk.opened(session)
    await desk.post(f"/{handoff_id}/take", {"by": "Maeve"})
    sender_id = await desk.sender_of(session)
    await asyncio.gather(
        *(desk.handoffs.hold(sender_id, f"m{n}", f"c{n}") for n in range(8)),
        *(desk.handoffs.say(handoff_id, f"h{n}", "Maeve", f"h{n}") for n in range(8)),
    )
    got = texts(await news(socket, 9))
    lines = await desk.lines(handoff_id)
    assert sorted(text for author, text in lines if author == "customer") == [
        f"c{n}" for n in range(8)
    ]
    assert got[1:] == [text for author, text in lines if author == "human"]


async def test_the_desk_needs_the_admins_token_or_its_own(desk: Any) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    calls = (("GET", ""), ("GET", f"/{handoff_id}"), ("POST", f"/{handoff_id}/take"))
    for token, status in ((session, 403), ("nonsense", 401)):
        for method, path in calls:
            assert (await desk.call(method, path, {}, token)).status == status
    assert (await desk.stand.client.get("/api/handoffs")).status == 401
    assert (await desk.call("POST", f"/{handoff_id}/take", {}, "the desk's own")).status == 200
    assert (await desk.call("GET", "", None, "the desk's own")).status == 200
    admin_only = {"Authorization": "Bearer the desk's own"}
    assert (await desk.stand.client.get("/api/searches", headers=admin_only)).status == 401


async def test_what_can_not_be_done_is_told(desk: Any) -> None:
    session = await session_of(desk)
    handoff_id = await desk.opened(session)
    await desk.post(f"/{handoff_id}/take", {"by": "Maeve"})
    refused = await desk.call("POST", f"/{handoff_id}/take", {"by": "Rory"})
    assert (refused.status, (await refused.json())["error"]["code"]) == (409, "handoff_taken")
    assert (await desk.call("GET", "/nothing")).status == 404
    assert (await desk.call("POST", f"/{handoff_id}/messages", {"text": " "})).status == 400
    assert (await desk.call("POST", f"/{handoff_id}/messages", {"txt": "x"})).status == 422
    assert (await desk.call("GET", "?state=lost")).status == 422


async def test_all_of_a_sender_is_erased(desk: Any) -> None:
    session = await session_of(desk)
    await desk.opened(session)
    await desk.handoffs.erase(await desk.sender_of(session))
    listed = await (await desk.call("GET", "")).json()
    assert listed == {"handoffs": []}
