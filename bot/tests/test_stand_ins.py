"""Goods count as one word, whichever they are; nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.stand_ins import StandIns
from bot.nlu.words import WordView

SAID = StandIns({"goods": ["desk", "lamp", "harp"], "option": ["red", "kg"]})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("cancel the harp", "cancel the qgoods"),
        ("two red desk lamps, please", "two qoption qgoods, please"),
        ("a desk and a lamp", "a qgoods and a qgoods"),
        ("5kg or 5 kg", "5qoption or 5 qoption"),
        ("harpoons are lamplit", "harpoons are lamplit"),
        ("", ""),
    ],
)
def test_goods_and_options_are_replaced_as_whole_words(text: str, read: str) -> None:
    assert SAID.apply(text) == read


def test_without_words_nothing_is_replaced() -> None:
    assert StandIns({}).apply("a red lamp") == "a red lamp"
    assert StandIns.of([{"name": "joint", "elements": ["and"]}]).kinds == {}


def test_the_tables_of_the_examples_are_read() -> None:
    tables = [{"name": "goods", "elements": ["harp"]}, {"name": "joint", "elements": ["and"]}]
    assert StandIns.of(tables).apply("harp and lute") == "qgoods and lute"


def test_what_was_never_seen_is_read_as_what_was() -> None:
    view = WordView(SAID).fit(["Cancel the lamp", "return the desk"])
    seen, unseen = view.transform(["cancel the lamp", "cancel the harp"]).toarray()
    assert (seen == unseen).all()


def test_what_is_loaded_replaces_the_same() -> None:
    view = WordView(SAID).fit(["cancel the lamp", "return the desk"])
    again = WordView.from_state(view.state())
    said = ["cancel the red harp"]
    np.testing.assert_allclose(
        again.transform(said).toarray(), view.transform(said).toarray(), atol=1e-5
    )
