from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval.encoder import Encoder
from retrieval.evidence import (
    FEATURES,
    EvidenceChooser,
    EvidenceWeights,
    features,
    sentences,
)
from retrieval.evidence_training import learn, threshold_for

SHIPPED = Path(__file__).parents[2] / "data" / "models" / "evidence" / "evidence.json"
FILLER = frozenset({"does", "it", "have", "a", "an", "the", "is", "are", "can", "i", "how", "in"})
TENT = (
    "Two doors mean nobody climbs over anybody at three in the morning. The flysheet is rated to "
    "5,000 mm and the seams are taped at the factory. It packs into a bag of 50 cm."
)


@pytest.fixture
def chooser() -> EvidenceChooser:
    return EvidenceChooser(EvidenceWeights.load(SHIPPED), FILLER)


def _quoted(chooser: EvidenceChooser, encoder: Encoder, question: str, text: str) -> str:
    texts = sentences(text)
    vectors = encoder.encode([question, *texts])
    chosen = chooser.choose(question, texts, vectors[0], vectors[1:])
    return texts[chosen.place] if chosen else ""


def test_sentences_stand_in_the_text_as_they_are_and_none_asks() -> None:
    text = "Boils 1.7 l. Is it loud? Hardly at all, we say.\nLid: 2 mm of steel. Ok.\n• One for all"
    assert sentences(text) == [
        "Boils 1.7 l.",
        "Hardly at all, we say.",
        "Lid: 2 mm of steel.",
        "One for all",
    ]


def test_what_is_too_long_for_a_bubble_or_marked_up_is_not_quoted() -> None:
    assert sentences("word " * 80) == []
    assert sentences("A <b>bold</b> claim here.") == []
    assert sentences("") == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("are the seams taped?", "The flysheet is rated to 5,000 mm and the seams are taped"),
        ("how many doors does it have?", "Two doors mean"),
    ],
)
def test_the_sentence_that_answers_is_chosen(
    chooser: EvidenceChooser, encoder: Encoder, question: str, said: str
) -> None:
    assert _quoted(chooser, encoder, question, TENT).startswith(said)


@pytest.mark.parametrize(
    "question",
    [
        "does it have a timer?",
        "is there a stove included?",
        "can I pay by invoice?",
        "which country is it made in?",
        "",
    ],
)
def test_a_sentence_about_something_else_is_not(
    chooser: EvidenceChooser, encoder: Encoder, question: str
) -> None:
    assert _quoted(chooser, encoder, question, TENT) == ""


def test_a_word_in_every_text_tells_none_of_them_apart() -> None:
    texts = ["the kettle has a timer", "the kettle is red", "the kettle is light"]
    held = features("does the kettle have a timer", texts, np.zeros(3, np.float32), FILLER)
    share = held[:, FEATURES.index("words_held")]
    assert share[0] > 3 * share[1] == 3 * share[2]


def test_weights_are_kept_by_name(tmp_path: Path) -> None:
    weights = EvidenceWeights(tuple(map(float, range(len(FEATURES)))), -1.5, 0.7, "a test")
    path = tmp_path / "w.json"
    weights.save(path)
    assert EvidenceWeights.load(path) == weights
    path.write_text(path.read_text().replace('"cosine"', '"sine"'))
    with pytest.raises(ValueError, match="other features"):
        EvidenceWeights.load(path)


def test_what_tells_right_from_wrong_is_learned() -> None:
    rng = np.random.default_rng(3)
    groups = []
    for _ in range(200):
        rows = rng.normal(size=(6, len(FEATURES)))
        groups.append((rows, rows[:, 2] - rows[:, 0] + 0.2 * rng.normal(size=6) > 1))
    learned = learn(groups, groups, 0.9, "made")
    assert learned.weights[2] > 1 > 0.5 > max(map(abs, learned.weights[3:]))
    assert learned.weights[0] < -1
    assert 0 < learned.threshold < 1


def test_the_threshold_is_the_lowest_that_is_right_often_enough() -> None:
    best = [(1 - place / 100, place < 45 or place == 60) for place in range(100)]
    assert threshold_for(best, 0.9) == pytest.approx(0.51)
    assert threshold_for([(0.9, False)] * 50, 0.9) == 0.99
