"""One policy's Markdown file, read and found fit to be quoted. Owns what a merchant may write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import BadPolicy
from retrieval.markdown import Block, Section, blocks, sections

MOST_BYTES = 256 * 1024
MOST_SECTION_WORDS = 400
MOST_SENTENCE_WORDS = 120
"""What is quoted should fit in a chat."""

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_END = re.compile(r"(?<=[.!?。！？])\s*")


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """`source` is the file's stem; `title` its first heading, or else the stem."""

    source: str
    title: str
    sections: tuple[Section, ...]


def policy_files(folder: Path) -> list[Path]:
    """Every policy of one language, by name."""
    return sorted(folder.glob("*.md"))


def read_policy(path: Path) -> PolicyFile:
    """Raises `BadPolicy` with the line, and with what to do about it."""
    text = _text(path)
    read = list(blocks(text))
    _check_headings(path, read)
    _check_lengths(path, read)
    found = sections(text)
    title = next((one.title for one in found if one.title), "") or path.stem.replace("_", " ")
    return PolicyFile(path.stem, title, tuple(found))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadPolicy(f"can't be read ({error.strerror})", source=path) from error
    if len(data) > MOST_BYTES:
        most = f"{MOST_BYTES // 1024} KB"
        raise BadPolicy(
            f"is {len(data) // 1024} KB long, more than {most}", source=path, advice="Part it"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadPolicy(
            "isn't UTF-8 text", source=path, line=line, advice="Save it as UTF-8"
        ) from error
    odd = _NO_TEXT.search(text)
    if odd:
        line = text[: odd.start()].count("\n") + 1
        raise BadPolicy("holds a character that is no text", source=path, line=line)
    return text


def _check_headings(path: Path, read: list[Block]) -> None:
    """Each text stands under a heading, and under each heading a text or a deeper heading."""
    if not read:
        raise BadPolicy("is empty", source=path, advice="Write a heading and a text, or remove it")
    if not read[0].level:
        raise BadPolicy(
            "a text stands before the first heading",
            source=path, line=read[0].line, advice="Begin with a title, such as `# Returns`",
        )  # fmt: skip
    for one, after in zip(read, [*read[1:], None], strict=True):
        deeper = after is not None and (after.level == 0 or after.level > one.level)
        if one.level and not deeper:
            raise BadPolicy(
                f"nothing stands under “{one.text}”",
                source=path, line=one.line, advice="Write what applies, or remove the heading",
            )  # fmt: skip


def _check_lengths(path: Path, read: list[Block]) -> None:
    heading, words = read[0], 0
    for block in read:
        if block.level:
            heading, words = block, 0
            continue
        words += len(block.text.split())
        if words > MOST_SECTION_WORDS:
            raise BadPolicy(
                f"“{heading.text}” is longer than {MOST_SECTION_WORDS} words",
                source=path, line=heading.line, advice="Part it by headings",
            )  # fmt: skip
        longest = max(len(sentence.split()) for sentence in _END.split(block.text))
        if longest > MOST_SENTENCE_WORDS:
            raise BadPolicy(
                f"a sentence of {longest} words is too long to be quoted",
                source=path, line=block.line, advice=f"{MOST_SENTENCE_WORDS} words are the most",
            )  # fmt: skip
