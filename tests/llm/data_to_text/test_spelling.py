"""The cases are sentences of our own; what they become follows the set's rules by hand."""

import pytest

from llm.data_to_text.spelling import normalise


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("The Kettle is red .", "the kettle is red"),  # a full stop apart goes, another stays
        ("the kettle is red.", "the kettle is red ."),
        ("it weighs 2.5 kg, or 1,200 g", "it weighs 2.5 kg , or 1,200 g"),
        ("Doesn't it have ports?", "does not it have port -s ?"),
        ("two televisions; cheaper families", "two television -s , cheap -er family -s"),
        ("wired and/or wireless", "wired and and or wireless"),
        ("call (020) 555-0134 now", "call 0205550134 now"),
        ("call 555-0134 now", "call 555-0134 now"),
        ("the shop's kettle", "the shop 's kettle"),
        ("a 'quiet' kettle", "a quiet kettle"),
        ("code 12 34 5", "code 12345"),
        ("mostly nicely", "most -ly nice -ly"),
    ],
)
def test_spelling(said: str, written: str) -> None:
    assert normalise(said) == written
