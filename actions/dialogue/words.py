"""A text cut into words. Owns the cut; knows no language."""

from __future__ import annotations


def words_of(text: str) -> list[str]:
    """Lower-case words and numbers, without punctuation."""
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()
