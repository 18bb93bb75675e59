"""When clauses make two wishes, and when one."""

from __future__ import annotations

from bot.nlu.wishes import Heard, Wishes

WISHES = Wishes(
    beside=("greet",), together=(("search", "refine"),), number="status", numbered=("cancel",)
)


def heard(*parts: tuple[str, str, float]) -> list[str]:
    """Parts by (text, intent, confidence); runs of more than one part say nothing."""
    count = len(parts)
    clauses = {(i, i + 1): Heard(*part) for i, part in enumerate(parts)}
    for first in range(count):
        for past in range(first + 2, count + 1):
            if past - first < count:
                clauses[first, past] = Heard("...", "search", 0.1)
    found = WISHES.of(clauses)
    assert all(set(one) == {"text", "intent", "confidence"} for one in found)
    return [one["intent"] for one in found]


def test_two_sure_clauses_of_different_intents_are_two_wishes_in_their_order() -> None:
    parts = [("stop it", "cancel", 0.9), ("where are you", "policy", 0.8)]
    assert heard(*parts) == ["cancel", "policy"]
    assert heard(*reversed(parts)) == ["policy", "cancel"]


def test_an_unsure_clause_is_no_wish() -> None:
    assert heard(("stop it", "cancel", 0.9), ("the shop", "policy", 0.5)) == []


def test_what_belongs_together_and_what_is_no_wish_make_no_second_one() -> None:
    assert heard(("lamps", "search", 0.9), ("in red", "refine", 0.9)) == []
    assert heard(("hello", "greet", 0.9), ("stop it", "cancel", 0.9)) == []


def test_a_number_alone_says_which_order_and_is_no_wish() -> None:
    told = ("my number is 10234", "status", 0.9)
    assert heard(told, ("stop it", "cancel", 0.9)) == []
    assert heard(told, ("stop 10877", "cancel", 0.9)) == ["status", "cancel"]
    assert heard(told, ("where are you", "policy", 0.9)) == ["status", "policy"]


def test_the_same_intent_again_is_one_wish_more() -> None:
    parts = [("stop", "cancel", 0.9), ("where", "policy", 0.9), ("and stop", "cancel", 0.8)]
    assert heard(*parts) == ["cancel", "policy"]


def test_a_message_that_cannot_be_cut_has_no_wishes() -> None:
    assert WISHES.of({}) == []
