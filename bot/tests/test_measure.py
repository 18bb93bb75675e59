"""Measuring: what is learned and what is asked, and that the served classifier is what answers."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from bot.measure.__main__ import MODELS, measure
from bot.measure.splits import OUTSIDE_SHARE, few_shots, grouped
from bot.nlu.calibration import say_the_same
from bot.tests.examples import hashed

SHOP = {
    "opening": ["when do you open", "are you open now", "opening hours", "open on sunday"],
    "return": ["I want to return it", "send it back", "how do returns work", "give it back"],
    "card": ["do you take cards", "can I pay by card", "card payment", "is visa fine"],
}


def labelled() -> tuple[np.ndarray, np.ndarray]:
    """Twelve intents of ten texts, two of which differ in a number alone."""
    said = [(f"t{i}w{j} t{i} b{j % 9}", f"intent_{i}") for i in range(12) for j in range(10)]
    return hashed([text for text, _ in said]), np.array([intent for _, intent in said])


def test_every_message_of_a_known_intent_is_asked_once_and_never_learned_with_it() -> None:
    vectors, intents = labelled()
    asked: Counter[int] = Counter()
    for part in grouped(vectors, intents):
        assert not set(part.learn) & set(part.ask)
        learned = set(intents[part.learn])
        assert {bool(own in learned) for own in intents[part.ask[~part.outside]]} == {True}
        assert not learned & set(intents[part.ask[part.outside]])
        assert part.outside.mean() == pytest.approx(OUTSIDE_SHARE, abs=0.03)
        asked.update(part.ask[~part.outside].tolist())
    assert set(asked.values()) == {1}


def test_near_duplicates_are_never_on_both_sides() -> None:
    vectors, intents = labelled()
    groups = np.zeros(len(intents), dtype=int)
    for number, intent in enumerate(np.unique(intents)):
        rows = intents == intent
        groups[rows] = number * 100 + say_the_same(vectors[rows], 0.35)
    assert len(np.unique(groups)) < len(intents)
    for part in grouped(vectors, intents):
        assert not set(groups[part.learn]) & set(groups[part.ask[~part.outside]])


def test_few_shots_learn_as_many_of_each_and_ask_the_rest() -> None:
    _, intents = labelled()
    draws = list(few_shots(intents, 3, 2))
    for part in draws:
        assert set(Counter(intents[part.learn]).values()) == {3}
        assert len(part.learn) + len(part.ask) == len(intents)
    assert set(draws[0].learn) != set(draws[1].learn)


def test_each_model_answers_each_message_of_another_file() -> None:
    learn = [[text, intent] for intent, texts in SHOP.items() for text in texts]
    told = []
    job = {
        "protocol": "apart",
        "learn": learn,
        "ask": ["opening hours please", "pay by card"],
        "models": [name for name in MODELS if name != "default_rasa"],
    }
    answers = measure(job, lambda done, total: told.append((done, total)))["answers"]
    assert told == [(1, 3), (2, 3), (3, 3)]
    for rows in answers.values():
        assert [(row, outside) for row, outside, *_ in rows] == [(0, False), (1, False)]
        assert [guess for *_, guess, _ in rows] == ["opening", "card"]
        assert all(served in (None, guess) for _, _, served, guess, _ in rows)
        assert all(0 <= known <= 1 for *_, known in rows)
