"""The four views, their sum, and their files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.ensemble import ARRAYS_FILE, WORDS_FILE, Ensemble
from bot.nlu.words import WordView, shape_of_digits
from bot.tests.examples import INTENTS, TEXTS, hashed

NEW = ["slice the water melon", "could you fold this", "wash", "zzz"]


def fitted() -> Ensemble:
    return Ensemble.fit(TEXTS, hashed(TEXTS), INTENTS)


def test_new_words_reach_the_intent_they_are_near() -> None:
    model = fitted()
    best = model.scores(NEW, hashed(NEW)).argmax(axis=1)
    assert [model.intents[i] for i in best[:3]] == ["slice", "fold", "wash"]


def test_words_never_seen_score_lower_than_known_ones() -> None:
    known, unknown = fitted().scores(["wash now", "zzz"], hashed(["wash now", "zzz"])).max(axis=1)
    assert known > unknown + 0.5


def test_what_is_loaded_scores_as_what_was_saved(tmp_path: Path) -> None:
    model = fitted()
    model.save(tmp_path)
    again = Ensemble.load(tmp_path)
    assert again.intents == model.intents
    np.testing.assert_allclose(
        again.scores(NEW, hashed(NEW)), model.scores(NEW, hashed(NEW)), atol=1e-5
    )


def test_files_are_plain_data(tmp_path: Path) -> None:
    fitted().save(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [WORDS_FILE, ARRAYS_FILE]
    with np.load(tmp_path / ARRAYS_FILE, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind in "fi" for name in arrays)


@pytest.mark.parametrize("name", [ARRAYS_FILE, WORDS_FILE])
def test_a_missing_file_is_an_error_not_an_untrained_model(tmp_path: Path, name: str) -> None:
    fitted().save(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(FileNotFoundError):
        Ensemble.load(tmp_path)


def test_two_intents_are_enough() -> None:
    model = Ensemble.fit(TEXTS[:10], hashed(TEXTS[:10]), INTENTS[:10])
    scores = model.scores(["boil", "slice"], hashed(["boil", "slice"]))
    assert [model.intents[i] for i in scores.argmax(axis=1)] == ["boil", "slice"]


def test_digits_count_by_their_shape() -> None:
    assert shape_of_digits("Order 10234, 2 items") == "order 00000, 0 items"
    view = WordView().fit(["order 10234", "the 1 I like"])
    one, other = view.transform(["order 10234", "order 98765"]).toarray()
    np.testing.assert_array_equal(one, other)
