"""How sure a score is."""

from __future__ import annotations

import numpy as np

from bot.nlu.calibration import (
    OUTSIDE_SHARE,
    UNTAUGHT,
    Calibration,
    calibrate,
    grouped_folds,
    left_out,
    outside_share,
)
from bot.tests.examples import INTENTS, TEXTS, hashed


def test_examples_that_say_the_same_share_a_fold() -> None:
    texts = [f"where is my order {number}" for number in range(6)]
    texts += ["has it shipped", "track a parcel", "delivery late", "when does it come"]
    vectors = hashed(texts)
    folds = grouped_folds(vectors, np.array(["order_status"] * len(texts)))
    assert len(set(folds[:6])) == 1
    assert len(set(folds)) > 1


def test_every_intent_is_left_out_of_just_one_fold() -> None:
    intents = np.array([f"intent_{number}" for number in range(12) for _ in range(3)])
    absent = left_out(intents)
    assert set(absent) == {0, 1, 2, 3, 4}
    assert all(len(set(absent[intents == intent])) == 1 for intent in set(intents))


def test_with_few_intents_none_is_left_out() -> None:
    assert set(left_out(np.array(["a", "b", "c"]))) == {-1}


def test_what_lies_outside_counts_for_less_where_intents_have_many_examples() -> None:
    ten, many, hundred = (np.repeat(np.arange(12), n) for n in (10, 50, 100))
    assert outside_share(ten) == OUTSIDE_SHARE
    assert OUTSIDE_SHARE > outside_share(many) > outside_share(hundred) > 0.07


def test_a_higher_score_is_never_less_sure() -> None:
    sureness = calibrate(TEXTS, hashed(TEXTS), INTENTS, learns_outside=True)
    sure = sureness.confidence(np.linspace(-1, 2, 50))
    assert np.all(np.diff(sure) >= 0)
    assert np.all((sure >= 0) & (sure <= 1))


def test_too_little_to_learn_from_still_gives_a_confidence() -> None:
    texts = ["boil it", "slice it"]
    assert calibrate(texts, hashed(texts), ["boil", "slice"], learns_outside=True) == UNTAUGHT
    assert UNTAUGHT.confidence(np.array([1.0]))[0] == 0.5


def test_the_sigmoid_is_where_its_two_numbers_say() -> None:
    sure = Calibration(slope=4.0, offset=-2.0).confidence(np.array([0.5, 100.0, -100.0]))
    np.testing.assert_allclose(sure, [0.5, 1.0, 0.0], atol=1e-6)
