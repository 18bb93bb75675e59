"""Which kind of thing a query asks for, by what the catalogue calls its products: the head of a
title or a category (`laptop bag` is a bag). Owns no list of kinds and no ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from pyroaring import BitMap

from retrieval.filters.postings import union
from retrieval.fold import words
from retrieval.query.gazetteers import Gazetteers
from retrieval.query.kind import Kind
from retrieval.query.language import Language
from retrieval.query.reading import Mark, Reading

SURE = 0.5
MOSTLY = 0.9
"""Where so many are in a category of that name, a title that ends so is an accident of its cut
(`ExpressCard Laptop 1394a`)."""
FAR_MORE = 3
"""Another name of a thing counts where the catalogue uses it so many times as often."""
SAID_SHARE = 0.05
LONGEST_NAME = 3
MANY = 400
"""Past so many products of a kind, that some of them say a word is taken for granted."""


def kind_said(reading: Reading) -> str:
    """The words in which `reading` names a thing: those of its first part that says anything
    (`bag` in `a bag for my laptop`), where they name a kind of the catalogue or are a bare name
    and nothing else (`dragon egg`); empty for anything else."""
    parts = [part for part in map(partial(_unmeasured, reading), _parts_said(reading)) if part]
    if not parts:
        return ""
    first = [word for place in parts[0] for word in words(reading.tokens[place].key)]
    if first[-1] in reading.language.kind_open:
        return ""
    known = Kinds(reading.gazetteers, reading.language)
    named = len(parts) == 1 or known.head(first) is not None
    return " ".join(first) if named and _together(reading, parts[0]) else ""


def head_place(reading: Reading) -> int | None:
    """The place of the word that names the thing looked for, among what is not taken yet. Of a
    last word that is no category (`headphones bluetooth`) an earlier one that is goes before."""
    part = next((part for part in _parts_said(reading) if part), None)
    if part is None:
        return None
    if reading.head_of != tuple(part):
        reading.head_of, reading.head = tuple(part), _head_among(reading, part)
        reading.called_so = None
    return reading.head


def called_so(reading: Reading) -> BitMap:
    """Rows that are called by the word that names the thing looked for, or by another name that
    ends in that word: a usb stick is a flash drive."""
    place = head_place(reading)
    if place is None:
        return BitMap()
    if reading.called_so is None:
        known = Kinds(reading.gazetteers, reading.language)
        before = [t.key for t in reading.tokens[max(0, place - LONGEST_NAME + 1) : place]]
        reading.called_so = known.called(before, words(reading.tokens[place].key))
    return reading.called_so


def renamed_places(reading: Reading) -> range:
    """The places of the words that are another name of a thing together: `usb stick`."""
    place = head_place(reading)
    if place is None:
        return range(0)
    known = Kinds(reading.gazetteers, reading.language)
    before = [token.key for token in reading.tokens[max(0, place - LONGEST_NAME + 1) : place + 1]]
    return range(place + 1 - known.renamed_words(before), place + 1)


def rows_meant(reading: Reading, topic: Sequence[str]) -> Iterator[BitMap]:
    """What the topic is about, the likeliest first: things that are called so and say its other
    words as well, all that are called so, all that say its words."""
    of_kind = called_so(reading)
    if of_kind:
        head = words(reading.tokens[head_place(reading) or 0].key)
        narrowed = reading.relevant([word for word in topic if word not in head])
        if narrowed is not None and narrowed & of_kind:
            yield narrowed & of_kind
        yield of_kind
    saying = reading.relevant(topic)
    if saying:
        yield saying


def _head_among(reading: Reading, part: Sequence[int]) -> int | None:
    known = Kinds(reading.gazetteers, reading.language)
    named = [place for place in part if not _names_nothing(reading, place)] or part
    spoken = [(word, place) for place in named for word in words(reading.tokens[place].key)]
    found = known.head([word for word, _ in spoken])
    if found is None:
        return named[-1]
    last, rows = found
    if not known.is_category(spoken[last][0]):
        for word, place in reversed(spoken[:last]):
            brand = word in reading.gazetteers.brands
            if not brand and known.is_said_of(spoken[last][0], word, rows):
                return place
    return spoken[last][1]


def _names_nothing(reading: Reading, place: int) -> bool:
    """A colour, or `gb` after a number."""
    language, word = reading.language, reading.tokens[place].key
    colour = language.family(word) in language.families and not language.is_thing(word)
    return colour or _is_unit(reading, place)


def _is_unit(reading: Reading, place: int) -> bool:
    before = reading.tokens[place - 1] if place else None
    unit = reading.language.units.at(reading.tokens, place)
    return before is not None and before.number is not None and unit is not None


def _unmeasured(reading: Reading, part: list[int]) -> list[int]:
    """`part` without the units of what couldn't be measured: no `gb` names a thing."""
    return [place for place in part if not _is_unit(reading, place)]


def _parts_said(reading: Reading) -> Iterator[list[int]]:
    """The places of the words that say something, part by part."""
    part: list[int] = []
    stopped = reading.stop_places()
    for place, token in enumerate(reading.tokens):
        if token.key in reading.language.kind_ends:
            yield part
            part = []
        elif reading.marks[place] is Mark.FREE and place not in stopped and token.word:
            part.append(place)
    yield part


def _together(reading: Reading, places: Sequence[int]) -> bool:
    """Whether no stop word parts them: `keep it warm` is no name."""
    between = set(range(places[0], places[-1])) - set(places)
    return not between & reading.stop_places()


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
        return Kind(rows, promised, strict, sure, spoken_of, saying)

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
            thing = self._language.other_names.get(" ".join(spoken[start:]))
            if thing is not None and (" " not in thing or self._known.said.called(thing)):
                return len(spoken) - start
        return 0

    def is_category(self, word: str) -> bool:
        """Whether a category is called so."""
        return bool(self._heads.categories(self.names(word)))

    def is_said_of(self, value: str, head: str, called: BitMap) -> bool:
        """Whether `value`, by which `called` are called, is rather what things called `head`
        state: bluetooth of headphones. Where no category is called `head`, names that say it tell,
        unless some say both words as they stand: a camera battery is no camera."""
        found = self.head([head])
        rows = found[1] if found else BitMap()
        stated, flag = self._known.stated, self._known.flags.get(value)
        if rows and not self.is_category(head):
            rows = union(map(self._known.saying, self._language.forms(head)))
            if len(rows) >= len(called) and self._known.said.titled(f"{head} {value}"):
                return False
        if len(rows) < len(called):
            return False
        names = stated.names([value]) - set(self._language.list.values.never)
        stating = (stated.texts[n].of(stated.saying(n, value)) for n in names)
        held = chain([flag.set] if flag else [], stating)
        return any(len(one & rows) >= SAID_SHARE * len(rows) for one in held)

    def names(self, word: str) -> tuple[str, ...]:
        """`word` and what else such a thing is called in the language, in all forms."""
        same = (name for names in self._language.same_kinds if word in names for name in names)
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
        return [*spoken[:start], *self._language.other_names[" ".join(spoken[start:])].split()]

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
