from __future__ import annotations

import json
from dataclasses import replace

from actions.dialogue.state import PAST_KEPT, SearchState
from retrieval.values import (
    Constraint,
    Correction,
    Hit,
    Op,
    Product,
    SearchResult,
    Sort,
    Understood,
    Variant,
)

UNDERSTOOD = Understood(
    query="cheap blak jacket",
    text="jacket",
    constraints=(Constraint("price", Op.BETWEEN, high=120.0, words="under 120"),),
    sort=Sort.PRICE_ASC,
    corrections=(Correction("blak", "black"),),
)


def result(query: str) -> SearchResult:
    product = Product("P1", "Jacket", (Variant("V1"),))
    return SearchResult((Hit(product, product.variants[0], 1.0),), Understood(query, query))


def test_state_survives_rasas_tracker() -> None:
    pair = (("P1", "V1"),)
    state = SearchState(UNDERSTOOD, pair, 5, "P1", (UNDERSTOOD,), (UNDERSTOOD,), pair)
    assert SearchState.from_json(json.loads(json.dumps(state.as_json()))) == state


def test_foreign_slot_value_is_no_state() -> None:
    assert SearchState.from_json(None) is None
    assert SearchState.from_json({"ids": "of an older release"}) is None
    assert SearchState.from_json({"understood": {"query": 1}, "ids": 3}) is None


def test_past_is_kept_for_undo_and_bounded() -> None:
    state = SearchState.after(result("0"))
    for number in range(1, PAST_KEPT + 4):
        state = SearchState.after(result(str(number)), state)
    assert [one.query for one in state.past] == [str(n) for n in range(3, PAST_KEPT + 3)]
    assert state.shown == (("P1", "V1"),)


def test_slot_of_a_full_conversation_stays_small() -> None:
    state = SearchState.after(result("0"))
    long = replace(UNDERSTOOD, query="x" * 300)
    for _ in range(PAST_KEPT + 3):
        state = SearchState.after(replace(result("1"), understood=long), state)
    assert len(json.dumps(state.as_json())) < 10_000
