"""Whether a question was answered with yes or with no. Strict about yes: something is done on it,
so that every word of the answer must be one of assent, if need be a plainly mistyped one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.choosing.covering import LONGEST, any_of, covered
from actions.choosing.impatience import impatient_yes
from actions.choosing.slips import slipped_plainly
from actions.choosing.terms import Term, joined
from actions.choosing.words import ChoosingWords

LONGEST_YES = 14
LONGEST_MENDED = 4
"""In a longer answer a strange word may mean something."""


def yes_or_no(text: str, words: ChoosingWords, kind: str = "") -> bool | None:
    """None for what is neither, and for what mixes the two. `kind` is that of the change which the
    question was about: a yes may say it again (`yes, cancel it`)."""
    terms = words.cut(_spelled_out(text, words))
    if _is_doubt(terms, words):
        return None
    if impatient_yes(terms, words, kind):
        return True
    if any(term.key == "?" for term in terms):
        return None
    said = [term for term in terms if not term.breaks]
    if _is_yes(said, words, kind) or _is_yes(_mended(said, words), words, kind):
        return True
    return False if _is_no(said, words) else None


def _spelled_out(text: str, words: ChoosingWords) -> str:
    """With words for a thumb up or down."""
    for name, word in (("yes_signs", " yes "), ("no_signs", " no ")):
        for sign in words.listed("consent", name):
            text = text.replace(sign, word)
    return text


def _is_doubt(terms: Sequence[Term], words: ChoosingWords) -> bool:
    """`yeah right`, which agrees to nothing, and no more than that."""
    said = [term for term in terms if not term.breaks]
    doubt = words.phrases("consent", "doubt")
    return any_of(said, doubt) and covered(said, doubt | words.phrases("consent", "before_doubt"))


def _is_yes(said: Sequence[Term], words: ChoosingWords, kind: str) -> bool:
    """Made of assent and of words that change nothing, and nothing else."""
    yes = words.phrases("consent", "yes") | words.phrases("consent", "doing")
    other = words.phrases("consent", "filler") | words.phrases("consent_doing", kind)
    if not said or len(said) > LONGEST_YES:
        return False
    return covered(said, yes | other) and any_of(said, yes)


def _mended(said: Sequence[Term], words: ChoosingWords) -> list[Term]:
    """With words of assent for those that are one of them mistyped: `yse`, `sur`, `confrim`."""
    if len(said) > LONGEST_MENDED:
        return []
    return [replace(term, key=_meant(term.key, words)) for term in said]


def _meant(key: str, words: ChoosingWords) -> str:
    if key in words.known or not key.isalpha():
        return key
    aims = sorted(words.phrases("consent", "typed"))
    return next((known for known in aims if slipped_plainly(key, known)), key)


def _is_no(said: Sequence[Term], words: ChoosingWords) -> bool:
    """Begins with a no and goes on to nothing else: no correction, no pause, no yes."""
    no = words.phrases("consent", "no")
    starts = range(_past_filler(said, words) + 1)
    ends = [
        end
        for start in starts
        for end in range(min(len(said), start + LONGEST), start, -1)
        if joined(said[start:end]) in no
    ]
    end = max(ends, default=None)
    if end is None:
        return False
    rest = said[end:]
    if not rest or covered(rest, no | words.phrases("consent", "filler")):
        return True
    if words.has(rest, "consent", "ending") and not any_of(rest, words.phrases("consent", "yes")):
        return rest[0].key in _firsts(words)
    return False


def _past_filler(said: Sequence[Term], words: ChoosingWords) -> int:
    filler = words.phrases("consent", "filler")
    place = 0
    while place < len(said) and said[place].key in filler:
        place += 1
    return place


def _firsts(words: ChoosingWords) -> frozenset[str]:
    """The words with which an ending of a no begins."""
    return frozenset(words.cut(phrase)[0].key for phrase in words.listed("consent", "ending"))
