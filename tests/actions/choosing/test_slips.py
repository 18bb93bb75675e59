"""What is one word mistyped, and what is another word."""

from __future__ import annotations

import pytest

from actions.choosing.slips import may_slip, slipped, slipped_plainly, slips_of


@pytest.mark.parametrize(
    ("said", "meant", "most", "is_slip"),
    [
        ("orrder", "order", 1, True),
        ("odrer", "order", 1, True),
        ("oredr", "order", 1, True),
        ("border", "order", 1, True),
        ("brother", "order", 1, False),
        ("headphnoens", "headphones", 2, True),
        ("headphnoens", "headphones", 1, False),
        ("order", "order", 1, True),
    ],
)
def test_slips_of_the_finger(said: str, meant: str, most: int, is_slip: bool) -> None:
    assert slipped(said, meant, most) is is_slip


def test_short_words_and_numbers_are_never_mistyped_ones() -> None:
    assert not may_slip("mug")
    assert not may_slip("10023")
    assert may_slip("lamp")


def test_a_long_word_may_have_two() -> None:
    assert (slips_of("kettle"), slips_of("kettles")) == (1, 2)


@pytest.mark.parametrize(
    ("said", "meant", "is_plain"),
    [
        ("yse", "yes", True),
        ("yesss", "yes", True),
        ("yeees", "yes", True),
        ("sur", "sure", True),
        ("surre", "sure", True),
        ("confrim", "confirm", True),
        ("comfirm", "confirm", True),
        ("definately", "definitely", True),
        ("okkk", "ok", True),
        ("ko", "ok", False),
        ("yet", "yes", False),
        ("eyes", "yes", False),
        ("ye", "yes", False),
        ("cure", "sure", False),
        ("shore", "sure", False),
        ("tonfirm", "confirm", False),
    ],
)
def test_a_slip_that_leaves_no_doubt(said: str, meant: str, is_plain: bool) -> None:
    assert slipped_plainly(said, meant) is is_plain
