import math

import pytest

from llm.evaluate.bleu import bleu, count


def test_bleu_by_hand():
    # 7 tokens against 8. Unigrams: the(2) cat sat on mat = 6 of 7, for "a" is nowhere.
    # Bigrams of 6: the-cat, cat-sat, sat-on, the-mat = 4.
    # Trigrams of 5: the-cat-sat, cat-sat-on = 2.
    # 4-grams of 4: the-cat-sat-on = 1.
    one = count("the cat sat on a the mat", "the cat sat on the red the mat")
    assert one.matches == (6, 4, 2, 1)
    assert one.totals == (7, 6, 5, 4)
    wanted = (6 / 7 * 4 / 6 * 2 / 5 * 1 / 4) ** 0.25 * math.exp(1 - 8 / 7)
    assert bleu([one]) == pytest.approx(wanted)


def test_counts_add_up_over_the_corpus_and_precision_is_clipped():
    # "the the the ..." matches "the" only as often as the reference has it (Papineni, 2002).
    clipped = count("the the the the the the the", "the cat is on the mat")
    assert clipped.matches == (2, 0, 0, 0)
    same = count("one two three four", "one two three four")
    both = bleu([clipped, same])
    wanted = ((2 + 4) / (7 + 4) * 3 / 9 * 2 / 7 * 1 / 5) ** 0.25
    assert both == pytest.approx(wanted)  # 11 tokens against 10: no brevity penalty


def test_the_same_is_one_and_the_strange_is_zero():
    assert bleu([count("A kettle, at €49.50.", "A kettle, at €49.50.")]) == pytest.approx(1.0)
    assert bleu([count("a b c d", "e f g h")]) == 0.0
    assert bleu([count("", "e f g h")]) == 0.0
