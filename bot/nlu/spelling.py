"""Slips of the pen in a message, mended to the words of the examples.

"Retrun teh lmap" says what "return the lamp" does, but shares no word with it, and its sentence
vector lies elsewhere. Only what the encoder doesn't know as a word and no example teaches is
touched, and only where one letter more, less, changed or exchanged with its neighbour makes a word
that the examples use. Owns no message: what customers wrote stays as it is for everyone else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

WORD = re.compile(r"[^\W\d_]+")
CODE = re.compile(r"[@\d/\\#]|\w\.\w")  # in an address, a number, a link: no word to mend
LONGEST = 20  # letters: past it, a language without spaces
SHORTEST = 4  # letters; of three, only neighbours that changed places
COMMON = 2  # examples that use a word before others are mended to it


class Spelling:
    """`words`: how often each is used, in lower case. `is_known`: is it a word of the language?"""

    def __init__(self, words: dict[str, int], is_known: Callable[[str], bool]) -> None:
        self.words, self._is_known = words, is_known
        self._near: dict[str, list[str]] = defaultdict(list)
        for word in words:
            for form in {word, *_without_one(word)}:
                self._near[form].append(word)

    @classmethod
    def of(
        cls, texts: Sequence[str], more: Iterable[str], is_known: Callable[[str], bool]
    ) -> Spelling:
        """From the examples, and words of one's own that are right."""
        used = Counter(word for text in texts for word in set(WORD.findall(text.lower())))
        right = {word: n for word, n in used.items() if n >= COMMON and len(word) > 2}
        named = {word.lower(): used.get(word.lower(), 1) for word in more if len(word) > 2}
        return cls({**named, **right}, is_known)

    def mend(self, text: str) -> str:
        return " ".join(
            part if CODE.search(part) else WORD.sub(self._mended, part) for part in text.split(" ")
        )

    def _mended(self, found: re.Match[str]) -> str:
        word, low = found[0], found[0].lower()
        if not SHORTEST - 1 <= len(low) <= LONGEST:
            return word
        if self._is_right(low) or self._is_right(low.removesuffix("s")):
            return word
        forms = {low, *_without_one(low)}
        near = {one for form in forms for one in self._near.get(form, ()) if _one_slip(low, one)}
        if len(low) < SHORTEST:
            near = {one for one in near if sorted(one) == sorted(low)}
        return max(near, key=lambda one: self._likely(one, low), default=word)

    def _likely(self, word: str, wrong: str) -> tuple[bool, int, str]:
        """Letters are dropped, doubled or exchanged more often than another one is hit."""
        changed = len(word) == len(wrong) and sorted(word) != sorted(wrong)
        return not changed, self.words[word], word

    def _is_right(self, word: str) -> bool:
        return word in self.words or self._is_known(word)


def _without_one(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _one_slip(wrong: str, right: str) -> bool:
    """One letter more, less, another, or two neighbours exchanged. The first is seldom wrong, and
    words of three letters that lost or gained one are anything."""
    if wrong[0] != right[0] and wrong[:2] != right[1::-1]:
        return False
    if len(wrong) != len(right) and len(right) < SHORTEST:
        return False
    start = 0
    while start < min(len(wrong), len(right)) and wrong[start] == right[start]:
        start += 1
    a, b = wrong[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
