"""What can go wrong in retrieval. Owns the errors, not their HTTP status (that is `actions`').

RetrievalError
├── BadInput            a file, a line or a value the shop gave us is wrong
│   ├── BadCatalogue    in a catalogue: file, line, column
│   ├── BadMapping      in a mapping file
│   ├── BadLanguage     in a language folder
│   ├── BadPolicy       in a policy's Markdown
│   └── BadMerchandising in the merchant's file of pins, boosts and synonyms
├── IndexMissing        no index where one was expected
├── IndexDamaged        an index that is there and can't be read
├── IndexStale          an index of another format or by another encoder
├── IndexBusy           another process is writing to the index
├── IndexNotWritten     the disk wouldn't take a change: full, or read-only
├── EncoderMissing      no encoder where one was expected
├── RecommenderMissing  no trained recommender where one was expected
├── RecommenderDamaged  a recommender that is there and can't be read
├── PredictorMissing    nothing trained that foresees what visitors do
├── PredictorDamaged    such a thing that is there and can't be read
└── DimensionMismatch   vectors of another width than the index
"""

from __future__ import annotations

from pathlib import Path


class RetrievalError(Exception):
    """Root of every error that `retrieval` raises on purpose."""


class BadInput(RetrievalError):
    """Something we were given is wrong. The message says where and what to do.

    `line` and `column` count from 1; None where the fault has no place.
    """

    def __init__(
        self,
        reason: str,
        *,
        source: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        advice: str = "",
    ) -> None:
        self.reason = reason
        self.source = source
        self.line = line
        self.column = column
        self.advice = advice
        super().__init__(self._message())

    def _message(self) -> str:
        places = [
            str(self.source) if self.source else "",
            f"line {self.line}" if self.line else "",
            f"column {self.column}" if self.column else "",
        ]
        place = ", ".join(part for part in places if part)
        message = f"{place}: {self.reason}" if place else self.reason
        return f"{message}. {self.advice}" if self.advice else f"{message}."


class BadCatalogue(BadInput):
    """A catalogue file or one of its records can't be read as products."""


class BadMapping(BadInput):
    """A mapping file doesn't say what it must."""


class BadLanguage(BadInput):
    """A language folder can't be read."""


class BadPolicy(BadInput):
    """A policy's file can't be quoted from."""


class BadMerchandising(BadInput):
    """The merchant's file can't be followed."""


class IndexMissing(RetrievalError):
    """There is no index in the folder."""


class IndexDamaged(RetrievalError):
    """The index's files contradict each other or can't be read."""


class IndexStale(RetrievalError):
    """The index has another format, or its vectors come from another encoder."""


class IndexBusy(RetrievalError):
    """Another process is writing to the index; trying again later helps."""


class IndexNotWritten(RetrievalError):
    """A change couldn't be written down; the index is as it was before."""


class EncoderMissing(RetrievalError):
    """There is no encoder in the folder."""


class RecommenderMissing(RetrievalError):
    """There is no recommender in the folder."""


class RecommenderDamaged(RetrievalError):
    """The recommender's files contradict each other or can't be read."""


class PredictorMissing(RetrievalError):
    """No trained forecast where one was expected; the message says how to make it."""


class PredictorDamaged(RetrievalError):
    """A forecast is there, and its files can't be read."""


class DimensionMismatch(RetrievalError):
    """Vectors of one width were given to something that holds another."""
