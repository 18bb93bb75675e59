"""A text that reads as one goes before one that is sentences in a row."""

from __future__ import annotations

import pytest

from actions.config import PROJECT_ROOT
from actions.copydesk.smooth import Drawn, Smooth
from llm.reply import Reply

SMOOTH = Smooth(PROJECT_ROOT / "data" / "languages")


@pytest.mark.parametrize(
    "text",
    [
        "Good to know: made of cotton. Good to know: washable.",
        "See all the details in our shop. At €27.90 in our shop.",
        "Both oven-safe and yours for €104.00.",
        "Yes, vegan. Have a look.",
    ],
)
def test_what_repeats_itself_or_nobody_would_say_is_rough(text: str) -> None:
    assert not SMOOTH.reads(text, "en")


def test_what_says_each_thing_once_is_smooth() -> None:
    assert SMOOTH.reads("Made of cotton, and washable. See the details on its page.", "en")
    assert SMOOTH.reads("", "en")
    assert SMOOTH.reads("With glass eyes, and washable.", "en")  # no "yes,"


def test_a_language_without_a_list_has_only_repetition() -> None:
    assert SMOOTH.reads("Yes, vegan.", "xx")
    assert not SMOOTH.reads("In roter Wolle. In roter Seide.", "../en")


def test_rough_texts_fill_what_smooth_ones_leave() -> None:
    drawn = Drawn(2)
    rough, other, smooth = (Reply(text) for text in ("a", "b", "c"))
    drawn.add(rough, smooth=False)
    drawn.add(other, smooth=False)
    assert (drawn.missing, drawn.best()) == (2, [rough, other])
    drawn.add(smooth, smooth=True)
    assert (drawn.missing, drawn.best()) == (1, [smooth, rough])
    assert drawn.knows("b")
    assert not drawn.knows("d")
