"""`POST /chat/messages`, end to end with a stand-in Rasa."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from actions.gateway.sentences import Sentences


async def test_an_answer_carries_session_turn_and_place(stand: Any) -> None:
    answer = await stand.say("hello")
    body = await answer.json()
    assert answer.status == 200
    assert body["messages"] == [{"turn_id": body["turn_id"], "index": 0, "text": "You said: hello"}]
    assert body["session"].count(".") == 2
    assert stand.rasa.calls[0]["metadata"]["turn_id"] == body["turn_id"]


async def test_the_trace_id_of_the_request_reaches_rasa(stand: Any) -> None:
    headers = {"X-Trace-Id": "trace-of-mine-1"}
    answer = await stand.client.post("/chat/messages", json={"text": "hi"}, headers=headers)
    assert answer.headers["X-Trace-Id"] == "trace-of-mine-1"
    assert stand.rasa.calls[0]["metadata"]["trace_id"] == "trace-of-mine-1"


async def test_a_session_keeps_its_sender_and_a_new_one_gets_another(stand: Any) -> None:
    session = (await (await stand.say("one")).json())["session"]
    await stand.say("two", session)
    await stand.say("three")
    first, second, third = (call["sender"] for call in stand.rasa.calls)
    assert first == second
    assert third != first


async def test_parts_join_the_words_that_came_through_rasa(stand: Any) -> None:
    messages = (await (await stand.say("act action_cards")).json())["messages"]
    assert [m["text"] for m in messages] == ["Two jackets.\n\nThe first is dry.", "For None."]
    assert messages[0]["custom"] == {"type": "products", "hits": []}
    assert "custom" not in messages[1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("broken", "failed"),
        ("garbage", "failed"),
        ("hang up", "failed"),
        ("silent", "silent"),
        ("act action_break", "action_failed"),
        ("act action_unheard_of", "unknown_action"),
    ],
)
async def test_a_failing_rasa_is_never_silence(stand: Any, text: str, sentence: str) -> None:
    answer = await stand.say(text)
    sentences: Sentences = stand.parts.sentences
    assert answer.status == 200
    assert [m["text"] for m in (await answer.json())["messages"]] == [sentences.said[sentence]]


async def test_rasa_that_is_down_is_said_kindly(make_stand: Any) -> None:
    stand = await make_stand(rasa_is_down=True)
    messages = (await (await stand.say("hello")).json())["messages"]
    assert messages[0]["text"] == stand.parts.sentences.said["unreachable"]


async def test_the_deadline_ends_a_slow_turn(make_stand: Any) -> None:
    stand = await make_stand(turn_deadline_s=0.2)
    messages = (await (await stand.say("slow")).json())["messages"]
    assert messages[0]["text"] == stand.parts.sentences.said["slow"]


async def test_an_action_that_hangs_ends_at_the_deadline(make_stand: Any) -> None:
    stand = await make_stand(turn_deadline_s=0.2)
    body = {"next_action": "action_hang", "tracker": {"sender_id": "s"}}
    answer = await stand.inside.post("/webhook", json=body)
    assert answer.status == 200
    responses = (await answer.json())["responses"]
    assert responses[0]["text"] == stand.parts.sentences.said["action_failed"]


async def test_a_leading_slash_does_not_pass_by_the_understanding_of_words(stand: Any) -> None:
    for text in ("/greet", " //restart", "\u200b/greet", "/ /greet"):
        await stand.say(text)
    assert [call["message"] for call in stand.rasa.calls] == ["greet", "restart", "greet", "greet"]


@pytest.mark.parametrize("text", ["", "  ", "/", "\u200b", "\x00\x07"])
async def test_a_message_without_words_is_refused(stand: Any, text: str) -> None:
    answer = await stand.say(text)
    assert answer.status == 400
    assert (await answer.json())["error"]["field"] == "text"
    assert not stand.rasa.calls


async def test_a_message_too_long_names_the_limit(stand: Any) -> None:
    answer = await stand.say("a" * 2001)
    body = await answer.json()
    assert answer.status == 413
    assert body["error"]["code"] == "too_large"
    assert "2,000" in body["error"]["message"]


async def test_a_megabyte_is_refused_before_it_is_read_whole(stand: Any) -> None:
    answer = await stand.say("a" * 1_000_000)
    assert answer.status == 413
    assert (await (await stand.say("still here?")).json())["messages"]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b"{", 400, None),
        (b"[1, 2]", 422, None),
        (b'{"text": 5}', 422, "text"),
        (b"{}", 422, "text"),
        (b'{"text": "hi", "customer_id": "c-1"}', 422, "customer_id"),
        (b'{"text": "hi", "sender": "someone"}', 422, "sender"),
        (b"\xff\xfe", 400, None),
        (b"[" * 30_000, 400, None),
        (b'{"text": NaN}', 400, None),
    ],
)
async def test_a_body_that_is_wrong_is_told_where(
    stand: Any, body: bytes, status: int, field: str | None
) -> None:
    answer = await stand.client.post("/chat/messages", data=body)
    error = (await answer.json())["error"]
    assert answer.status == status
    assert error.get("field") == field
    assert error["message"]
    assert not stand.rasa.calls


async def test_one_senders_messages_go_in_order_and_others_beside_them(stand: Any) -> None:
    mine = (await (await stand.say("first")).json())["session"]
    other = (await (await stand.say("first")).json())["session"]
    stand.rasa.calls.clear()
    asked = [f"wait {n}" for n in range(6)]
    await asyncio.gather(
        *(stand.say(text, mine) for text in asked), *(stand.say(text, other) for text in asked)
    )
    by_sender: dict[str, list[str]] = {}
    for call in stand.rasa.calls:
        by_sender.setdefault(call["sender"], []).append(call["message"])
    assert [sorted(texts) for texts in by_sender.values()] == [asked, asked]
    assert {stand.rasa.most_active[sender] for sender in by_sender} == {1}
    assert stand.rasa.most_active["all"] == 2
    assert stand.parts.gateway.queues.senders == 0


async def test_a_full_line_is_refused_with_retry_after(make_stand: Any) -> None:
    stand = await make_stand(waiting_messages=2)
    session = (await (await stand.say("first")).json())["session"]
    waiting = [asyncio.create_task(stand.say("slow", session)) for _ in range(2)]
    await stand.until(lambda: stand.parts.gateway.queues.depth == 2)
    refused = await stand.say("one more", session)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) >= 1
    stand.rasa.released.set()
    assert [(await one).status for one in waiting] == [200, 200]


async def test_a_session_that_comes_too_often_waits(make_stand: Any) -> None:
    stand = await make_stand(session_burst=2, session_rate=0.1)
    session = (await (await stand.say("one")).json())["session"]
    assert (await stand.say("two", session)).status == 200
    refused = await stand.say("three", session)
    error = (await refused.json())["error"]
    assert refused.status == 429
    assert error["retry_after_s"] == int(refused.headers["Retry-After"]) == 10


async def test_an_address_that_comes_too_often_waits_whatever_its_sessions(
    make_stand: Any,
) -> None:
    stand = await make_stand(chat_burst=2, chat_rate=0.1)
    answers = [(await stand.say("hi")).status for _ in range(3)]
    assert answers == [200, 200, 429]


async def test_the_same_id_is_answered_once(stand: Any) -> None:
    session = (await (await stand.say("first")).json())["session"]
    answers = await asyncio.gather(*(stand.say("wait for it", session, id="m-1") for _ in range(2)))
    bodies = [await answer.json() for answer in answers]
    assert bodies[0]["turn_id"] == bodies[1]["turn_id"]
    assert [c["message"] for c in stand.rasa.calls].count("wait for it") == 1


async def test_metrics_count_turns_by_end(stand: Any) -> None:
    await stand.say("hello")
    await stand.say("broken")
    text = await (await stand.inside.get("/metrics")).text()
    assert 'storeclerk_turns_total{channel="http",end="answered"} 1.0' in text
    assert 'storeclerk_turns_total{channel="http",end="failed"} 1.0' in text
