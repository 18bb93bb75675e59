"""What is learned: better than chance on what it hasn't seen, explained by words that add up."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer

from llm.errors import DataError
from llm.sentiment import Classifier, Negation, Said
from llm.sentiment.baseline import baseline
from llm.sentiment.blend import learn_blend, macro_f1
from llm.sentiment.grams import read
from llm.sentiment.learning import learn
from llm.sentiment.view import Vocabulary
from tests.llm.sentiment.made_reviews import made_reviews

ENGLISH = Negation(frozenset({"not", "no", "never"}), ("n't",))


@pytest.fixture(scope="module")
def learned() -> Classifier:
    texts, labels = made_reviews(240)
    return learn(texts, labels, negation=ENGLISH)


@pytest.fixture(scope="module")
def of_three() -> Classifier:
    texts, labels = made_reviews(300, plain=True)
    return learn(texts, labels, negation=ENGLISH)


def test_unseen_reviews_are_told_apart(learned: Classifier, of_three: Classifier) -> None:
    for classifier, plain in ((learned, False), (of_three, True)):
        texts, labels = made_reviews(120, seed=9, plain=plain)
        said, odds = classifier.predict(texts)
        assert np.mean([a == b for a, b in zip(said, labels, strict=True)]) > 0.9
        assert odds.sum(axis=1) == pytest.approx(np.ones(120))


def test_a_negated_word_feels_otherwise(learned: Classifier) -> None:
    said, _ = learned.predict([Said("It is flimsy."), Said("It isn't flimsy at all.")])
    assert said == ["bad", "good"]


@pytest.mark.parametrize("text", ["It is lovely.", "The pen: not awful", "", "zzz", "!!! ... 5"])
def test_what_the_words_add_is_the_margin(
    learned: Classifier, of_three: Classifier, text: str
) -> None:
    for classifier in (learned, of_three):
        (felt,) = classifier.feelings([Said(text, "A flimsy title")])
        told = felt.given + felt.meaning + sum(word.adds for word in felt.words)
        assert told == pytest.approx(felt.margin, abs=1e-4)
        assert felt.score == pytest.approx(felt.probabilities[felt.label])


def test_of_two_labels_the_margin_is_the_log_odds(learned: Classifier) -> None:
    (felt,) = learned.feelings([Said("It is brilliant.")])
    assert softmax([felt.margin, 0.0])[0] == pytest.approx(felt.score, abs=1e-6)


def test_the_heaviest_word_is_the_one_that_says_it_and_stands_where_it_says(
    learned: Classifier,
) -> None:
    text = "I bought a lamp, and the lamp is scratchy."
    (felt,) = learned.feelings([Said(text)])
    first = felt.heaviest()[0]
    assert felt.label == "bad"
    assert first.word == "scratchy"
    assert text[first.start : first.stop] == "scratchy"


def test_words_of_the_title_are_told_from_those_of_the_text(learned: Classifier) -> None:
    (felt,) = learned.feelings([Said("Useless.", "Useless")])
    assert [(word.word, word.in_title, word.start) for word in felt.words] == [
        ("useless", True, 0),
        ("useless", False, 0),
    ]


def test_vectors_are_used_where_they_are_given_and_can_be_done_without() -> None:
    texts, labels = made_reviews(160)
    draw = np.random.default_rng(3)
    vectors = draw.normal(size=(160, 6)).astype(np.float32)
    vectors[:, 0] += [4.0 if label == "good" else -4.0 for label in labels]
    classifier = learn(texts, labels, vectors, negation=ENGLISH)
    nothing = [Said("hm"), Said("hm")]
    told = np.zeros((2, 6), np.float32)
    told[:, 0] = 4.0, -4.0
    assert classifier.predict(nothing, told)[0] == ["good", "bad"]
    good, _ = classifier.feelings(nothing, told)
    assert good.meaning > 0
    assert good.margin == pytest.approx(good.given + good.meaning, abs=1e-4)
    by_words = classifier.feelings(nothing)
    assert by_words[0] == by_words[1]
    assert by_words[0].meaning == 0


def test_the_same_seed_learns_the_same(learned: Classifier) -> None:
    texts, labels = made_reviews(240)
    again = learn(texts, labels, negation=ENGLISH)
    asked = made_reviews(20, seed=4)[0]
    assert np.array_equal(again.predict(asked)[1], learned.predict(asked)[1])


def test_one_label_teaches_nothing() -> None:
    with pytest.raises(DataError, match="two labels"):
        learn([Said("a"), Said("b")], ["x", "x"], negation=ENGLISH)


def test_the_rows_of_tf_idf_are_those_of_scikit_learn() -> None:
    """On letters within words, whose cut both share, with smoothed IDF and sublinear TF."""
    texts = ["it is lovely lovely", "a flimsy lamp", "lovely lamp", "flimsy and dull"]
    told = [read(Said(one), Negation()) for one in texts]
    ours = Vocabulary.of(told, "letters", 1, 10_000)
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    wanted = theirs.fit_transform(texts).toarray()
    matrix = ours.matrix(told).toarray()
    assert set(ours.columns) == set(theirs.vocabulary_)
    for name, column in theirs.vocabulary_.items():
        assert matrix[:, ours.columns[name]] == pytest.approx(wanted[:, column], abs=1e-6)


def test_a_blend_trusts_the_view_that_knows_and_is_calibrated() -> None:
    draw = np.random.default_rng(0)
    truth = draw.integers(0, 2, 4000)
    odds = np.where(truth == 1, 1.0, -1.0) + draw.normal(size=4000)
    knows = np.stack([-odds, odds], axis=1).astype(np.float32) * 5
    noise = draw.normal(size=(4000, 2)).astype(np.float32)
    blend = learn_blend([knows, noise], truth)
    sure = softmax(blend.logits([knows, noise]), axis=1)[:, 1]
    assert blend.weights[0] > 10 * abs(blend.weights[1]) * noise.std() / knows.std()
    for low in (0.1, 0.3, 0.5, 0.7):
        among = (sure >= low) & (sure < low + 0.2)
        assert truth[among].mean() == pytest.approx(sure[among].mean(), abs=0.05)


def test_macro_f1_is_the_mean_of_the_classes() -> None:
    truth, said = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])
    assert macro_f1(truth, said, 2) == pytest.approx((0.8 + 2 / 3) / 2)


def test_the_baseline_learns_too() -> None:
    texts, labels = made_reviews(240)
    asked, truth = made_reviews(60, seed=5)
    right = [a == b for a, b in zip(baseline(texts, labels, asked), truth, strict=True)]
    assert np.mean(right) > 0.8
