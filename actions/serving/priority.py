"""Whose work the device does first."""

from __future__ import annotations

from enum import IntEnum


class Priority(IntEnum):
    """A customer who waits, text that a merchant ordered, the index."""

    CHAT = 0
    COPY = 1
    INDEX = 2

    @property
    def label(self) -> str:
        return self.name.lower()
