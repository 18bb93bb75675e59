"""A query while it is being read: its tokens, what each was taken for, what was found so far.
Owns the marks; the stages decide them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby

from pyroaring import BitMap

from retrieval.filters.postings import union
from retrieval.fold import words
from retrieval.query.gazetteers import Gazetteers
from retrieval.query.language import Language
from retrieval.query.phrases import PhraseTable
from retrieval.query.tokens import Token, tokenise
from retrieval.values import Constraint, Correction, Op, SoftWish, Sort

MAX_LENGTH = 500
MAX_TOKENS = 64
"""Some stages look at every pair of tokens: 64 are read in milliseconds, 400 took seconds."""
MAX_RANKED = 200
"""Bytes: encoding takes time by the token, of which Latin words have one and other scripts one a
letter. This holds some thirty words, or sixty signs."""
LONGEST_WORD = 40
_HALVES = re.compile("[\ud800-\udfff]")


class Mark(Enum):
    FREE = 0
    KEPT = 1  # understood, and it helps ranking, too
    OUT = 2  # understood, and of no use for ranking


class Reading:
    """Only the first `MAX_LENGTH` characters and `MAX_TOKENS` tokens are read: a longer query is
    no query."""

    def __init__(
        self,
        query: str,
        language: Language,
        gazetteers: Gazetteers,
        currency: str,
        background: str = "",
    ) -> None:
        self.query = _HALVES.sub(" ", query[:MAX_LENGTH])
        self.language = language
        self.gazetteers = gazetteers
        self.currency = currency
        self.background = words(background)
        self.tokens = tokenise(self.query)[:MAX_TOKENS]
        self.marks = [Mark.FREE] * len(self.tokens)
        self.constraints: list[Constraint] = []
        self.sort: Sort | None = None
        self.soft: list[SoftWish] = []
        self.corrections: list[Correction] = []
        self.head_of: tuple[int, ...] = ()
        self.head: int | None = None
        self.called_so: BitMap | None = None
        self.changes = 0
        self.seen_at = -1
        self._stops: tuple[int, frozenset[int]] = (-1, frozenset())
        self.sayings = self._places(language.sayings)
        self.features = self._places(language.features) | self.sayings
        self.code_places = _codes(self.tokens)

    def correct(
        self, correction: Correction, place: int, meant: Sequence[Token], took: int = 1
    ) -> None:
        """Read the `took` tokens at `place` as those that were `meant`; nothing is taken yet."""
        self.corrections.append(correction)
        self.tokens[place : place + took] = meant
        self.marks = [Mark.FREE] * len(self.tokens)
        self.changes += 1
        self.sayings = self._places(self.language.sayings)
        self.features = self._places(self.language.features) | self.sayings
        self.code_places = _codes(self.tokens)

    def _places(self, table: PhraseTable[str]) -> set[int]:
        found = table.find(self.tokens)
        return {place for start, stop, _ in found for place in range(start, stop)}

    def free(self, start: int, stop: int | None = None) -> bool:
        """Whether these tokens are there and not taken yet."""
        stop = start + 1 if stop is None else stop
        if start < 0 or stop > len(self.tokens):
            return False
        return all(mark is Mark.FREE for mark in self.marks[start:stop])

    def take(self, start: int, stop: int, mark: Mark) -> None:
        self.marks[start:stop] = [mark] * (stop - start)
        self.changes += 1

    def said(self, start: int, stop: int) -> str:
        """The customer's own words from token `start` to `stop`."""
        return self.query[self.tokens[start].start : self.tokens[stop - 1].end]

    def add(self, constraint: Constraint) -> None:
        """Note a condition; values of one field and sense come together. Words that are not
        wanted stay apart, so that one of them can be given up alone."""
        for place, known in enumerate(self.constraints):
            same = (known.field, known.op) == (constraint.field, constraint.op)
            if same and known.op is not Op.BETWEEN and known.field != "text":
                values = tuple(dict.fromkeys([*known.values, *constraint.values]))
                words = f"{known.words}, {constraint.words}"
                self.constraints[place] = replace(known, values=values, words=words)
                return
        if constraint not in self.constraints:
            self.constraints.append(constraint)

    def topic(self, besides: Sequence[tuple[int, int]] = ()) -> list[str]:
        """The words that say what is looked for: not taken, no stop words, not in `besides`; after
        those of the background."""
        return self.background + self.topic_said(besides)

    def topic_said(self, besides: Sequence[tuple[int, int]] = ()) -> list[str]:
        """The topic as this query says it, without the background."""
        skipped = {place for start, stop in besides for place in range(start, stop)}
        skipped |= self.stop_places()
        skipped |= self.code_places
        return [
            word
            for place, token in enumerate(self.tokens)
            if self.marks[place] is Mark.FREE and place not in skipped and token.word
            for word in words(token.key)
        ]

    def relevant(self, topic: Iterable[str]) -> BitMap | None:
        """Rows that the topic's words seem to be about, None for no hint. A word that would leave
        nothing is passed over."""
        rows: BitMap | None = None
        for word in topic:
            forms = self.language.forms(word)
            said = union(map(self.gazetteers.saying, forms))
            narrowed = said if rows is None else rows & said
            if narrowed:
                rows = narrowed
        return rows

    def stating(self, attribute: str) -> BitMap:
        """Rows that state this attribute in words or as a number, in whatever unit."""
        known = self.gazetteers
        rows = known.stating(attribute)
        for by_name in known.measures.values():
            rows = rows | union(n.rows for (name, _), n in by_name.items() if name == attribute)
        return rows

    def text(self) -> str:
        """What is left for ranking, as it was written, without stop words; with them where they
        are all that was said."""
        kept = self._written(self.stop_places())
        understood = self.constraints or self.sort or self.soft or self.background
        return kept if kept or understood else self._written(())

    def stop_places(self) -> frozenset[int]:
        """Places of stop words among what is still free; a phrase never spans what was taken.
        Worked out anew only after something was taken."""
        if self._stops[0] != self.changes:
            self._stops = (self.changes, frozenset(self._stop_places()))
        return self._stops[1]

    def _stop_places(self) -> set[int]:
        places: set[int] = set()
        begin = 0
        for free, run in groupby(self.marks, key=lambda mark: mark is Mark.FREE):
            end = begin + len(list(run))
            if free:
                for start, stop, _ in self.language.stop.find(self.tokens[begin:end]):
                    if not self._in_code(begin + start, begin + stop):
                        places.update(range(begin + start, begin + stop))
            begin = end
        return places - self.sayings

    def _in_code(self, start: int, stop: int) -> bool:
        """Whether these tokens hang together with a number: the `a` of `a5` is no article."""
        before = self.tokens[start - 1].number is not None if start else False
        after = self.tokens[stop] if stop < len(self.tokens) else None
        glued_after = after is not None and after.glued and after.number is not None
        return glued_after or (before and self.tokens[start].glued)

    def _written(self, without: Iterable[int]) -> str:
        pieces: list[str] = []
        end = -1
        left_out = set(without)
        for place, token in enumerate(self.tokens):
            if self.marks[place] is Mark.OUT or place in left_out or token.sign:
                continue
            gap = self.query[end : token.start] if end >= 0 else " "
            joined = end >= 0 and gap and not any(c.isspace() or c.isalnum() for c in gap)
            glued = end == token.start
            raw = self.query[token.start : token.end]
            if pieces and (glued or (joined and len(gap) == 1)):
                pieces[-1] += gap + raw
            else:
                pieces.append(raw)
            end = token.end
        said = " ".join(piece[:LONGEST_WORD] for piece in pieces)
        return said.encode("utf-8", "ignore")[:MAX_RANKED].decode("utf-8", "ignore").rstrip()


def _codes(tokens: Sequence[Token]) -> frozenset[int]:
    """The places of words that hang together with a number: `k` of `4k`, `i` of `i7`."""
    joints = (place for place in range(1, len(tokens)) if tokens[place].glued)
    pairs = ((place, tokens[place - 1], tokens[place]) for place in joints)
    mixed = {place for place, one, two in pairs if (one.number is None) != (two.number is None)}
    return frozenset(at for place in mixed for at in (place - 1, place) if tokens[at].word)
