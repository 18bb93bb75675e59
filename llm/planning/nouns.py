"""How a language counts and introduces the names of things: `a tent`, `headphones`. Owns the rules
of articles and plurals as far as copy needs them; where they can't tell, they say nothing.

Read from `[nouns]` of `data/languages/<code>/templates.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

MIN_KIND_WORDS = 2  # a shop's one-word categories are too often a department: "kitchen"
MIN_PLURAL_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Nouns:
    """`articles` are put before a name that begins with a consonant and with one of `vowels`;
    `unsure` beginnings take none. A name is plural by the ending of its head, the last word before
    one of `joints`; kinds that end in a `titled` word bear titles, which tell nothing."""

    articles: tuple[str, str] = ("", "")
    vowels: str = ""
    unsure: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    not_plural: tuple[str, ...] = ()
    uncounted: frozenset[str] = frozenset()
    uncounted_endings: tuple[str, ...] = ()
    titled: frozenset[str] = frozenset()
    joints: tuple[str, ...] = ()

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Nouns:
        one, other = data.get("articles", ("", ""))
        return cls(
            articles=(one, other),
            vowels=data.get("vowels", ""),
            unsure=tuple(data.get("unsure", ())),
            plural=tuple(data.get("plural", ())),
            not_plural=tuple(data.get("not_plural", ())),
            uncounted=frozenset(data.get("uncounted", ())),
            uncounted_endings=tuple(data.get("uncounted_endings", ())),
            titled=frozenset(data.get("titled", ())),
            joints=tuple(data.get("joints", ())),
        )

    def is_plural(self, name: str, kind: str = "") -> bool:
        """`Suede Trainers`, but no `Set of 4 Muslins`, and no novel called `Letters`."""
        if kind and kind.lower().split()[-1] in self.titled:
            return False
        words = self.head(name).lower().split()
        last = words[-1] if words else ""
        return (
            len(last) >= MIN_PLURAL_LETTERS
            and last.isalpha()
            and last.endswith(self.plural or ("\0",))
            and not last.endswith(self.not_plural or ("\0",))
        )

    def head(self, name: str) -> str:
        """What stands before the first joint: `Set` of `Set of 4 Muslins`."""
        return _breaks(self.joints).split(name, maxsplit=1)[0].strip()

    def one(self, noun: str) -> str:
        """`a battery life`; empty for what is plural, uncounted or can't be told."""
        low = noun.lower()
        last = low.split()[-1] if low.split() else ""
        if not self.articles[0] or not low[:1].isalpha() or last in self.uncounted:
            return ""
        if self.is_plural(low) or low.startswith(self.unsure or ("\0",)):
            return ""
        return f"{self.articles[low[0] in self.vowels]} {noun}"

    def introduced(self, kind: str) -> str:
        """`a weekend bag`; empty for what is plural, uncounted or can't be told."""
        low = kind.lower()
        words = re.findall(r"[\w'’-]+", low)
        if len(words) < MIN_KIND_WORDS or not re.fullmatch(r"[\w'’ -]+", low):
            return ""
        last = words[-1]
        if last in self.uncounted or last.endswith(self.uncounted_endings or ("\0",)):
            return ""
        if not self.articles[0] or self.is_plural(low) or low.startswith(self.unsure or ("\0",)):
            return ""
        return f"{self.articles[low[0] in self.vowels]} {kind}"


@cache
def _breaks(joints: tuple[str, ...]) -> re.Pattern[str]:
    """Where a name's head ends; asked for every attribute of every product that is told of."""
    words = "".join(rf"|\s{re.escape(joint)}\s" for joint in joints)
    return re.compile(rf"\s[-–—|/]\s|[,(;:]{words}")
