"""Names that stand in a query: a brand, a colour, a size, a flag, a department. Owns what they
are called and which values they mean, not whether they are wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from retrieval.fold import holds, phrase
from retrieval.query.phrases import PhraseTable
from retrieval.query.reading import Reading
from retrieval.query.shoe_sizes import Size, shoe_size_at
from retrieval.values import Constraint, Op


class Kind(StrEnum):
    BRAND = "brand"
    COLOUR = "colour"
    SIZE = "size"
    FLAG = "flag"
    AUDIENCE = "audience"
    DEPARTMENT = "department"
    CATEGORY = "category"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Entity:
    """Tokens `start` to `stop`. `field` and `values` are a constraint's; `name` is how it was
    called, folded; `explicit` says that the query leaves no doubt what kind of name it is."""

    kind: Kind
    start: int
    stop: int
    field: str
    values: tuple[str, ...]
    name: str
    explicit: bool = False

    def constraint(self, op: Op, words: str) -> Constraint:
        return Constraint(self.field, op, self.values, words=words)


def brand_at(reading: Reading, place: int) -> Entity | None:
    """A brand of the catalogue by its full name."""
    return _brand(reading, place, reading.gazetteers.brand_phrases)


def brand_alias_at(reading: Reading, place: int) -> Entity | None:
    """A brand of several words by the first of them."""
    return _brand(reading, place, reading.gazetteers.brand_aliases)


def _brand(reading: Reading, place: int, table: PhraseTable[str]) -> Entity | None:
    tokens, known = reading.tokens, reading.gazetteers
    found = table.at(tokens, place)
    if found is None:
        return None
    stop, brand = found
    name = " ".join(token.key for token in tokens[place:stop])
    by = _ends_at(reading, reading.language.brand_by, place)
    after = reading.language.brand_words.at(tokens, stop)
    written = known.brands[brand].name
    return Entity(Kind.BRAND, place, stop, "brand", (written,), name, by or after is not None)


def colour_at(reading: Reading, place: int) -> Entity | None:
    """A colour of the language or of the catalogue. A family stands for all its shades that the
    catalogue has; what is asked for comes first."""
    tokens, language = reading.tokens, reading.language
    if language.not_colours.at(tokens, place) or place in reading.sayings:
        return None
    found = [
        match
        for match in (
            language.colours.at(tokens, place),
            reading.gazetteers.colour_phrases.at(tokens, place),
            language.colour_same.at(tokens, place),
        )
        if match is not None
    ]
    if not found:
        return None
    stop = max(end for end, _ in found)
    said = phrase(" ".join(token.key for token in tokens[place:stop]))
    word_after = language.colour_words.at(tokens, stop)
    end = word_after[0] if word_after else stop
    explicit = bool(word_after) or _ends_at(reading, language.colour_before, place)
    values = colour_values(reading, said)
    return Entity(Kind.COLOUR, place, end, "colour", values, said, explicit)


def colour_values(reading: Reading, said: str) -> tuple[str, ...]:
    language = reading.language
    name = language.same_colours.get(said, said)
    values = {name: None, said: None}
    for colour in reading.gazetteers.colours:
        same_family = name in language.families and language.family(colour) == name
        if same_family and not any(holds(colour, value) for value in values):
            values[colour] = None
    return tuple(values)


def widened(reading: Reading, colour: Entity) -> Entity:
    """A shade that the catalogue doesn't have stands for its family: petrol for the blues."""
    known = reading.gazetteers.colours
    if any(holds(have, value) for have in known for value in colour.values):
        return colour
    family = reading.language.family(colour.name)
    near = (have for have in known if reading.language.family(have) == family)
    return replace(colour, values=(*colour.values, *near))


def size_at(reading: Reading, place: int) -> Entity | None:
    """`size M`, `in a medium`; a size that is nothing else (`XL`); a number that may be one."""
    tokens, language = reading.tokens, reading.language
    if not reading.gazetteers.sizes:
        return None
    word = language.size_words.at(tokens, place)
    value = shoe_size_at(reading, place) or (_after_word(reading, word[0]) if word else None)
    explicit = word is not None and value is not None
    if value is None:
        value = _size_before_word(reading, place)
        explicit = value is not None
    bare_number = tokens[place].number is not None and not tokens[place].glued
    if value is None and (bare_number or _is_size_word(reading, place)):
        value = _size_value(reading, place)
    if value is None and not tokens[place].glued:
        value = _size_of_catalogue(reading, place)
    if value is None:
        return None
    stop, name, values = value
    stop, values = _up_to_size(reading, place, stop, values)
    while explicit and (more := _another_size(reading, stop)) is not None:
        stop, values = more[0], (*values, *more[2])
    return Entity(Kind.SIZE, place, stop, "size", values, name, explicit)


def _after_word(reading: Reading, place: int) -> Size | None:
    return shoe_size_at(reading, place) or _size_value(reading, place)


def _is_size_word(reading: Reading, place: int) -> bool:
    """`XL`; `medium`; a single letter after whom it is for, or a comma: `mens L`."""
    language, tokens = reading.language, reading.tokens
    named = language.size_names.at(tokens, place)
    word = named is not None and (len(tokens[place].key) > 1 or _follows_whom(reading, place))
    return word or language.size_bare.at(tokens, place) is not None


def _follows_whom(reading: Reading, place: int) -> bool:
    if not place or reading.tokens[place].glued:
        return False
    comma = reading.tokens[place - 1].key == ","
    return comma or _ends_at(reading, reading.language.audiences, place)


def _size_of_catalogue(reading: Reading, place: int) -> Size | None:
    """`double`, `A5`, `3-6 months`: a size as it is written, if it is longer than a letter."""
    found = reading.gazetteers.size_phrases.at(reading.tokens, place)
    return (found[0], found[1], (found[1],)) if found and len(found[1]) > 1 else None


def _another_size(reading: Reading, place: int) -> Size | None:
    """`size M or L`."""
    joiner = reading.language.alternatives.at(reading.tokens, place)
    return _size_value(reading, joiner[0]) if joiner else None


def _up_to_size(
    reading: Reading, start: int, place: int, values: tuple[str, ...]
) -> tuple[int, tuple[str, ...]]:
    """`41-43`, `between 41 and 43` is all sizes from the one to the other, `S to M` both."""
    tokens, language = reading.tokens, reading.language
    joiner = language.range_to.at(tokens, place)
    either = language.alternatives.at(tokens, place) is not None
    if joiner is None or (either and not _ends_at(reading, language.bounds, start)):
        return place, values
    last = _size_value(reading, joiner[0])
    if last is None:
        return place, values
    low, high = tokens[place - 1].number, tokens[joiner[0]].number
    between: list[str] = []
    if low is not None and high is not None:
        numbers = {size: _number(size) for size in reading.gazetteers.sizes}
        between = [size for size, n in numbers.items() if n is not None and low <= n <= high]
    return last[0], tuple(dict.fromkeys([*values, *sorted(between), *last[2]]))


def _number(size: str) -> float | None:
    """Of a size as it is folded: `10 5` is 10.5."""
    digits = size.replace(" ", ".", 1)
    return float(digits) if digits.replace(".", "", 1).isdecimal() else None


def _size_before_word(reading: Reading, place: int) -> Size | None:
    """`king size`, `medium size`."""
    value = _size_value(reading, place)
    word = reading.language.size_words.at(reading.tokens, value[0]) if value else None
    return (word[0], *value[1:]) if value and word else None


def _size_value(reading: Reading, place: int) -> Size | None:
    """A size's name in the language, or a size as the catalogue writes it (`42`, `10.5`)."""
    tokens, language = reading.tokens, reading.language
    named = language.size_names.at(tokens, place)
    known = reading.gazetteers.size_phrases.at(tokens, place)
    if named and (known is None or named[0] >= known[0]):
        stop, canonical = named
        said = [phrase(s) for s in (canonical, *language.list.size.names[canonical])]
        there = [s for s in said if s in reading.gazetteers.sizes]
        return stop, phrase(canonical), tuple(there or said[:1])
    if known:
        return known[0], known[1], (known[1],)
    return None


def flag_at(reading: Reading, place: int) -> Entity | None:
    """A yes-or-no attribute by its label (`waterproof`), another name for it (`carry-on` for
    `cabin`), or a word for its no (`unscented`)."""
    opposite = reading.language.opposites.at(reading.tokens, place)
    labelled = reading.gazetteers.flag_phrases.at(reading.tokens, place)
    found = opposite or labelled or _flag_by_other_name(reading, place)
    if found is None or found[1] not in reading.gazetteers.flags:
        return None
    stop, name = found
    value = "no" if opposite else "yes"
    return Entity(Kind.FLAG, place, stop, f"attribute:{name}", (value,), name)


def _flag_by_other_name(reading: Reading, place: int) -> tuple[int, str] | None:
    found = reading.language.same_value_phrases.at(reading.tokens, place)
    names = reading.language.same_values[found[1]] if found else ()
    flags = (name.replace(" ", "_") for name in names)
    flag = next((flag for flag in flags if flag in reading.gazetteers.flags), None)
    return (found[0], flag) if found and flag else None


def audience_at(reading: Reading, place: int) -> Entity | None:
    """Whom it is for, where the catalogue has an attribute that says so."""
    language = reading.language
    found = language.audiences.at(reading.tokens, place)
    if found is None or place in reading.sayings:
        return None
    stop, group = found
    said = {phrase(s) for s in (group, *language.list.audience.groups[group])}
    for name in language.list.audience.attributes:
        known = reading.gazetteers.stated.texts.get(name, ())
        own = [value for value in known if said & set(value.split())]
        if own:
            shared = [v for v in map(phrase, language.list.audience.shared) if v in known]
            values = tuple(dict.fromkeys([*own, *shared]))
            return Entity(Kind.AUDIENCE, place, stop, f"attribute:{name}", values, group)
    return None


def department_at(reading: Reading, place: int) -> Entity | None:
    """A department or category that is named as such: `in garden`, `the garden department`."""
    tokens, language, known = reading.tokens, reading.language, reading.gazetteers
    before = language.department_before.at(tokens, place)
    start = before[0] if before else place
    for kind, table, named in (
        (Kind.DEPARTMENT, known.department_phrases, known.departments),
        (Kind.CATEGORY, known.category_phrases, known.categories),
    ):
        found = table.at(tokens, start)
        if found is None:
            continue
        stop, name = found
        word = language.department_words.at(tokens, stop)
        if before or word:
            end = word[0] if word else stop
            return Entity(kind, place, end, kind.value, (named[name].name,), name, explicit=True)
    return None if before else _department_itself(reading, place)


def _department_itself(reading: Reading, place: int) -> Entity | None:
    """`furniture over 1000`: a department by its name, written apart or not. Whether it is what
    is looked for is judged later."""
    known = reading.gazetteers
    for stop in range(min(place + 3, len(reading.tokens)), place, -1):
        if not all(token.word for token in reading.tokens[place:stop]):
            continue
        said = phrase(reading.said(place, stop))
        for name in (said, said.replace(" ", "")):
            if name in known.departments:
                value = (known.departments[name].name,)
                return Entity(Kind.DEPARTMENT, place, stop, "department", value, name)
    return None


def _ends_at(reading: Reading, table: PhraseTable[str], place: int) -> bool:
    """Whether a phrase of `table` stands right before token `place`."""
    return any(
        (found := table.at(reading.tokens, start)) is not None and found[0] == place
        for start in range(max(0, place - 3), place)
    )
