"""A desk behind a webhook, whole: the customer's turns, a far side that is down, its answers."""

from __future__ import annotations

from typing import Any

import pytest

from actions.errors import Unavailable
from actions.handoff.opening import open_handoffs
from actions.settings import HandoffSettings


async def said_to(desk: Any, session: str, text: str) -> list[str]:
    answer = await desk.stand.say(text, session)
    assert answer.status == 200
    return [message["text"] for message in (await answer.json())["messages"]]


@pytest.fixture
async def behind(make_desk: Any, far_side: Any) -> Any:
    return await make_desk(to="webhook", url=far_side.url)


async def test_the_far_side_hears_all_of_it_and_answers(behind: Any, far_side: Any) -> None:
    session = (await (await behind.stand.say("hello")).json())["session"]
    handoff_id = await behind.opened(session)
    opened = far_side.letters[0]
    assert opened["handoff"]["summary"] == "Wants a tent."
    assert [one["text"] for one in opened["conversation"]] == ["hello", "You said: hello"]
    assert opened["handoff"]["id"] == handoff_id
    token = "the desk's own"
    body = {"text": "Which size?", "by": "Maeve", "id": "far-1"}
    for _ in range(2):
        answer = await behind.call("POST", f"/{handoff_id}/messages", body, token)
        assert answer.status == 201
    assert (await said_to(behind, session, "for two"))[1:] == ["Which size?"]
    assert (await behind.call("POST", f"/{handoff_id}/close", {}, token)).status == 200
    await far_side.has(4)
    assert far_side.events == ["opened", "taken", "message", "closed"]
    assert far_side.letters[2]["message"]["text"] == "for two"


async def test_a_far_side_that_is_down_is_told_of_and_gets_all_afterwards(
    behind: Any, far_side: Any
) -> None:
    wording = behind.handoffs.wording
    session = (await (await behind.stand.say("hello")).json())["session"]
    far_side.status = 503
    sender_id = await behind.sender_of(session)
    opened = await behind.handoffs.open(sender_id, "asked", "Wants a tent.")
    assert not opened.reached
    handoff_id = opened.handoff.handoff_id
    await behind.post(f"/{handoff_id}/take", {"by": "Maeve"})
    first = await said_to(behind, session, "one")
    assert first[-1] == wording.not_reached
    assert await said_to(behind, session, "two") == []
    told = await (await behind.call("GET", f"/{handoff_id}")).json()
    assert told["unsent"] == 4
    far_side.status = 200
    await far_side.has(4)
    assert await said_to(behind, session, "three") == []
    await far_side.has(5)
    said = [letter["message"]["text"] for letter in far_side.letters if "message" in letter]
    assert far_side.events == ["opened", "taken", "message", "message", "message"]
    assert said == ["one", "two", "three"]
    far_side.status = 503
    assert await said_to(behind, session, "four") == [wording.not_reached]


async def test_letters_outlive_the_server(make_desk: Any, far_side: Any) -> None:
    """The first server writes and never sends; the second finds them in the database."""
    down = await make_desk(to="webhook", url="http://127.0.0.1:9/hook")
    session = (await (await down.stand.say("hello")).json())["session"]
    await down.opened(session)
    await down.stop()
    assert far_side.got == []
    await make_desk(to="webhook", url=far_side.url)
    await far_side.has(1)
    assert far_side.events == ["opened"]


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"to": "webhook", "url": "http://x"}, "handoff.secret_env"),
        ({"to": "webhook", "url": "http://x", "secret_env": "NOT_SET"}, "NOT_SET"),
        (
            {
                "to": "chatwoot", "url": "http://x", "account_id": 1, "inbox_id": 1,
                "secret_env": "SET",
            },
            "handoff.token_env",
        ),
    ],
)  # fmt: skip
async def test_a_desk_that_lacks_a_secret_is_refused_at_the_start(
    engine: Any, desk: Any, told: dict[str, Any], named: str
) -> None:
    opening = open_handoffs(HandoffSettings(**told), engine, desk.handoffs.wording, {"SET": "x"})
    with pytest.raises(Unavailable, match=named):
        async with opening:
            pass
