"""The five views, their sum, and their files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import hstack

from bot.nlu.ensemble import ARRAYS_FILE, NEAREST, WORDS_FILE, Ensemble
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


def test_the_nearest_are_those_of_each_intent_in_whatever_order_the_examples_came() -> None:
    order = np.random.default_rng(3).permutation(len(TEXTS))
    texts, intents = [TEXTS[i] for i in order], [INTENTS[i] for i in order]
    model, vectors = Ensemble.fit(texts, hashed(texts), intents), hashed(NEW)
    whitened = model._whitening.apply(vectors)
    cosines = whitened @ model._whitening.apply(hashed(texts)).T
    for column, intent in enumerate(model.intents):
        own = np.sort(cosines[:, np.array(intents) == intent], axis=1)
        np.testing.assert_allclose(
            model._nearest(whitened, model._whitened, NEAREST)[:, column],
            own[:, -NEAREST:].mean(axis=1),
            atol=1e-6,
        )


def test_a_text_has_the_terms_and_weights_that_the_vectorizers_give_it() -> None:
    view, texts = WordView().fit(TEXTS), [*TEXTS[:5], *NEW, "", "wash wash WASH it, 12 times"]
    theirs = hstack([part.transform(texts) for part in view._parts])
    ours = view.transform(texts)
    assert ours.has_sorted_indices
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours.toarray(), theirs.toarray(), atol=1e-6)


def test_digits_count_by_their_shape() -> None:
    assert shape_of_digits("Order 10234, 2 items") == "order 00000, 0 items"
    view = WordView().fit(["order 10234", "the 1 I like"])
    one, other = view.transform(["order 10234", "order 98765"]).toarray()
    np.testing.assert_array_equal(one, other)
