"""Texts by their beginning, exactly and a slip away, against a plain scan."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.suggest.prefixes import PrefixTable

WORDS = st.text("abcde", min_size=1, max_size=8)
WEIGHTS = st.dictionaries(WORDS, st.integers(1, 9), max_size=30)


def slipped(word: str) -> set[str]:
    """Every text one slip away: a letter too many, too few, wrong, or two swapped."""
    letters, places = "abcde", range(len(word) + 1)
    return (
        {word[:p] + word[p + 1 :] for p in places}
        | {word[:p] + word[p + 1 : p + 2] + word[p : p + 1] + word[p + 2 :] for p in places}
        | {word[:p] + letter + word[p:] for p in places for letter in letters}
        | {word[:p] + letter + word[p + 1 :] for p in places for letter in letters}
    )


@given(WEIGHTS, WORDS, st.integers(1, 5))
def test_the_heaviest_that_begin_so_come_first(
    weights: dict[str, int], prefix: str, most: int
) -> None:
    found = PrefixTable(weights).top(prefix, most)
    fitting = sorted((w for key, w in weights.items() if key.startswith(prefix)), reverse=True)
    assert [weights[key] for key in found] == fitting[:most]
    assert all(key.startswith(prefix) for key in found)


@given(WEIGHTS, st.lists(st.tuples(WORDS, st.integers(0, 9)), max_size=20))
def test_a_table_that_was_changed_is_one_made_anew(
    weights: dict[str, int], changes: list[tuple[str, int]]
) -> None:
    table = PrefixTable(weights)
    for key, weight in changes:
        table.put(key, weight)
        weights = {**weights, key: weight}
    left = {key: weight for key, weight in weights.items() if weight}
    assert len(table) == len(left)
    for prefix in {"", *(key[:2] for key in weights)}:
        assert sorted(table.top(prefix, 99)) == sorted(k for k in left if k.startswith(prefix))


@settings(max_examples=300)
@given(WEIGHTS, WORDS)
def test_what_lies_one_slip_away_is_found_wherever_the_slip_is(
    weights: dict[str, int], typed: str
) -> None:
    expected = {
        near
        for near in slipped(typed) - {typed, ""}
        # A letter too few at the very end is no slip: there the typing goes on.
        if not near.startswith(typed) and any(key.startswith(near) for key in weights)
    }
    assert set(PrefixTable(weights).near(typed, 1)) - {""} == expected


def test_two_slips_are_forgiven_only_where_one_is_not_enough() -> None:
    table = PrefixTable({"waterproof": 5, "waistcoat": 2})
    assert table.near("watreprof", 1) == []
    assert "waterproof" in table.near("watreprof", 2)
    assert table.near("watrproof", 2) == ["waterproof"]
