"""What a merchant may write, and how what is wrong is told: file, line, cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import BadPolicy
from retrieval.passages import read_policy

GOOD = "# Returns\n\n## Refunds\nWithin 5 days.\n"
WORDY = "word " * 130


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "returns.md"


def test_a_good_file_gives_its_sections(path: Path) -> None:
    path.write_text("\ufeff" + GOOD, encoding="utf-8")
    read = read_policy(path)
    assert (read.source, read.title) == ("returns", "Returns")
    assert [(one.heading, one.paragraphs) for one in read.sections] == [
        ("Refunds", ("Within 5 days.",))
    ]


def test_a_file_without_a_title_is_called_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "gift_cards.md"
    path.write_text("## Value\nFrom 10 euros.\n", encoding="utf-8")
    assert read_policy(path).title == "gift cards"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("  \n\n", "is empty"),
        ("<!-- later -->\n", "is empty"),
        ("We refund you.\n", "line 1: a text stands before the first heading"),
        ("\n\nHello.\n\n" + GOOD, "line 3: a text stands before the first heading"),
        (
            "# Returns\n\n## Refunds\n\n## Gifts\nGladly.\n",
            "line 3: nothing stands under “Refunds”",
        ),
        ("# Returns\n", "line 1: nothing stands under “Returns”"),
        (GOOD + "\n## Long\n" + "A few words. " * 140, "line 6: “Long” is longer than 400 words"),
        (GOOD + "\n## Wordy\n\n" + WORDY, "line 8: a sentence of 130 words"),
        (GOOD + "\n## Odd\n\nA \x00 b.\n", "line 8: holds a character that is no text"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(path: Path, text: str, told: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadPolicy) as error:
        read_policy(path)
    assert told in str(error.value)
    assert str(path) in str(error.value)


def test_what_is_no_utf8_is_told_with_its_line(path: Path) -> None:
    path.write_bytes("# Returns\n\n## Refunds\nFor 5 €.\n".encode("cp1252"))
    with pytest.raises(BadPolicy, match=r"line 4: isn't UTF-8 text\. Save it as UTF-8"):
        read_policy(path)


def test_a_file_too_long_or_not_there_is_told(path: Path) -> None:
    path.write_text("x" * 300_000, encoding="utf-8")
    with pytest.raises(BadPolicy, match="more than 256 KB"):
        read_policy(path)
    path.unlink()
    with pytest.raises(BadPolicy, match="can't be read"):
        read_policy(path)
