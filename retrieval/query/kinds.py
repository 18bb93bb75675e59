"""Which kind of thing a query asks for, by what the catalogue calls its products: the head of a
title or a category (`laptop bag` is a bag). Owns no list of kinds and no ranking."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pyroaring import BitMap

from retrieval.filters.postings import union
from retrieval.fold import words
from retrieval.query.gazetteers import Gazetteers
from retrieval.query.kind import Kind
from retrieval.query.language import Language

SURE = 0.5
MOSTLY = 0.9
"""Where so many are in a category of that name, a title that ends so is an accident of its cut
(`ExpressCard Laptop 1394a`)."""
FAR_MORE = 3
"""Another name of a thing counts where the catalogue uses it so many times as often."""
SAID_SHARE = 0.05
USUAL_SHARE = 0.3
LONGEST_NAME = 3
MANY = 400
"""Past so many products of a kind, that some of them say a word is taken for granted."""


class Kinds:
    """The kinds of a live catalogue as one language names them; remembers nothing, so that it
    is never behind the gazetteers."""

    def __init__(self, gazetteers: Gazetteers, language: Language) -> None:
        self._known = gazetteers
        self._heads = gazetteers.heads(language)
        self._language = language

    def of(self, said: str, query: str = "") -> Kind | None:
        """The kind that the words `said` end in; None where the catalogue has no such thing. What
        is set apart (a dog's coat) is meant where the whole `query` says so."""
        spoken = self._renamed(words(said))
        found = self.head(spoken)
        if found is None:
            return None
        place, rows = found
        rows = self._meant(rows, words(f"{said} {query}"))
        saying = self._saying(rows, [word for at, word in enumerate(spoken) if at != place])
        rows = self._narrowed(rows, spoken[: place + 1])
        promised = len(rows) > MANY or bool(saying & rows)
        categories = self._heads.categories(self.names(spoken[place]))
        named = self._heads.within(categories) & rows
        sure = len(named) / len(rows)
        strict = promised and sure >= SURE and self._all_said(categories, named, spoken)
        spoken_of = union(map(self._known.saying, self.names(spoken[place])))
        rows = named if sure >= MOSTLY else rows
        called = tuple(spoken[: place + 1])
        return Kind(rows, promised, strict, sure, spoken_of, saying, called)

    def is_said(self, said: str) -> bool:
        """Whether the last word of `said` occurs anywhere in the catalogue."""
        forms = self._language.forms(words(said)[-1])
        return any(form in self._known.vocabulary for form in forms)

    def head(self, spoken: Sequence[str]) -> tuple[int, BitMap] | None:
        """The place of the last word that is the head of any product's name, and the products."""
        for place in reversed(range(len(spoken))):
            word = spoken[place]
            if place and word in self._language.kind_containers:
                continue
            rows = self._heads.called(self._language.forms(word))
            others = self._heads.called(self.names(word))
            if len(others) > FAR_MORE * len(rows) or self._mostly_named(rows, word):
                rows = others
            if rows:
                return place, rows
        return None

    def also_called(self, said: str) -> str:
        """What the catalogue calls the thing that `said` names, where it hardly calls it so:
        `backpack` for a rucksack. Empty where it does, or calls it nothing."""
        spoken = words(said)
        renamed = self._renamed(spoken)
        if renamed != spoken:
            own = self._heads.ending_in(" ".join(spoken[-self.renamed_words(spoken) :]))
            return "" if own else " ".join(word for word in renamed if word not in spoken)
        found = self.head(spoken)
        if found is None:
            return ""
        word = spoken[found[0]]
        own = self._heads.called(self._language.forms(word))
        others = [name for name in self.names(word) if name not in self._language.forms(word)]
        rows = {name: len(self._heads.called([name])) for name in others}
        most = max(others, key=lambda name: rows[name], default="")
        return most if most and rows[most] > FAR_MORE * len(own) else ""

    def called(self, before: Sequence[str], named: Sequence[str]) -> BitMap:
        """Rows called by the last of the words `named`, or by another name for it and what stands
        `before`."""
        spoken = [*before, *named]
        renamed = self._renamed(spoken)
        found = self.head(named if renamed == spoken else renamed)
        if found is None:
            return BitMap()
        return found[1] if renamed == spoken else self._narrowed(found[1], renamed)

    def renamed_words(self, spoken: Sequence[str]) -> int:
        """How many words at the end of `spoken` are another name of a thing of the catalogue."""
        for start in range(max(0, len(spoken) - LONGEST_NAME), len(spoken)):
            thing = self._thing(spoken[start:])
            if thing and (" " not in thing or self._known.said.called(thing)):
                return len(spoken) - start
        return 0

    def _thing(self, named: Sequence[str]) -> str:
        """What a thing is called of which `named`, in any number, is another name; else empty."""
        others = self._language.other_names
        names = (" ".join([*named[:-1], form]) for form in self._language.forms(named[-1]))
        return next((others[name] for name in names if name in others), "")

    def is_category(self, word: str) -> bool:
        """Whether a category is called so."""
        return bool(self._heads.categories(self.names(word)))

    def is_said_of(self, value: str, head: str, called: BitMap) -> bool:
        """Whether `value`, by which `called` are called, is rather what things called `head`
        state: bluetooth of headphones. Where no category is called `head`, names that say it tell;
        many must state the value where names say both words as they stand: a camera battery is
        no camera."""
        found = self.head([head])
        rows = found[1] if found else BitMap()
        stated, flag = self._known.stated, self._known.flags.get(value)
        category, share = self.is_category(head), SAID_SHARE
        if not rows:
            return False
        rather = not category and self._rather_called(f"{head} {value}", f"{value} {head}")
        if not category:
            rows = union(map(self._known.saying, self._language.forms(head)))
            share = USUAL_SHARE if rather else share
        both = category and len(called & rows) >= SAID_SHARE * len(called)
        if len(rows) < len(called) and not (both or rather):
            return False
        names = stated.names([value]) - set(self._language.list.values.never)
        stating = (stated.texts[n].of(stated.saying(n, value)) for n in names)
        held = chain([flag.set] if flag else [], stating)
        return any(len(one & rows) >= share * len(rows) for one in held)

    def _rather_called(self, one: str, other: str) -> bool:
        titled = self._known.said.titled
        return len(titled(one)) > len(titled(other))

    def names(self, word: str) -> tuple[str, ...]:
        """`word` and what else such a thing is called in the language, in all forms."""
        asked = set(self._language.forms(word))
        groups = (names for names in self._language.same_kinds if asked.intersection(names))
        same = (name for names in groups for name in names)
        return tuple(
            form for name in dict.fromkeys([word, *same]) for form in self._language.forms(name)
        )

    def _mostly_named(self, rows: BitMap, word: str) -> bool:
        """Whether most of `rows` lie in a category of another name for `word`: 5G phones among
        the smartphones."""
        others = set(self.names(word)) - set(self._language.forms(word))
        named = self._heads.within(self._heads.categories(others))
        return named.intersection_cardinality(rows) * 2 > len(rows)

    def _renamed(self, spoken: list[str]) -> list[str]:
        """With another name at the end put as its thing is called: coffee for coffee beans,
        solid state drive for ssd."""
        count = self.renamed_words(spoken)
        if not count:
            return spoken
        start = len(spoken) - count
        return [*spoken[:start], *self._thing(spoken[start:]).split()]

    def _meant(self, rows: BitMap, said: list[str]) -> BitMap:
        """Only what is set apart where that was `said`, else only what isn't; all of them where
        that would be none."""
        asked = bool(self._language.kind_apart.intersection(said))
        return (rows & self._heads.apart if asked else rows - self._heads.apart) or rows

    def _narrowed(self, rows: BitMap, spoken: Sequence[str]) -> BitMap:
        """`rain jacket` is narrower than `jacket` where the catalogue calls some of them so."""
        if len(spoken) < 2:
            return rows
        before, head = (self._language.forms(word) for word in spoken[-2:])
        compounds = [f"{first} {last}" for first in before for last in head]
        titled = union(self._known.said.titled(compound, rows) for compound in compounds)
        ended = union(map(self._heads.ending_in, compounds))
        return titled | (ended & rows) or rows

    def _saying(self, rows: BitMap, others: Sequence[str]) -> BitMap:
        """Those of `rows` that say all the `others`, in any of their forms."""
        for word in others:
            rows = rows & union(map(self._known.said.saying, self._language.forms(word)))
        return rows

    def _all_said(self, categories: set[str], named: BitMap, spoken: list[str]) -> bool:
        """Whether a category is called just so, or several end in it."""
        said = {form for word in spoken for form in self.names(word)}
        held = [name for name in categories if self._heads.within([name]) & named]
        return len(held) > 1 or any(set(words(name)) <= said for name in held)
