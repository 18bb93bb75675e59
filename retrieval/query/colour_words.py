"""How colours are said, and the family of each. Owns no catalogue."""

from __future__ import annotations

from functools import cached_property

from symspellpy import SymSpell, Verbosity

from retrieval.fold import phrase
from retrieval.query.phrases import PhraseTable
from retrieval.query.sections import Sections, words_table

MIN_LENGTH = 4


class ColourWords(Sections):
    """The sections on colours."""

    @cached_property
    def colours(self) -> PhraseTable[str]:
        """Each colour with the name of its family."""
        own = ((family, family) for family in self.list.colours)
        shades = ((s, family) for family, shades in self.list.colours.items() for s in shades)
        return PhraseTable([*own, *shades])

    @cached_property
    def colour_words(self) -> PhraseTable[str]:
        return words_table(colour=self.list.colour.words)

    @cached_property
    def colour_things(self) -> PhraseTable[str]:
        return words_table(thing=self.list.colour.also_things)

    @cached_property
    def colour_before(self) -> PhraseTable[str]:
        return words_table(before=self.list.colour.before)

    @cached_property
    def same_colours(self) -> dict[str, str]:
        """Other names of a family -> the family."""
        return {phrase(said): phrase(name) for said, name in self.list.colour.same.items()}

    @cached_property
    def colour_same(self) -> PhraseTable[str]:
        return PhraseTable(self.list.colour.same.items())

    @cached_property
    def not_colours(self) -> PhraseTable[str]:
        return words_table(thing=self.list.colour.never)

    @cached_property
    def families(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.colours))

    def is_thing(self, colour: str) -> bool:
        """Whether a colour's name is that of a thing, too (`mint`)."""
        return tuple(colour.split()) in self.colour_things

    def family(self, colour: str) -> str:
        """The family of a colour as a catalogue writes it: by its whole name, else by the last
        word that is a colour (`heather navy` is a blue); the name itself where none is."""
        known = self._families
        name = self.same_colours.get(phrase(colour), phrase(colour))
        if name in known:
            return known[name]
        words = name.split()
        return next((known[word] for word in reversed(words) if word in known), name)

    @cached_property
    def _families(self) -> dict[str, str]:
        shades = {phrase(s): phrase(f) for f, all_s in self.list.colours.items() for s in all_s}
        return shades | {phrase(family): phrase(family) for family in self.list.colours}

    def nearest_colour(self, word: str) -> str | None:
        """The colour that `word` is with one slip, None where there is none."""
        if len(word) < MIN_LENGTH or not word.isalpha():
            return None
        found = self._colour_speller.lookup(word, Verbosity.CLOSEST, max_edit_distance=1)
        return str(found[0].term) if found else None

    @cached_property
    def _colour_speller(self) -> SymSpell:
        speller = SymSpell(max_dictionary_edit_distance=1, prefix_length=6)
        for name in self._families:
            if " " not in name and len(name) >= MIN_LENGTH and not self.is_thing(name):
                speller.create_dictionary_entry(name, 1)
        return speller
