import math

import pytest

from llm.data_to_text.bleu import bleu, count


def test_a_reference_scores_one_and_nonsense_nothing() -> None:
    same = count(["a b c d e"], ["a b c d e"])
    assert bleu(same) == pytest.approx(1.0, abs=1e-6)
    assert bleu(count(["v w x y z"], ["a b c d e"])) < 1e-6


def test_by_hand_against_two_references_and_the_nearest_length() -> None:
    # Said: "a b c d"; matched to order 4: 4, 3, 2, 1 of 4, 3, 2, 1. Nearest length: 5.
    counts = count(["a b c d"], ["a b c d e", "a b c d e f g h"])
    assert counts.tolist() == [4, 3, 2, 1, 4, 3, 2, 1, 4, 5]
    assert bleu(counts) == pytest.approx(math.exp(1 - 5 / 4), abs=1e-6)


def test_a_word_said_too_often_is_clipped_at_its_most_in_one_reference() -> None:
    counts = count(["the the the the"], ["the cat the", "the dog"])
    assert counts[0] == 2
    assert counts[4] == 4


def test_all_candidates_of_a_row_count() -> None:
    good, poor, references = "a b c d", "a b x y", ["a b c d"]
    both = count([good, poor], references)
    assert both.tolist() == (count([good], references) + count([poor], references)).tolist()
    assert bleu(count([poor], references)) < bleu(both) < bleu(count([good], references))
