"""The shop's own voice in one language: the sentences people wrote for a kind of answer, and the
words that these sentences lend to a reply. Owns no check."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from llm.corpus.clause import SLOT, Clause
from llm.grounding.final.tongue import Tongue
from llm.grounding.verifier import pieces
from llm.plan import Plan, Task

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_STOP_AFTER_SLOT = re.compile(r"(?<=\})\.$")
_CACHED = 4096
# Slots that read alike and mean something else.
ROLES = {
    "day": ("placed", "shipped", "delivered", "cancelled", "refunded", "due", "due_from", "due_to"),
    "money": ("price", "list_price", "budget", "refund"),
    "number": ("order", "tracking"),
}


def straight(text: str) -> str:
    """With the typewriter's apostrophe, so that both ways of writing are one word."""
    return text.replace("’", "'")


def cue_role(slot: str) -> str:
    """By which a slot's cues are kept: `due` of `due_from`, `price` of `price2`."""
    return slot.rstrip("23").removesuffix("_from").removesuffix("_to")


def any_role(skeleton: str) -> str:
    """With every day, amount or number in the place of every other."""
    for kind, slots in ROLES.items():
        skeleton = re.sub(rf"\{{(?:{'|'.join(slots)})\}}", f"{{{kind}}}", skeleton)
    return skeleton


def words_of(text: str) -> list[str]:
    return WORD.findall(straight(SLOT.sub(" ", text)))


def as_written(piece: str) -> str:
    """A sentence as it is compared: a fact at its end may bring its own full stop."""
    return _STOP_AFTER_SLOT.sub("", piece)


class Voice:
    """Made of the clauses that a language was taught or has as templates, and its `Tongue`."""

    def __init__(self, clauses: Iterable[Clause], tongue: Tongue) -> None:
        self.tongue = tongue
        self._clauses: dict[Task, list[Clause]] = {}
        for clause in clauses:
            self._clauses.setdefault(clause.task, []).append(clause)
        self._lent = {id(c): frozenset(w.lower() for w in words_of(c.text)) for c in self._all()}
        self.capitals = tongue.capitals | self._capitals()
        self.sentences = lru_cache(_CACHED)(self._sentences)
        self.turned = lru_cache(_CACHED)(self._turned)
        self._words = lru_cache(_CACHED)(self._words_for)

    def words(self, plan: Plan) -> frozenset[str]:
        """All words that a reply to `plan` may use beside its facts."""
        return self._words(plan.task, plan.ask, frozenset(plan.slots))

    def _all(self) -> Iterable[Clause]:
        return (clause for clauses in self._clauses.values() for clause in clauses)

    def _suited(self, task: Task, ask: str) -> Iterable[Clause]:
        return (c for c in self._clauses.get(task, ()) if not c.asks or ask in c.asks)

    def _sentences(self, task: Task, ask: str) -> frozenset[str]:
        """What people wrote for this kind of answer, a sentence each."""
        suited = self._suited(task, ask)
        return frozenset(as_written(straight(p)) for c in suited for p in pieces(c.text))

    def _turned(self, task: Task, ask: str) -> frozenset[str]:
        """The same with each day and amount as any other: "We sent it on {day}"."""
        return frozenset(any_role(sentence) for sentence in self._sentences(task, ask))

    def _words_for(self, task: Task, ask: str, slots: frozenset[str]) -> frozenset[str]:
        lent = (self._lent[id(c)] for c in self._suited(task, ask) if slots.issuperset(c.slots))
        roles = {cue_role(slot) for slot in slots}
        cued = (words for role, words in self.tongue.cue_words.items() if role in roles)
        own = self.tongue.task_words.get(task, frozenset())
        return self.tongue.words.union(self.tongue.checked, own, *cued, *lent)

    def _capitals(self) -> frozenset[str]:
        """Words that people wrote with a capital in the middle of a sentence."""
        found: set[str] = set()
        for clause in self._all():
            for piece in pieces(clause.text):
                inner = SLOT.sub("x", straight(piece)).lstrip("“\"'(")
                found |= {word for word in WORD.findall(inner)[1:] if word[0].isupper()}
        return frozenset(found)
