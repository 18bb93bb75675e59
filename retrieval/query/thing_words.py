"""How what a thing is, and for whom, is said. Owns no kinds, brands or departments."""

from __future__ import annotations

from functools import cached_property

from retrieval.fold import phrase
from retrieval.query.phrases import PhraseTable
from retrieval.query.sections import Sections, words_table


class ThingWords(Sections):
    """The sections on sizes, audiences, values, makers, departments and kinds."""

    @cached_property
    def size_words(self) -> PhraseTable[str]:
        return words_table(size=self.list.size.words)

    @cached_property
    def size_bare(self) -> PhraseTable[str]:
        return words_table(size=self.list.size.bare)

    @cached_property
    def size_names(self) -> PhraseTable[str]:
        own = ((name, name) for name in self.list.size.names)
        said = ((s, name) for name, all_said in self.list.size.names.items() for s in all_said)
        return PhraseTable([*own, *said])

    @cached_property
    def shoe_systems(self) -> PhraseTable[str]:
        return PhraseTable.of({name: one.said for name, one in self.list.size.shoes.items()})

    @cached_property
    def audiences(self) -> PhraseTable[str]:
        return PhraseTable.of(self.list.audience.groups)

    @cached_property
    def same_values(self) -> dict[str, tuple[str, ...]]:
        """Each name of a value -> all its names; those of colours, too: a cable is violet."""
        colours: dict[str, tuple[str, ...]] = {}
        for said, colour in self.list.colour.same.items():
            colours[colour] = (*colours.get(colour, ()), said)
        groups = [*colours.items(), *self.list.values.same.items()]
        named = [tuple(map(phrase, (value, *names))) for value, names in groups]
        return {name: names for names in named for name in names}

    @cached_property
    def same_value_phrases(self) -> PhraseTable[str]:
        """The same names, to be found in tokens, each with itself."""
        return PhraseTable((name, name) for name in self.same_values)

    @cached_property
    def value_families(self) -> dict[str, tuple[str, ...]]:
        families = self.list.values.families.items()
        return {phrase(family): tuple(map(phrase, members)) for family, members in families}

    @cached_property
    def value_families_and_members(self) -> frozenset[str]:
        families = self.value_families
        return frozenset([*families, *(one for members in families.values() for one in members)])

    @cached_property
    def absent_values(self) -> frozenset[str]:
        """Values that say that there is none of what their attribute is called after."""
        return frozenset(map(phrase, self.list.values.without))

    @cached_property
    def absent_after(self) -> tuple[str, ...]:
        """Words that say so after its name: `gluten free`."""
        return tuple(map(phrase, self.list.values.without_after))

    @cached_property
    def opposites(self) -> PhraseTable[str]:
        """Words for the no of a yes-or-no attribute -> its name."""
        return PhraseTable.of(self.list.values.opposites)

    @cached_property
    def made_of(self) -> PhraseTable[str]:
        return words_table(of=self.list.values.made_of)

    @cached_property
    def compatible(self) -> PhraseTable[str]:
        return words_table(compatible=self.list.compatible.words)

    @cached_property
    def brand_by(self) -> PhraseTable[str]:
        return words_table(by=self.list.brand.by)

    @cached_property
    def brand_words(self) -> PhraseTable[str]:
        return words_table(brand=self.list.brand.words)

    @cached_property
    def department_before(self) -> PhraseTable[str]:
        return words_table(before=self.list.department.before)

    @cached_property
    def department_words(self) -> PhraseTable[str]:
        return words_table(department=self.list.department.words)

    @cached_property
    def umbrella(self) -> PhraseTable[str]:
        """Words for a department -> the word by which catalogues call it."""
        return PhraseTable.of(self.list.umbrella)

    @cached_property
    def recipients(self) -> frozenset[str]:
        """Words that only say whom a gift is for."""
        groups = self.list.audience.groups.values()
        return frozenset(word for said in groups for name in said for word in phrase(name).split())

    @cached_property
    def kind_ends(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.ends))

    @cached_property
    def kind_links(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.links))

    @cached_property
    def same_kinds(self) -> tuple[tuple[str, ...], ...]:
        """Groups of names for one thing."""
        groups = self.list.kind.same.items()
        return tuple(tuple(map(phrase, (name, *names))) for name, names in groups)

    @cached_property
    def other_names(self) -> dict[str, str]:
        """Another name -> what the thing is called, where either is of several words."""
        named = ((name, thing) for thing, *names in self.same_kinds for name in names)
        return {name: thing for name, thing in named if " " in name or " " in thing}

    @cached_property
    def kind_open(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.open))

    @cached_property
    def kind_whatever(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.whatever))

    @cached_property
    def kind_purpose(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.purpose))

    @cached_property
    def kind_apart(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.apart))

    @cached_property
    def kind_joiners(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.joiners))

    @cached_property
    def kind_containers(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.containers))

    @cached_property
    def kind_holding(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.holding))
