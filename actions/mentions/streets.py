"""Where a street stands in a message: `14 Mill Street`, `Lindenstrasse 80`, `12 rue du Moulin`.

Some street words are sure ("avenue"), some are words of every day ("way", "drive") and count only
where the message is known to be about an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from actions.mentions.words import MentionWords, any_of

WORD = r"[^\W\d_][^\W_]*(?:['.\u2019-][^\W_]+)*\.?"
NUMBER = r"\d{1,5}(?:\s?[a-zA-Z](?![\w']))?(?:[-/]\d{1,4}[a-zA-Z]?)?"


@dataclass(frozen=True, slots=True)
class Street:
    text: str
    start: int
    end: int


class StreetReader:
    def __init__(self, words: MentionWords) -> None:
        sure, weak = words.listed("street", "sure"), words.listed("street", "weak")
        ends = words.listed("street", "ends")
        prefixes = words.listed("street", "prefixes")
        self._stop = frozenset(word.lower() for word in words.listed("street", "never_in"))
        unsaid = [*words.listed("address", "units"), *words.listed("address", "corrections")]
        unsaid += [word for word in words.listed("address", "number") if word.isalpha()]
        self._no_guess = frozenset(unsaid + words.listed("address", "instead"))
        turn = rf"(?:\s+(?:{any_of(words.listed('street', 'directions'))})\b\.?)?"
        self._sure = self._numbered(sure, sure + weak, turn)
        self._weak = self._numbered(sure + weak, sure + weak, turn)
        alone = any_of(words.listed("street", "alone"))
        self._alone = _compiled(rf"(?P<number>{NUMBER})\s+(?P<name>(?:{alone})\b){turn}")
        self._suffixed = _compiled(
            rf"(?P<name>(?:{WORD}\s+){{0,2}}[^\W\d_]+(?:[-\s])?(?:{any_of(ends)})\b\.?)\s*(?P<number>{NUMBER})(?!\w)"
        )
        opening = rf"(?:{any_of(prefixes)})\s+"
        named = rf"(?P<name>\b{opening}(?:{WORD}\s*){{1,4}}?)"
        stops = r"(?=\s*(?:[,;\n\x00]|$|\d))"
        self._prefixed = _compiled(rf"(?P<number>{NUMBER}),?\s+{named}{stops}")
        self._prefixed_last = _compiled(rf"{named}\s*(?P<number>{NUMBER})(?!\w)")
        self._any_numbered = _compiled(
            rf"(?P<number>{NUMBER})\s+(?P<name>{WORD}(?:\s+{WORD}){{0,3}})"
        )
        self._any_ending = _compiled(
            rf"(?P<name>{WORD}(?:\s+{WORD}){{0,3}})\s+(?P<number>{NUMBER})(?!\w)"
        )

    def _numbered(self, first: list[str], more: list[str], turn: str) -> re.Pattern[str]:
        """The first street word ends it, but for one that follows at once: `Park Road`."""
        again = rf"(?:\s+(?:{any_of(more)})\b\.?)?"
        return _compiled(
            rf"(?P<number>{NUMBER}),?\s+(?P<name>(?:{WORD}\s+){{1,4}}?(?:{any_of(first)})\b\.?{again}){turn}"
        )

    def find(self, text: str, about_address: bool) -> Street | None:
        """The first, the surest kind first."""
        sure = [self._sure, self._suffixed, self._prefixed, self._prefixed_last]
        for pattern in [*sure, self._weak, self._alone] if about_address else sure:
            found = next(self._standing(pattern, text), None)
            if found:
                return found
        return None

    def guess(self, text: str) -> Street | None:
        """A house number with any words, to the next comma: for when it must be an address."""
        for pattern in (self._any_numbered, self._any_ending):
            for found in self._standing(pattern, text):
                if not self._no_guess.isdisjoint(re.findall(r"[^\W\d_]+", found.text.lower())):
                    continue
                if re.match(r"\s*(?:[,;\n.\x00]|$)", text[found.end :]):
                    return found
        return None

    def _standing(self, pattern: re.Pattern[str], text: str) -> Iterator[Street]:
        for match in pattern.finditer(text):
            start = match.start() + self._leading(match[0])
            name = text[start : match.end()]
            words = re.findall(r"(?<!\w)[^\W\d_]+", name.lower())
            if words and self._stop.isdisjoint(words):
                written = re.sub(r"\s+", " ", name).strip(" ,.")
                yield Street(written, start, match.end())

    def _leading(self, said: str) -> int:
        """How much before a name that comes first is not its own: `deliver to Am Markt 3`."""
        if said[:1].isdecimal():
            return 0
        words = re.finditer(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*\W+", said)
        foreign = [w.end() for w in words if _plain(w[0]) in self._stop]
        return max(foreign, default=0)


def _plain(word: str) -> str:
    """`It's` is it is: the word before the apostrophe counts."""
    return re.split(r"['\u2019]", word.strip(" .-,"))[0].lower()


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.'\u2019-]){pattern}", re.IGNORECASE)
