"""The steps of a handoff, on both databases, with threads that come at once."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from actions.handoff import (
    Author,
    HandoffClosed,
    HandoffState,
    HandoffTaken,
    Line,
    NoSuchHandoff,
)
from actions.handoff.cases import Cases
from actions.handoff.shelf import Shelf

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


@pytest.fixture
def cases(engine: Engine) -> Cases:
    return Cases(engine, "webhook", keep=4)


def said(key: str, text: str = "", author: Author = Author.CUSTOMER) -> Line:
    return Line(key, author, text or key, NOW, is_seen=author is not Author.HUMAN)


def opened(cases: Cases, sender_id: str = "ann") -> str:
    return cases.open(sender_id, "asked", "Wants a tent.")[0].handoff_id


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def letters(engine: Engine) -> list[tuple[int, str]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT place, event FROM outbox ORDER BY place"))
        return [(place, event) for place, event in rows]


def test_a_handoff_carries_what_was_said_before(cases: Cases) -> None:
    cases.record("ann", [said("1"), said("2", author=Author.ASSISTANT)])
    cases.record("bert", [said("other")])
    handoff, lines = cases.get(opened(cases))
    assert (handoff.state, handoff.summary) == (HandoffState.WAITING, "Wants a tent.")
    assert texts(lines) == ["1", "2"]


def test_asking_twice_is_one_handoff_and_closed_is_another(cases: Cases) -> None:
    first = opened(cases)
    again, is_new = cases.open("ann", "asked", "Still wants it.")
    assert (again.handoff_id, again.summary, is_new) == (first, "Wants a tent.", False)
    cases.close(first, "customer", "back")
    assert opened(cases) != first


def test_of_many_that_ask_at_once_one_is_opened(cases: Cases) -> None:
    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(lambda _: cases.open("ann", "asked", "s"), range(16)))
    assert len({handoff.handoff_id for handoff, _ in results}) == 1
    assert [is_new for _, is_new in results].count(True) == 1


def test_while_it_waits_the_assistant_has_the_conversation(cases: Cases) -> None:
    assert cases.hold("ann", said("0")) is None
    handoff_id = opened(cases)
    assert cases.hold("ann", said("1")) is None
    assert texts(cases.get(handoff_id)[1]) == []
    assert cases.hold("ann", said("1"), also_waiting=True) is not None
    cases.take(handoff_id, "Maeve", "Maeve is here")
    assert cases.hold("ann", said("2")) is not None
    cases.close(handoff_id, "colleague", "back")
    assert cases.hold("ann", said("3")) is None
    assert texts(cases.get(handoff_id)[1]) == ["1", "Maeve is here", "2", "back"]


def test_a_message_sent_twice_is_kept_once(cases: Cases, engine: Engine) -> None:
    handoff_id = opened(cases)
    cases.take(handoff_id, "Maeve", "n")
    for _ in range(3):
        assert cases.hold("ann", said("c:1", "hello")) is not None
        cases.say(handoff_id, said("h-1", "hi", Author.HUMAN), "n")
    assert texts(cases.get(handoff_id)[1]) == ["n", "hello", "hi"]
    assert letters(engine) == [(1, "opened"), (2, "taken"), (3, "message")]


def test_messages_at_once_are_numbered_without_a_gap(cases: Cases, engine: Engine) -> None:
    handoff_id = opened(cases)
    cases.take(handoff_id, "Maeve", "n")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: cases.hold("ann", said(f"c:{n}")), range(24)))
    assert [place for place, _ in letters(engine)] == list(range(1, 27))
    assert len(cases.get(handoff_id)[1]) == 25


def test_another_colleague_does_not_get_what_one_has(cases: Cases) -> None:
    handoff_id = opened(cases)
    cases.take(handoff_id, "Maeve", "n")
    assert cases.take(handoff_id, "Maeve", "n").taken_by == "Maeve"
    with pytest.raises(HandoffTaken, match="Maeve"):
        cases.take(handoff_id, "Rory", "n")
    assert texts(cases.get(handoff_id)[1]) == ["n"]


def test_who_writes_first_has_taken_it(cases: Cases) -> None:
    handoff_id = opened(cases)
    line = Line("k", Author.HUMAN, "hi", NOW, "Rory", is_seen=False)
    assert cases.say(handoff_id, line, "Rory is here").taken_by == "Rory"
    assert texts(cases.unseen("ann")) == ["Rory is here", "hi"]


def test_in_a_closed_one_nothing_more_is_said(cases: Cases) -> None:
    handoff_id = opened(cases)
    cases.close(handoff_id, "colleague", "back")
    with pytest.raises(HandoffClosed):
        cases.say(handoff_id, said("k", author=Author.HUMAN), "n")
    with pytest.raises(HandoffClosed):
        cases.take(handoff_id, "Maeve", "n")
    with pytest.raises(NoSuchHandoff):
        cases.close("nothing", "colleague", "back")
    assert cases.close(handoff_id, "customer", "again").closed_by == "colleague"
    assert texts(cases.get(handoff_id)[1]) == ["back"]


def test_what_the_customer_has_is_not_given_again(cases: Cases) -> None:
    handoff_id = opened(cases)
    for n in range(3):
        cases.say(handoff_id, said(f"h{n}", author=Author.HUMAN), "n")
    first, *rest = cases.unseen("ann")
    cases.seen("ann", [first.key])
    cases.seen("bert", [line.key for line in rest])
    assert cases.unseen("ann") == rest


def test_what_was_said_to_the_assistant_is_bounded(cases: Cases) -> None:
    for n in range(20):
        cases.record("ann", [said(f"c:{n}"), said(f"a:{n}", author=Author.ASSISTANT)])
    cases.record("bert", [said("c:0")])
    _, lines = cases.get(opened(cases))
    assert texts(lines) == ["c:18", "a:18", "c:19", "a:19"]
    assert texts(cases.get(opened(cases, "bert"))[1]) == ["c:0"]


def test_turns_of_the_assistant_go_to_who_is_to_take_over(cases: Cases, engine: Engine) -> None:
    handoff_id = opened(cases)
    assert cases.record("ann", [said("c:1"), said("a:1", author=Author.ASSISTANT)])
    assert [event for _, event in letters(engine)] == ["opened", "message", "message"]
    cases.close(handoff_id, "colleague", "n")
    assert not cases.record("ann", [said("c:2")])


def test_the_list_has_the_longest_wait_first_and_counts_what_is_unanswered(engine: Engine) -> None:
    clock = iter(NOW + timedelta(minutes=n) for n in range(100))
    cases = Cases(engine, clock=lambda: next(clock))
    waits, taken, closed, fresh = (opened(cases, name) for name in "abcd")
    cases.take(taken, "Maeve", "n")
    cases.close(closed, "colleague", "n")
    later = NOW + timedelta(hours=3)
    cases.hold("b", Line("c:1", Author.CUSTOMER, "one", later))
    cases.hold("b", Line("c:2", Author.CUSTOMER, "two", later))
    listed = Shelf(engine).listed()
    assert [one["id"] for one in listed] == [waits, fresh, taken, closed]
    assert [one["unanswered"] for one in listed] == [0, 0, 2, 0]
    assert listed[2]["last"] == "two"
    assert [one["id"] for one in Shelf(engine).listed("taken")] == [taken]
    assert [one["id"] for one in Shelf(engine).listed(most=1)] == [waits]


def test_what_is_over_is_forgotten_in_time_and_no_sooner(engine: Engine) -> None:
    moment = [NOW]
    cases, shelf = Cases(engine, "webhook", clock=lambda: moment[0]), Shelf(engine)
    old, going_on = opened(cases, "ann"), opened(cases, "bert")
    cases.close(old, "colleague", "n")
    cases.take(going_on, "Maeve", "n")
    cases.record("cid", [Line("c:1", Author.CUSTOMER, "hello", NOW)])
    moment[0] = NOW + timedelta(days=20)
    cases.say(going_on, Line("h", Author.HUMAN, "still here", moment[0], "Maeve"), "n")
    shelf.forget(NOW)
    assert cases.get(old)
    shelf.forget(NOW + timedelta(seconds=1))
    assert [one["id"] for one in shelf.listed()] == [going_on]
    assert rows(engine, "cid") == rows(engine, "ann") == 0
    shelf.forget(NOW + timedelta(days=21))
    assert shelf.listed() == []


def test_all_of_a_sender_can_be_erased(cases: Cases, engine: Engine) -> None:
    for sender_id in ("ann", "bert"):
        cases.record(sender_id, [said("c:1")])
        handoff_id = opened(cases, sender_id)
        cases.close(handoff_id, "customer", "n")
        cases.record(sender_id, [said("c:2")])
    Shelf(engine).erase("ann")
    assert (rows(engine, "ann"), rows(engine, "bert")) == (0, 3)
    with engine.connect() as connection:
        told = "SELECT count(*) FROM outbox"
        assert connection.scalar(text(told)) == 2


def rows(engine: Engine, sender_id: str) -> int:
    told = text("SELECT count(*) FROM conversation_lines WHERE sender_id = :one")
    with engine.connect() as connection:
        return int(connection.scalar(told, {"one": sender_id}) or 0)
