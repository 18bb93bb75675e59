"""What the assistant offered to be sent by a click, so that a click is read as it was meant,
whatever intent its words are taken for. Owns the last offer to each sender; words nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from actions.dialogue.words import words_of

MAX_SENDERS = 10_000


class Offers:
    def __init__(self) -> None:
        self._texts: OrderedDict[str, frozenset[str]] = OrderedDict()

    def make(self, sender_id: str, texts: Iterable[str]) -> None:
        """In place of what was offered to this sender before."""
        self._texts[sender_id] = frozenset(map(_plain, texts))
        self._texts.move_to_end(sender_id)
        while len(self._texts) > MAX_SENDERS:
            self._texts.popitem(last=False)

    def holds(self, sender_id: str, text: str) -> bool:
        """Whether `text` is one of the offered changes of the search, word for word."""
        return _plain(text) in self._texts.get(sender_id, frozenset())


def _plain(text: str) -> str:
    return " ".join(words_of(text))
