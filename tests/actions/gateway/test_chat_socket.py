"""The WebSocket: its frames, their order, and what a dropped line leaves behind."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError


async def frames(socket: Any, message_id: str) -> list[dict[str, Any]]:
    """Until `done` or `error` of that message."""
    got = []
    while True:
        frame = await socket.receive_json(timeout=5)
        got.append(frame)
        if frame["type"] in ("done", "error") and frame.get("id") == message_id:
            return got


def say(message_id: str, text: str) -> dict[str, str]:
    return {"type": "message", "id": message_id, "text": text}


async def test_typing_then_messages_then_done(stand: Any) -> None:
    socket, _ = await stand.hello()
    await socket.send_json(say("m1", "act action_cards"))
    typing, first, second, done = await frames(socket, "m1")
    assert typing == {"type": "typing", "id": "m1"}
    assert first["custom"]["type"] == "products"
    assert [first["index"], second["index"]] == [0, 1]
    assert {first["turn_id"], second["turn_id"]} == {done["turn_id"]}


async def test_several_messages_are_answered_in_order(stand: Any) -> None:
    socket, _ = await stand.hello()
    for n in range(4):
        await socket.send_json(say(f"m{n}", f"wait {n}"))
    got = await frames(socket, "m3")
    texts = [frame["text"] for frame in got if frame["type"] == "message"]
    assert texts == [f"You said: wait {n}" for n in range(4)]


async def test_a_session_goes_on_where_it_stopped(stand: Any) -> None:
    socket, session = await stand.hello()
    await socket.send_json(say("m1", "one"))
    await frames(socket, "m1")
    await socket.close()
    again, _ = await stand.hello(session)
    await again.send_json(say("m2", "two"))
    await frames(again, "m2")
    assert stand.rasa.calls[0]["sender"] == stand.rasa.calls[1]["sender"]


async def test_a_line_that_drops_in_a_turn_gets_the_answer_at_the_next_hello(stand: Any) -> None:
    socket, session = await stand.hello()
    await socket.send_json(say("m1", "slow and steady"))
    await stand.until(lambda: stand.rasa.calls)
    await socket.close()
    again, _ = await stand.hello(session)
    stand.rasa.released.set()
    got = await frames(again, "m1")
    assert [frame["type"] for frame in got] == ["message", "done"]
    assert got[0]["text"] == "You said: slow and steady"


async def test_an_answer_that_came_while_nobody_listened_is_kept(stand: Any) -> None:
    socket, session = await stand.hello()
    await socket.send_json(say("m1", "slow"))
    await stand.until(lambda: stand.rasa.calls)
    await socket.close()
    stand.rasa.released.set()
    await stand.until(lambda: stand.parts.gateway.queues.depth == 0)
    again, _ = await stand.hello(session)
    assert (await frames(again, "m1"))[0]["text"] == "You said: slow"


async def test_what_the_client_has_shown_to_have_is_not_sent_again(stand: Any) -> None:
    socket, session = await stand.hello()
    await socket.send_json(say("m1", "one"))
    await frames(socket, "m1")
    await socket.send_json({"type": "ping"})
    assert await socket.receive_json() == {"type": "pong"}
    await socket.close()
    again, _ = await stand.hello(session)
    await again.send_json({"type": "ping"})
    assert await again.receive_json(timeout=5) == {"type": "pong"}


async def test_a_message_sent_again_after_a_reconnect_is_answered_once(stand: Any) -> None:
    socket, session = await stand.hello()
    await socket.send_json(say("m1", "slow"))
    await stand.until(lambda: stand.rasa.calls)
    await socket.close()
    again, _ = await stand.hello(session)
    await again.send_json(say("m1", "slow"))
    stand.rasa.released.set()
    await frames(again, "m1")
    assert len(stand.rasa.calls) == 1


async def test_another_session_does_not_get_the_answer(stand: Any) -> None:
    socket, _ = await stand.hello()
    await socket.send_json(say("m1", "slow"))
    await stand.until(lambda: stand.rasa.calls)
    await socket.close()
    stranger, _ = await stand.hello()
    stand.rasa.released.set()
    await stand.until(lambda: stand.parts.gateway.queues.depth == 0)
    await stranger.send_json({"type": "ping"})
    assert await stranger.receive_json(timeout=5) == {"type": "pong"}


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("not json", "bad_input"),
        (json.dumps([1]), "invalid"),
        (json.dumps({"type": "shout"}), "invalid"),
        (json.dumps({"type": "message", "id": "m1"}), "invalid"),
        (json.dumps({"type": "message", "id": "", "text": "x"}), "invalid"),
        (json.dumps({"type": "hello", "customer_id": "c-1"}), "invalid"),
        (json.dumps({"type": "message", "id": "m1", "text": "x" * 3000}), "too_large"),
        (json.dumps({"type": "message", "id": "m1", "text": "x" * 1_000_000}), "too_large"),
        (json.dumps({"type": "message", "id": "m1", "text": "\ud800"}), "bad_input"),
    ],
)
async def test_a_wrong_frame_is_an_error_and_the_line_stays(
    stand: Any, sent: str, code: str
) -> None:
    socket, _ = await stand.hello()
    await socket.send_str(sent)
    frame = await socket.receive_json(timeout=5)
    assert frame["type"] == "error"
    assert frame["error"]["code"] == code
    assert frame["error"]["message"]
    await socket.send_json(say("m2", "fine"))
    assert (await frames(socket, "m2"))[-1]["type"] == "done"


async def test_a_message_before_hello_is_refused(stand: Any) -> None:
    socket = await stand.client.ws_connect("/chat")
    await socket.send_json(say("m1", "hi"))
    frame = await socket.receive_json(timeout=5)
    assert (frame["type"], frame["id"]) == ("error", "m1")
    assert not stand.rasa.calls


async def test_the_rate_limit_says_when_to_come_back(make_stand: Any) -> None:
    stand = await make_stand(session_burst=1, session_rate=0.1)
    socket, _ = await stand.hello()
    await socket.send_json(say("m1", "one"))
    await socket.send_json(say("m2", "two"))
    error = next(f for f in await frames(socket, "m2") if f["type"] == "error")["error"]
    assert error["code"] == "too_many"
    assert error["retry_after_s"] == 10
    assert error["message"] == stand.parts.sentences.errors["too_many"]


async def test_a_full_line_is_refused_in_its_own_message(make_stand: Any) -> None:
    stand = await make_stand(waiting_messages=1)
    socket, _ = await stand.hello()
    await socket.send_json(say("m1", "slow"))
    await stand.until(lambda: stand.rasa.calls)
    await socket.send_json(say("m2", "two"))
    refused = (await frames(socket, "m2"))[-1]
    assert refused["error"]["code"] == "too_many"
    stand.rasa.released.set()
    assert (await frames(socket, "m1"))[-1]["type"] == "done"


async def test_a_page_of_a_foreign_site_may_not_open_a_line(make_stand: Any) -> None:
    stand = await make_stand(server={"embed_origins": ("https://shop.example",)})
    with pytest.raises(WSServerHandshakeError) as refused:
        await stand.client.ws_connect("/chat", headers={"Origin": "https://evil.example"})
    assert refused.value.status == 403
    for origin in ("https://shop.example", str(stand.client.make_url("")).rstrip("/")):
        socket = await stand.client.ws_connect("/chat", headers={"Origin": origin})
        await socket.close()


async def test_a_server_that_stops_lets_the_answer_out_first(stand: Any) -> None:
    socket, _ = await stand.hello()
    await socket.send_json(say("m1", "slow"))
    await stand.until(lambda: stand.rasa.calls)
    stand.stopping.set()
    await asyncio.sleep(0)
    stand.rasa.released.set()
    assert (await frames(socket, "m1"))[-1]["type"] == "done"
    assert (await socket.receive(timeout=5)).type is WSMsgType.CLOSE
