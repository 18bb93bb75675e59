"""Where messages are cut, and where never."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.importers.utils import training_data_from_paths

from bot.nlu.clauses import MOST_CUTS, Joints, divisions


@pytest.fixture(scope="module")
def joints() -> Joints:
    tables = training_data_from_paths([str(Path("data/nlu/en"))], "en").lookup_tables
    return Joints(tables[0]["elements"])


def cut(joints: Joints, text: str) -> list[str]:
    return [text[begin:end] for begin, end in joints.pieces(text)]


def test_a_message_is_cut_at_words_signs_and_lines(joints: Joints) -> None:
    assert cut(joints, "cancel my order and where is your shop?") == [
        "cancel my order",
        "where is your shop?",
    ]
    assert cut(joints, "It broke. Also, track 10234\nthanks a lot") == [
        "It broke",
        "track 10234",
        "thanks a lot",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a book on R&D",
        "my mail is a.b@shop.ie",
        "1.200 pieces",
        "has order no. 10234 gone out",
        "Andy's sandals",
        "",
        "  ",
        "and",
    ],
)
def test_what_stands_inside_a_word_or_alone_cuts_nothing(joints: Joints, text: str) -> None:
    assert len(joints.pieces(text)) == 1


def test_a_joint_at_the_edge_or_beside_another_leaves_no_empty_piece(joints: Joints) -> None:
    assert cut(joints, "and also, show my cart. And, but where is it!") == [
        "show my cart",
        "where is it!",
    ]


def test_a_long_story_is_cut_a_few_times_only(joints: Joints) -> None:
    assert len(joints.pieces(" and ".join(["one thing"] * 9))) == MOST_CUTS + 1


def test_another_language_brings_other_joints() -> None:
    assert cut(Joints(["und", "。"]), "storniere es und wo ist der Laden") == [
        "storniere es",
        "wo ist der Laden",
    ]
    assert cut(Joints([]), "no joints and no cuts. None") == ["no joints and no cuts. None"]


def test_every_division_covers_all_pieces_in_order() -> None:
    assert divisions(1) == []
    assert divisions(3) == [[(0, 1), (1, 3)], [(0, 2), (2, 3)], [(0, 1), (1, 2), (2, 3)]]
