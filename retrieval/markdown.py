"""A policy in Markdown -> sections of plain text, word for word. Owns no search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Section:
    """`title` is of the document (its `#`), `heading` the nearest one above the `paragraphs`."""

    title: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """`level` is a heading's, or 0; `line` counts from 1."""

    level: int
    text: str
    line: int


def sections(markdown: str) -> list[Section]:
    """In order; a heading with nothing under it gives none. Links leave their words, HTML nothing:
    what is handed back is text for people, never markup."""
    title = heading = ""
    found: list[Section] = []
    lines: list[str] = []
    for block in blocks(markdown):
        if block.level == 0:
            lines.append(block.text)
            continue
        _close(found, title, heading, lines)
        lines = []
        title, heading = (block.text if block.level == 1 else title), block.text
    _close(found, title, heading, lines)
    return found


def _close(found: list[Section], title: str, heading: str, lines: list[str]) -> None:
    if lines:
        found.append(Section(title, heading, tuple(lines)))


def blocks(markdown: str) -> Iterator[Block]:
    """Each heading, and each text that holds words. The cells of a table's row make one text."""
    level = line = 0
    cells: list[str] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        line = token.map[0] + 1 if token.map else line
        match token.type:
            case "heading_open":
                level = int(token.tag[1:])
            case "heading_close":
                level = 0
            case "tr_open":
                cells = []
            case "tr_close":
                yield Block(0, ", ".join(cells or []), line)
                cells = None
            case "inline":
                text = _plain(token)
                if cells is not None:
                    cells.append(text)
                elif text:
                    yield Block(level, text, line)
            case "code_block" | "fence" if token.content.strip():
                yield Block(0, token.content.strip(), line)


def _plain(inline: Token) -> str:
    pieces: list[str] = []
    for child in inline.children or []:
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
    return " ".join("".join(pieces).split())
