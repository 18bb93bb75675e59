"""Slips of the pen in a message, mended to the words of the examples.

"Retrun teh lmap" says what "return the lamp" does, but shares no word with it, and its sentence
vector lies elsewhere. Only what no example teaches is touched, and only where one letter more,
less, changed or exchanged with its neighbour makes a word that the examples use. What the encoder
knows as a word is one, however rare ("I'd lie to know"), unless the examples use that other word
often between just these two neighbours. Owns no message: what customers wrote stays as it is for
everyone else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

WORD = re.compile(r"[^\W\d_]+")
CODE = re.compile(r"[@\d/\\#]|\w\.\w")  # in an address, a number, a link: no word to mend
LONGEST = 20  # letters: past it, a language without spaces
SHORTEST = 4  # letters; of three, only neighbours that changed places
COMMON = 2  # examples that use a word before others are mended to it
OFTEN = 5  # examples that use it between the same two words before a word is mended to it


class Spelling:
    """`words`: how often each is used, in lower case; `between`: the runs of three that are used
    often, a space between. `is_known`: is it a word of the language?"""

    def __init__(
        self,
        words: dict[str, int],
        is_known: Callable[[str], bool],
        between: Iterable[str] = (),
    ) -> None:
        self.words, self._is_known, self.between = words, is_known, frozenset(between)
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
        runs = Counter(run for text in texts for run in set(_runs_of_three(text.lower())))
        return cls({**named, **right}, is_known, (run for run, n in runs.items() if n >= OFTEN))

    def mend(self, text: str, names: Collection[str] = ()) -> str:
        """`names`: words of it, in lower case, that are right here: a product's name."""

        def mended(found: re.Match[str]) -> str:
            return found[0] if found[0].lower() in names else self._mended(found[0])

        parts = [part if CODE.search(part) else WORD.sub(mended, part) for part in text.split(" ")]
        for place in range(1, len(parts) - 1):
            if parts[place].lower() not in names:
                parts[place] = self._mended_between(*parts[place - 1 : place + 2])
        return " ".join(parts)

    def _mended_between(self, before: str, word: str, after: str) -> str:
        """A word of the language that isn't the examples', where a word of theirs stands."""
        low = word.lower()
        if not SHORTEST - 1 <= len(low) <= LONGEST or not low.isalpha() or low in self.words:
            return word
        fits = [
            one
            for one in self._one_slip_from(low)
            if f"{before.lower()} {one} {after.lower()}" in self.between
        ]
        return max(fits, key=lambda one: self._likely(one, low), default=word)

    def _mended(self, word: str) -> str:
        low = word.lower()
        if not SHORTEST - 1 <= len(low) <= LONGEST:
            return word
        if self._is_right(low) or self._is_right(low.removesuffix("s")):
            return word
        near = self._one_slip_from(low)
        if len(low) < SHORTEST:
            near = {one for one in near if sorted(one) == sorted(low)}
        return max(near, key=lambda one: self._likely(one, low), default=word)

    def _one_slip_from(self, low: str) -> set[str]:
        forms = {low, *_without_one(low)}
        return {one for form in forms for one in self._near.get(form, ()) if _one_slip(low, one)}

    def _likely(self, word: str, wrong: str) -> tuple[bool, int, str]:
        """Letters are dropped, doubled or exchanged more often than another one is hit."""
        changed = len(word) == len(wrong) and sorted(word) != sorted(wrong)
        return not changed, self.words[word], word

    def _is_right(self, word: str) -> bool:
        return word in self.words or self._is_known(word)


def _runs_of_three(text: str) -> Iterable[str]:
    """As `mend` cuts a message, so that an address or a number is no neighbour of its own kind."""
    parts = text.split(" ")
    return (" ".join(parts[at : at + 3]) for at in range(len(parts) - 2))


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
