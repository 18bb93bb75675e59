"""Which replies a merchant can look into, and for how long."""

from __future__ import annotations

import pytest

from actions.errors import NotFound
from actions.recent_replies import KEPT_S, RecentReplies
from llm.plan import Plan, Task
from llm.reply import Reply

PLAN = Plan(Task.CLARIFY, (), query="my own words", ask="unclear")


def said(recent: RecentReplies) -> list[str]:
    return [kept.reply.text for kept in recent.listed()]


def test_the_oldest_goes_first_and_the_latest_is_listed_first() -> None:
    recent = RecentReplies(2)
    for text in ("one", "two", "three"):
        recent.add(PLAN, Reply(text))
    assert said(recent) == ["three", "two"]
    newest = recent.listed()[0]
    assert recent.get(newest.reply_id) is newest


def test_a_reply_is_forgotten_after_a_while() -> None:
    now = 0.0
    recent = RecentReplies(9, lambda: now)
    recent.add(PLAN, Reply("early"))
    kept = recent.listed()[0]
    now = KEPT_S - 1
    recent.add(PLAN, Reply("late"))
    assert said(recent) == ["late", "early"]
    now = KEPT_S
    assert said(recent) == ["late"]
    with pytest.raises(NotFound):
        recent.get(kept.reply_id)


def test_nothing_is_kept_where_the_shop_says_so() -> None:
    recent = RecentReplies(0)
    recent.add(PLAN, Reply("one"))
    assert recent.listed() == []


def test_the_list_says_nothing_of_who_asked_or_how() -> None:
    recent = RecentReplies(1)
    recent.add(PLAN, Reply("one"))
    told = recent.listed()[0].as_json()
    assert told.keys() == {"reply_id", "said", "task", "ask", "source", "fault", "reply"}
    assert "my own words" not in str(recent.listed())
