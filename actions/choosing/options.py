"""A product's options as they are spoken of, and where a text speaks of them. Owns matching words
with values; what follows from it for a variant is `variants`' to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actions.choosing.slips import may_slip, slipped_plainly
from actions.choosing.terms import Term, is_number, joined
from actions.choosing.words import ChoosingWords
from retrieval.fold import fold
from retrieval.values import Product

WHOLE, PART, HINT = 3.0, 2.0, 1.0
"""How surely a form says a value: in whole, by a word of its own, by its number or its family."""
LONGEST_FORM = 6

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """From term `start` to `end` one of `pairs` (option, value) is spoken of; none of them where
    the option is known but no variant has such a value."""

    start: int
    end: int
    pairs: frozenset[Pair]
    options: frozenset[str]


class Options:
    """One product's options in one language."""

    def __init__(self, product: Product, words: ChoosingWords) -> None:
        self._words = words
        self.values: dict[str, list[str]] = defaultdict(list)
        for variant in product.variants:
            for option, value in variant.options.items():
                if value not in self.values[option]:
                    self.values[option].append(value)
        self.names = {option: self._name_words(option) for option in self.values}
        self._forms: dict[str, dict[Pair, float]] = defaultdict(dict)
        for option, values in self.values.items():
            for value in values:
                for form, strength in self._forms_of(option, value):
                    known = self._forms[form].get((option, value), 0.0)
                    self._forms[form][(option, value)] = max(known, strength)
        self._title = {form for term in words.cut(product.title) for form in words.forms(term.key)}

    def _name_words(self, option: str) -> frozenset[str]:
        """The words that name an option, with what else it is called."""
        called = self._words.table("called").get(fold(option), [])
        keys = [term.key for name in (option, *called) for term in self._words.cut(name)]
        return frozenset(form for key in keys for form in self._words.forms(key))

    def _forms_of(self, option: str, value: str) -> Iterator[tuple[str, float]]:
        words = self._words
        terms = words.cut(value)
        if not terms:
            return
        yield from ((form, WHOLE) for form in self._in_one_and_many(terms))
        if self._is_sized(option):
            yield from ((name, WHOLE) for name in words.sizes.get(joined(terms), ()))
        for other in words.table("also").get(joined(terms), ()):
            yield from ((form, WHOLE) for form in self._in_one_and_many(words.cut(other)))
        if self.is_affirmed(value):
            yield from ((form, PART) for form in self._affirming(option))
        yield from self._partial(option, value, terms)
        yield from self._coloured(option, value)

    def _is_sized(self, option: str) -> bool:
        """Whether its values are sizes: the `medium` of a lamp's brightness is no M."""
        cuts = [joined(self._words.cut(value)) for value in self.values[option]]
        return sum(cut in self._words.sizes for cut in cuts) * 2 > len(cuts)

    def _in_one_and_many(self, terms: Sequence[Term]) -> Iterator[str]:
        opening = joined(terms[:-1])
        return (opening + form for form in self._words.forms(terms[-1].key))

    def _affirming(self, option: str) -> Iterator[str]:
        """What says yes to an option: its name, and the words that come with it."""
        for said in (option, *self._words.table("affirmed").get(fold(option), ())):
            yield from self._in_one_and_many(self._words.cut(said))

    def is_affirmed(self, value: str) -> bool:
        return joined(self._words.cut(value)) in self._words.phrases("values", "yes")

    def is_none(self, value: str) -> bool:
        """`none`, `no`, `not resistant`: what is meant by denying the option."""
        terms = self._words.cut(value)
        return bool(terms) and (
            joined(terms) in self._words.phrases("values", "none")
            or terms[0].key in self._words.phrases("values", "denying")
        )

    def _partial(
        self, option: str, value: str, terms: Sequence[Term]
    ) -> Iterator[tuple[str, float]]:
        """The words of a value that no other value of its option has."""
        if self.is_none(value):
            return
        others = [self._words.cut(other) for other in self.values[option] if other != value]
        elsewhere = {term.key for cut in others for term in cut}
        dull = self._words.phrases("values", "dull") | self.names[option]
        for term in terms:
            if term.key in elsewhere or term.key in dull or (len(terms) == 1 and not term.kind):
                continue
            if is_number(term.key):
                yield term.key, HINT
            elif len(terms) > 1 and (len(term.key) > 1 or term.kind):
                yield from ((form, PART) for form in self._words.forms(term.key))
        number = value.split()[0].strip("\"'")
        digits = "".join(c for c in number if c.isdecimal() or c == ".").strip(".")
        if digits and not is_number(joined(terms)):
            yield digits, HINT

    def _coloured(self, option: str, value: str) -> Iterator[tuple[str, float]]:
        """A colour by its other spelling, and by its family where no value bears that name."""
        language = self._words.language
        family = language.family(value)
        if family not in language.families:
            return
        same = [said for said, name in language.same_colours.items() if name == fold(value)]
        yield from ((joined(self._words.cut(said)), WHOLE) for said in same)
        if all(fold(other) != family for other in self.values[option]):
            yield family, HINT

    def said(self, terms: Sequence[Term]) -> list[Said]:
        """Where `terms` speak of values, left to right, the longest at each place."""
        found: list[Said] = []
        place = 0
        while place < len(terms):
            one = self._at(terms, place) or self._unknown_at(terms, place)
            one = one or self._mistyped_at(terms, place)
            if one:
                found.append(one)
            place = one.end if one else place + 1
        return found

    def _at(self, terms: Sequence[Term], place: int) -> Said | None:
        for end in range(min(len(terms), place + LONGEST_FORM), place, -1):
            stretch = terms[place:end]
            if any(term.breaks for term in stretch):
                continue
            known = self._forms.get(joined(stretch))
            pairs = self._likely(known, terms, place, end) if known else set()
            if pairs:
                return Said(place, end, frozenset(pairs), frozenset(o for o, _ in pairs))
        return None

    def _likely(
        self, pairs: dict[Pair, float], terms: Sequence[Term], start: int, end: int
    ) -> set[Pair]:
        """Of several options those whose name stands nearest, else those said most surely. A
        number alone says something only beside the option's name, or when it is a long one."""
        if joined(terms[start:end]) in self._words.phrases("terms", "not"):
            # "waterproof: no" or a "no" by itself, but not "no backlight".
            named = self._named_beside(terms, start, start) or self._alone(terms, start, end)
            return {pair for pair in pairs if pair[0] in named}
        near = self._named_beside(terms, start, end)
        beside = {pair for pair in pairs if pair[0] in near}
        if beside:
            return beside
        best = max(pairs.values())
        if best <= HINT and is_number(terms[start].key) and len(terms[start].key) < 2:
            return set()
        return {pair for pair, strength in pairs.items() if strength == best}

    def _named_beside(self, terms: Sequence[Term], start: int, end: int) -> set[str]:
        """The options named next to a stretch, what comes after it before what comes before; of an
        empty stretch, what comes before."""
        for distance in (1, 2):
            after = [end + distance - 1] if end > start else []
            for place in (*after, start - distance):
                if not 0 <= place < len(terms):
                    continue
                between = terms[end : place + 1] if place >= end else terms[place:start]
                if any(term.breaks or self._joins(term) for term in between):
                    continue
                named = {o for o, names in self.names.items() if terms[place].key in names}
                if named:
                    return named
        return set()

    def _alone(self, terms: Sequence[Term], start: int, end: int) -> set[str]:
        """All options, where nothing is said with the stretch in one breath."""
        before = start == 0 or terms[start - 1].breaks or self._joins(terms[start - 1])
        after = end == len(terms) or terms[end].breaks or self._joins(terms[end])
        return set(self.values) if before and after and len(terms) > 1 else set()

    def _joins(self, term: Term) -> bool:
        return term.key in self._words.phrases("terms", "joins")

    def _unknown_at(self, terms: Sequence[Term], place: int) -> Said | None:
        """A value of a known kind that no variant has: pink, XXL, 3 litres."""
        term = terms[place]
        options = {
            option
            for option, values in self.values.items()
            if self._is_of_kind(term, option, values)
        }
        if not options or term.key in self._title:
            return None
        return Said(place, place + 1, frozenset(), frozenset(options))

    def _mistyped_at(self, terms: Sequence[Term], place: int) -> Said | None:
        """`craem`: a word of no other meaning here that is plainly one of the values."""
        key = terms[place].key
        known = key in self._title or key in self._words.language.ordinary
        if known or not may_slip(key):
            return None
        meant = {
            pair
            for form, pairs in self._forms.items()
            if may_slip(form) and slipped_plainly(key, form)
            for pair, strength in pairs.items()
            if strength > HINT
        }
        options = frozenset(option for option, _ in meant)
        return Said(place, place + 1, frozenset(meant), options) if len(meant) == 1 else None

    def _is_of_kind(self, term: Term, option: str, values: Sequence[str]) -> bool:
        words = self._words
        cuts = [words.cut(value) for value in values]
        if term.kind:
            return any(one.kind == term.kind for cut in cuts for one in cut)
        language = words.language
        if language.family(term.key) in language.families:
            known = [language.family(value) in language.families for value in values]
            return sum(known) * 2 > len(known) and not language.is_thing(term.key)
        sizes = words.sizes
        return len(term.key) > 1 and term.key in sizes and any(joined(c) in sizes for c in cuts)
