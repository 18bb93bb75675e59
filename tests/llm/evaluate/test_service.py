"""Replies of service: true ones pass, a planted error is caught, a debt is noticed."""

from __future__ import annotations

from typing import Any

import pytest

STEPS = {
    "source": "returns",
    "heading": "How to return something",
    "text": "Ask us for a label. Pack the goods and hand in the parcel.",
}
RETURN = {
    "order_id": "10234",
    "until": "2026-12-10",
    "refund": {"amount": 89.5, "currency": "EUR"},
    "method": "card",
    "working_days": 5,
}
REASON = {
    "together": 12,
    "orders": 300,
    "viewed": "J2",
    "brand": "Tarnholm",
    "wanted": "under €150",
    "until": "2026-12-24",
    "buyers": 31,
    "days": 7,
}
DESK = {"opens": "tomorrow at 09:00", "ahead": 3, "contact": "help@shop.example"}

TRUE = [
    ("return", "steps", "First: Ask us for a label. Pack the goods and hand in the parcel."),
    ("return", "open", "You can return order 10234 until 10 December."),
    ("return", "closed", "I'm afraid the last day to return order 10234 was 10 December."),
    ("return", "refund", "For order 10234 you get €89.50 back (card). Allow 5 working days."),
    ("recommend", "together", "Fellside Shell went with Skerry Rain Jacket in 12 of 300 orders."),
    ("recommend", "viewed", "You looked at Fellside Shell, so I thought of Skerry Rain Jacket."),
    ("recommend", "taste", "How about Skerry Rain Jacket? You like Tarnholm."),
    ("recommend", "fits", "You asked for “under €150”, and Skerry Rain Jacket meets it."),
    ("recommend", "offer", "Skerry Rain Jacket is €119.90, from a list price of €149.00, "
     "until 24 December."),
    ("recommend", "trending", "Skerry Rain Jacket went to 31 people in the past 7 days."),
    ("handoff", "closed", "Our team is back tomorrow at 09:00."),
    ("handoff", "waiting", "You're in the queue, with 3 people ahead of you."),
    ("handoff", "unavailable", "Nobody is here, but you can write to help@shop.example."),
    ("apology", "trouble", "I'm sorry, something went wrong on our side."),
    ("chat", "greet", "Hello, and welcome to Fenwick & Lane."),
    ("chat", "who", "I'm a program, not a person."),
]  # fmt: skip
PLANTED = [
    ("return", "open", "You can return order 10234 until 11 December.", "date"),
    ("return", "open", "You can return order 10235 until 10 December.", "order"),
    ("return", "open", "The return period ended on 10 December.", "return"),
    ("return", "closed", "You can return order 10234 until 10 December.", "return"),
    ("return", "not_returnable", "It can be returned. Ask us for a label.", "return"),
    ("return", "steps", "Ask us for a label. Throw the goods and hand in the parcel.", "quote"),
    ("return", "refund", "You get €98.50 back.", "price"),
    ("return", "refund", "You get €89.50 back within 6 working days.", "number"),
    ("recommend", "together", "Skerry Rain Jacket went with it in 300 of 12 orders.", "count"),
    ("recommend", "together", "Skerry Rain Jacket went with it in 13 of 300 orders.", "count"),
    ("recommend", "offer", "Skerry Rain Jacket is €99.90.", "price"),
    ("recommend", "taste", "Skerry Rain Jacket is by Oddmoor.", "brand"),
    ("recommend", "trending", "It went to 31 people in the past 30 days.", "unit"),
    ("recommend", "fits", "You asked for “under €99”, and it meets that.", "quote"),
    ("handoff", "closed", "Our team is back on Monday at 09:00.", "date"),
    ("handoff", "waiting", "Before you in the queue: 2 people.", "number"),
    ("chat", "greet", "Welcome to Harrods.", "name"),
]
OWING = [
    ("return", "open", "You can return it."),
    ("return", "refund", "You get your money back."),
    ("return", "steps", "It's easy."),
    ("recommend", "together", "How about Skerry Rain Jacket?"),
    ("recommend", "taste", "How about Skerry Rain Jacket?"),
    ("recommend", "fits", "How about Skerry Rain Jacket?"),
    ("recommend", "offer", "Skerry Rain Jacket costs €119.90."),
    ("recommend", "trending", "Have a look around."),
    ("handoff", "now", "All right."),
    ("handoff", "closed", "Our team is away."),
    ("handoff", "unavailable", "Nobody is here."),
    ("apology", "wrong", "What did you mean?"),
    ("chat", "who", "I'm your friend."),
]


@pytest.fixture
def service(jackets: list[dict[str, Any]]) -> Any:
    records = {
        "return": {"return": RETURN, "policy": [STEPS]},
        "recommend": {"products": jackets, "recommendation": REASON},
        "handoff": {"handoff": DESK},
        "chat": {"shop": "Fenwick & Lane"},
    }

    def make(task: str, ask: str, reply: str, *evidence: dict[str, Any]) -> dict[str, Any]:
        row = {"id": 1, "task": task, "ask": ask, "query": "hm", "language": "en"}
        return row | records.get(task, {}) | {"reply": reply, "evidence": list(evidence)}

    return make


@pytest.mark.parametrize(("task", "ask", "reply"), TRUE)
def test_what_is_true_and_complete_passes(checker, service, task, ask, reply):
    verdict = checker.check(service(task, ask, reply))
    assert [str(problem) for problem in verdict.problems] == []
    assert verdict.missing == ""


@pytest.mark.parametrize(("task", "ask", "reply", "kind"), PLANTED)
def test_each_planted_error_is_caught(checker, service, task, ask, reply, kind):
    verdict = checker.check(service(task, ask, reply))
    assert kind in {problem.kind for problem in verdict.problems}, verdict.problems


@pytest.mark.parametrize(("task", "ask", "reply"), OWING)
def test_a_debt_is_noticed(checker, service, task, ask, reply):
    assert checker.check(service(task, ask, reply)).missing


@pytest.mark.parametrize(
    ("field", "value", "source", "found"),
    [
        ("until", "2026-12-10", "return:10234", True),
        ("until", "2026-12-11", "return:10234", False),
        ("until", "2026-12-10", "return:10235", False),
        ("refund", {"amount": 89.5, "currency": "EUR"}, "return", True),
        ("refund", {"amount": 89.5, "currency": "USD"}, "return", False),
        ("method", "cash", "return", False),
    ],
)
def test_evidence_of_a_return_is_looked_up(checker, service, field, value, source, found):
    entry = {"field": field, "value": value, "source": source}
    row = service("return", "open", "You can return it until 10 December.", entry)
    assert checker.check(row).faithful is found


@pytest.mark.parametrize(
    ("field", "value", "source", "found"),
    [
        ("together", 12, "orders", True),
        ("together", 300, "orders", False),
        ("viewed", "Fellside Shell", "events:J2", True),
        ("viewed", "Skerry Rain Jacket", "events:J1", False),
        ("viewed", "Skerry Rain Jacket", "events:J2", False),
        ("buyers", 31, "events", True),
        ("until", "2026-12-24", "offers", True),
        ("until", "2026-12-25", "offers", False),
    ],
)
def test_evidence_of_a_recommendation_is_looked_up(checker, service, field, value, source, found):
    entry = {"field": field, "value": value, "source": source}
    row = service("recommend", "trending", "How about Skerry Rain Jacket?", entry)
    assert checker.check(row).faithful is found
