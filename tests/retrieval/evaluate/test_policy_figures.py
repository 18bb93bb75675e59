"""The measure of policy answers, by hand; and the shop's own questions, measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.encoder import Encoder
from retrieval.errors import BadInput
from retrieval.evaluate.policy import (
    PolicyQuestion,
    at_best_floor,
    judged,
    misplaced,
    plain_ways,
    read_policy_questions,
)
from retrieval.passages import Asked, Passages
from retrieval.query import Language
from retrieval.values import Passage

ROOT = Path(__file__).parents[3]
QUESTIONS = ROOT / "tests" / "policies" / "questions.toml"
REFUND = PolicyQuestion("when", (("policy:returns#Refunds", "within 5 days"),))
NEVER = PolicyQuestion("who won")


def quote(text: str, score: float = 1.0) -> Passage:
    return Passage("returns", "Refunds", text, score)


def test_what_is_right_is_counted_by_hand() -> None:
    asked = [REFUND, REFUND, REFUND, NEVER, NEVER]
    quotes = [quote("You get it within 5 days."), quote("Gladly."), None, quote("Gladly."), None]
    figures = judged(asked, quotes)
    assert figures.precision == pytest.approx(1 / 3)
    assert figures.answered == pytest.approx(1 / 3)
    assert (figures.silence, figures.silence_right) == (0.5, 0.5)
    assert figures.right == pytest.approx(2 / 5)
    assert figures.words == pytest.approx((6 + 1 + 1) / 3)


def test_a_quote_from_elsewhere_is_not_right() -> None:
    elsewhere = Passage("shipping", "Refunds", "It comes within 5 days.")
    assert not REFUND.answered_by(elsewhere)


def test_a_plain_way_gets_the_floor_that_suits_it_best() -> None:
    quotes = [quote("within 5 days", 0.9), quote("Gladly.", 0.5), quote("Gladly.", 0.4)]
    assert at_best_floor([REFUND, NEVER, NEVER], quotes) == [quotes[0], None, None]


def test_questions_that_cant_be_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "q.toml"
    path.write_text("answered = [['when', 'returns#Refunds']]\nunanswered = []\n")
    with pytest.raises(BadInput, match=r"q\.toml.*isn't `file#heading"):
        read_policy_questions(path)


@pytest.fixture(scope="module")
def policies(encoder: Encoder, english: Language) -> Passages:
    folder = ROOT / "data" / "knowledge" / "en"
    asked = Asked.load(ROOT / "data" / "languages" / "en")
    return Passages.from_folder(folder, encoder.encode, asked, english.policy_names)


@pytest.mark.parametrize(
    "name",
    ["questions.toml", "questions_held_out.toml", "questions_fresh.toml", "questions_meeting.toml"],
)
def test_every_answer_stands_in_the_sample_shops_policies(policies: Passages, name: str) -> None:
    questions = read_policy_questions(QUESTIONS.with_name(name))
    assert not misplaced(questions, policies.sentences)
    assert misplaced([REFUND], policies.sentences) == ["policy:returns#Refunds: within 5 days"]


def test_the_answer_is_that_of_the_narrower_matter(policies: Passages) -> None:
    questions = read_policy_questions(QUESTIONS.with_name("questions_meeting.toml"))
    assert judged(questions, [policies.find(one.text) for one in questions]).answered >= 0.85
    express = policies.find("how much is express shipping")
    assert express is not None
    assert "€9.50" in express.text


def test_policies_are_quoted_better_than_by_words_or_vectors_alone(
    policies: Passages, encoder: Encoder, english: Language
) -> None:
    questions = read_policy_questions(QUESTIONS)
    ours = judged(questions, [policies.find(one.text) for one in questions])
    assert ours.precision >= 0.82
    assert ours.silence >= 0.9
    for way in plain_ways(policies, encoder.encode, english.stemmer).values():
        plain = judged(questions, at_best_floor(questions, [way(one) for one in questions]))
        assert ours.right > plain.right + 0.05
