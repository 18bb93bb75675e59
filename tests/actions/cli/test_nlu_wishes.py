"""The figures of two wishes in one message."""

from __future__ import annotations

from actions.cli.evaluate.nlu_wishes import several


def test_only_just_the_wishes_that_are_there_count_as_right() -> None:
    truth = [{"a", "b"}, {"a", "b"}, {"a", "b"}, {"a"}, {"b"}]
    heard = [["b", "a"], ["a", "c"], ["a"], ["a", "b"], ["b"]]
    found = several(truth, heard)
    assert found["multi_rows"] == 5
    assert found["multi_precision"] == round(1 / 3, 4)
    assert found["multi_recall"] == round(1 / 3, 4)
    low, high = found["multi_recall_ci95"]
    assert low <= 1 / 3 <= high


def test_nothing_asked_has_no_figures_and_nothing_told_is_no_success() -> None:
    assert several([], []) == {}
    assert several([{"a", "b"}], [["a"]])["multi_precision"] == 0.0
