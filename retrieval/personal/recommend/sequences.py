"""Files of sequences: `user item item ...` a line, oldest first. Owns reading, not what it means.

`.gz` is unpacked on the way. Ids are texts without blanks and stay as they are in the file.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from retrieval.errors import BadInput

Sequences = dict[str, tuple[str, ...]]
"""User -> items, oldest first; in the file's order of users."""


def read_sequences(path: Path) -> Sequences:
    """Raises `BadInput` with the line: not UTF-8, a user without items, a user who was there
    before, nothing at all."""
    sequences: Sequences = {}
    lines: dict[str, int] = {}
    for number, line in read_text_lines(path):
        user, *items = line.split()
        if not items:
            raise BadInput(
                f"user {user} has no item", source=path, line=number, advice="Leave the line out"
            )
        if user in sequences:
            reason = f"user {user} was already on line {lines[user]}"
            raise BadInput(reason, source=path, line=number, advice="Put all items on one line")
        sequences[user], lines[user] = tuple(items), number
    if not sequences:
        raise BadInput("holds no sequence", source=path, advice="A line is: user item item ...")
    return sequences


def read_text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(number from 1, line) of each line that isn't blank. Raises `BadInput` where the file can't
    be read or a line is not UTF-8."""
    try:
        with _opened(path) as file:
            for number, raw in enumerate(file, 1):
                line = _decoded(raw.removeprefix(b"\xef\xbb\xbf"), path, number)
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error) as error:
        told = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise BadInput(
            f"can't be read ({told})", source=path, advice="Check that it is there and whole"
        ) from error


def _opened(path: Path) -> gzip.GzipFile:
    """Plain files too, by the same interface."""
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")  # type: ignore[return-value]


def _decoded(raw: bytes, path: Path, number: int) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"byte {error.start + 1} is not UTF-8"
        raise BadInput(reason, source=path, line=number, advice="Save the file as UTF-8") from error
