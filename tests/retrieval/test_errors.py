"""Messages say where, what, and what to do."""

from retrieval.errors import BadCatalogue, BadInput, RetrievalError


def test_message_has_place_reason_and_advice() -> None:
    error = BadCatalogue(
        "the price is negative", source="c.jsonl", line=3, column=7, advice="Fix it"
    )
    assert str(error) == "c.jsonl, line 3, column 7: the price is negative. Fix it"
    assert (error.line, error.column, error.reason) == (3, 7, "the price is negative")


def test_message_without_a_place_is_just_the_reason() -> None:
    assert str(BadInput("unknown format")) == "unknown format."


def test_everything_has_one_root() -> None:
    assert issubclass(BadCatalogue, BadInput)
    assert issubclass(BadInput, RetrievalError)
