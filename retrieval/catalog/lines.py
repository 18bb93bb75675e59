"""Lines of a file, decoded, each with its number; .gz is unpacked on the way. Owns no records."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from retrieval.errors import BadCatalogue

SKIP_BAD = "leave bad lines out with `storeclerk index --skip-bad`, whose index `up` then serves"
"""What an error about one line advises besides mending it. `storeclerk up --catalog` prints it,
too, and skips nothing itself."""

MAX_LINE_BYTES = 4 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

OnBad = Callable[[BadCatalogue], None]


def read_lines(source: Path, on_bad: OnBad) -> Iterator[tuple[int, str]]:
    """Yields (line number from 1, line). A line that isn't UTF-8 or is absurdly long goes to
    `on_bad`, which raises or lets the rest be read. Raises `BadCatalogue` when the file itself
    can't be read."""
    try:
        with _opened(source) as stream:
            yield from _decoded(source, stream, on_bad)
    except (OSError, EOFError, zlib.error) as error:
        raise BadCatalogue(
            f"can't be read ({_plain(error)})",
            source=source,
            advice="Check that the file is there, whole and readable",
        ) from error


def _opened(source: Path) -> IO[bytes] | gzip.GzipFile:
    if source.name.lower().endswith(".gz"):
        return gzip.open(source, "rb")
    return source.open("rb")


def _plain(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _decoded(
    source: Path, stream: IO[bytes] | gzip.GzipFile, on_bad: OnBad
) -> Iterator[tuple[int, str]]:
    number = 0
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(raw) > MAX_LINE_BYTES:
            _skip_rest(stream, raw)
            on_bad(_too_long(source, number))
            continue
        if number == 1:
            raw = _without_bom(source, raw)
        try:
            yield number, raw.decode("utf-8")
        except UnicodeDecodeError as error:
            on_bad(_not_utf8(source, number, raw, error))


def _without_bom(source: Path, raw: bytes) -> bytes:
    if raw.startswith(_UTF16):
        raise BadCatalogue(
            "is in UTF-16", source=source, line=1, column=1, advice="Save it as UTF-8"
        )
    return raw.removeprefix(_BOM)


def _skip_rest(stream: IO[bytes] | gzip.GzipFile, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(MAX_LINE_BYTES)


def _too_long(source: Path, number: int) -> BadCatalogue:
    return BadCatalogue(
        f"the line is longer than {MAX_LINE_BYTES // 1024 // 1024} MB",
        source=source,
        line=number,
        advice="A product stands on one line; shorten it or leave it out",
    )


def _not_utf8(source: Path, number: int, raw: bytes, error: UnicodeDecodeError) -> BadCatalogue:
    column = len(raw[: error.start].decode("utf-8", "replace")) + 1
    return BadCatalogue(
        f"the byte {raw[error.start]:#04x} is not UTF-8",
        source=source,
        line=number,
        column=column,
        advice="Save the file as UTF-8",
    )
