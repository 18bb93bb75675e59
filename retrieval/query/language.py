"""One language's words, compiled for lookup. Owns no catalogue; English is just a folder."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from retrieval.fold import fold, phrase
from retrieval.query.dictionary import ordinary_words
from retrieval.query.phrases import PhraseTable
from retrieval.query.wordlist import Phrases, WordList, read_words
from retrieval.values import Sort


class Language:
    """The compiled words of `data/languages/<code>/query.toml`; each table is made when first
    asked for and kept. Lookups never raise, whatever the folder leaves out."""

    def __init__(self, code: str, words: WordList, ordinary: frozenset[str] = frozenset()) -> None:
        self.code = code
        self.list = words
        self.ordinary = ordinary

    @classmethod
    def load(cls, folder: Path) -> Language:
        """The folder's name is the language's code. Raises `BadLanguage`."""
        folder = Path(folder)
        source = folder / "query.toml"
        words = read_words(source)
        return cls(folder.name, words, ordinary_words(words.spelling.dictionary, source))

    @property
    def stemmer(self) -> str:
        """Tantivy's name of the language's stemmer; empty for none."""
        return self.list.spelling.stemmer

    @property
    def policy_names(self) -> tuple[str, ...]:
        """What a policy is called after its title, with `{}` for that."""
        return self.list.policy.called

    @cached_property
    def bounds(self) -> PhraseTable[str]:
        price = self.list.price
        return _table(
            under=price.under, over=price.over, between=price.between, around=price.around
        )

    @cached_property
    def bounds_after(self) -> PhraseTable[str]:
        return _table(under=self.list.price.under_after, over=self.list.price.over_after)

    @cached_property
    def range_to(self) -> PhraseTable[str]:
        return _table(to=self.list.price.to)

    @cached_property
    def price_context(self) -> PhraseTable[str]:
        return _table(context=self.list.price.context)

    @cached_property
    def currencies(self) -> PhraseTable[str]:
        return PhraseTable.of(self.list.price.currencies)

    @cached_property
    def units(self) -> PhraseTable[str]:
        return PhraseTable.of(self.list.units)

    @cached_property
    def counted(self) -> PhraseTable[str]:
        return _table(counted=self.list.measures.counted)

    @cached_property
    def counting(self) -> dict[str, tuple[str, ...]]:
        """What is counted (`people`) -> the attributes that say for how many (`sleeps`)."""
        found: dict[str, tuple[str, ...]] = {}
        for attribute, things in self.list.measures.counting.items():
            for thing in map(fold, things):
                found[thing] = (*found.get(thing, ()), attribute)
        return found

    @cached_property
    def weight_words(self) -> PhraseTable[str]:
        return _table(weight=self.list.measures.weight_words)

    @cached_property
    def number_words(self) -> dict[str, float]:
        return {fold(word): value for word, value in self.list.numbers.words.items()}

    @cached_property
    def number_scales(self) -> dict[str, float]:
        return {fold(word): value for word, value in self.list.numbers.scales.items()}

    @cached_property
    def number_articles(self) -> frozenset[str]:
        return frozenset(map(fold, self.list.numbers.articles))

    @cached_property
    def number_fillers(self) -> frozenset[str]:
        return frozenset(map(fold, self.list.numbers.fillers))

    @cached_property
    def rating_units(self) -> PhraseTable[str]:
        return _table(stars=self.list.rating.unit)

    @cached_property
    def rating_words(self) -> PhraseTable[str]:
        return _table(rating=self.list.rating.words)

    @cached_property
    def sorts(self) -> PhraseTable[Sort]:
        sort = self.list.sort
        return PhraseTable.of(
            {
                Sort.PRICE_ASC: sort.price_asc,
                Sort.PRICE_DESC: sort.price_desc,
                Sort.RATING: sort.rating,
                Sort.NEWEST: sort.newest,
            }
        )

    @cached_property
    def in_stock(self) -> PhraseTable[str]:
        return _table(yes=self.list.stock.in_stock)

    @cached_property
    def negators(self) -> PhraseTable[str]:
        return _table(phrase=self.list.negation.phrases, word=self.list.negation.words)

    @cached_property
    def negators_after(self) -> PhraseTable[str]:
        return _table(after=self.list.negation.after)

    @cached_property
    def features(self) -> PhraseTable[str]:
        return _table(feature=self.list.negation.features)

    @cached_property
    def negation_joiners(self) -> PhraseTable[str]:
        return _table(joiner=self.list.negation.joiners)

    @cached_property
    def negation_skipped(self) -> PhraseTable[str]:
        return _table(skipped=self.list.negation.skipped)

    @cached_property
    def colours(self) -> PhraseTable[str]:
        """Each colour with the name of its family."""
        own = ((family, family) for family in self.list.colours)
        shades = ((s, family) for family, shades in self.list.colours.items() for s in shades)
        return PhraseTable([*own, *shades])

    @cached_property
    def colour_words(self) -> PhraseTable[str]:
        return _table(colour=self.list.colour.words)

    @cached_property
    def colour_things(self) -> PhraseTable[str]:
        return _table(thing=self.list.colour.also_things)

    @cached_property
    def colour_before(self) -> PhraseTable[str]:
        return _table(before=self.list.colour.before)

    @cached_property
    def same_colours(self) -> dict[str, str]:
        """Other names of a family -> the family."""
        return {phrase(said): phrase(name) for said, name in self.list.colour.same.items()}

    @cached_property
    def colour_same(self) -> PhraseTable[str]:
        return PhraseTable(self.list.colour.same.items())

    @cached_property
    def not_colours(self) -> PhraseTable[str]:
        return _table(thing=self.list.colour.never)

    @cached_property
    def families(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.colours))

    def is_thing(self, colour: str) -> bool:
        """Whether a colour's name is that of a thing, too (`mint`)."""
        return tuple(colour.split()) in self.colour_things

    @cached_property
    def size_words(self) -> PhraseTable[str]:
        return _table(size=self.list.size.words)

    @cached_property
    def size_bare(self) -> PhraseTable[str]:
        return _table(size=self.list.size.bare)

    @cached_property
    def size_names(self) -> PhraseTable[str]:
        own = ((name, name) for name in self.list.size.names)
        said = ((s, name) for name, all_said in self.list.size.names.items() for s in all_said)
        return PhraseTable([*own, *said])

    @cached_property
    def audiences(self) -> PhraseTable[str]:
        return PhraseTable.of(self.list.audience.groups)

    @cached_property
    def compatible(self) -> PhraseTable[str]:
        return _table(compatible=self.list.compatible.words)

    @cached_property
    def brand_by(self) -> PhraseTable[str]:
        return _table(by=self.list.brand.by)

    @cached_property
    def brand_words(self) -> PhraseTable[str]:
        return _table(brand=self.list.brand.words)

    @cached_property
    def department_before(self) -> PhraseTable[str]:
        return _table(before=self.list.department.before)

    @cached_property
    def department_words(self) -> PhraseTable[str]:
        return _table(department=self.list.department.words)

    @cached_property
    def alternatives(self) -> PhraseTable[str]:
        return _table(alternative=self.list.alternatives.words)

    @cached_property
    def stop(self) -> PhraseTable[str]:
        return _table(stop=self.list.stop.words)

    @cached_property
    def refine(self) -> PhraseTable[str]:
        """What is wished of the results that were shown, by the section's own names."""
        words = self.list.refine
        named = (name for name in type(words).model_fields if name not in _NOT_WISHES)
        return _table(**{name: getattr(words, name) for name in named})

    @cached_property
    def also(self) -> PhraseTable[str]:
        return _table(also=self.list.refine.also)

    @cached_property
    def forget(self) -> PhraseTable[str]:
        return _table(forget=self.list.refine.forget)

    @cached_property
    def forget_after(self) -> PhraseTable[str]:
        return _table(forget=self.list.refine.forget_after)

    @cached_property
    def fields(self) -> PhraseTable[str]:
        return PhraseTable.of(self.list.refine.fields)

    @cached_property
    def kind_ends(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.ends))

    @cached_property
    def same_kinds(self) -> tuple[tuple[str, ...], ...]:
        """Groups of names for one thing."""
        groups = self.list.kind.same.items()
        return tuple(tuple(map(phrase, (name, *names))) for name, names in groups)

    @cached_property
    def kind_open(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.open))

    @cached_property
    def kind_joiners(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.joiners))

    @cached_property
    def kind_containers(self) -> frozenset[str]:
        return frozenset(map(phrase, self.list.kind.containers))

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Every word of the list: none of them is a misspelling."""
        return frozenset(word for text in _texts(self.list.model_dump()) for word in text.split())

    def forms(self, word: str) -> tuple[str, ...]:
        """`word` with and without the language's plural endings, itself first."""
        forms = {word: None}
        for ending in map(fold, self.list.spelling.plural_endings):
            if word.endswith(ending) and len(word) > len(ending) + 2:
                forms[word.removesuffix(ending)] = None
            forms[word + ending] = None
        return tuple(forms)

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


_NOT_WISHES = ("fields", "adds", "forget", "forget_after", "also")


def _table(**groups: Phrases) -> PhraseTable[str]:
    return PhraseTable.of(groups)


def _texts(value: object) -> list[str]:
    """Every text in a dumped word list, keys of open tables too, folded."""
    if isinstance(value, str):
        return [phrase(value)]
    if isinstance(value, dict):
        return [t for key, inner in value.items() for t in (phrase(key), *_texts(inner))]
    if isinstance(value, tuple | list):
        return [text for item in value for text in _texts(item)]
    return []
