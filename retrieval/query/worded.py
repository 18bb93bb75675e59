"""Values of the catalogue's own attributes as a query says them: `leather`, `usb-c`, `dark roast`.
Owns which attribute is meant, by what the products looked for state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyroaring import BitMap

from retrieval.filters.postings import union
from retrieval.fold import holds, phrase
from retrieval.query.entities import Entity, Kind
from retrieval.query.kinds import Kinds
from retrieval.query.reading import Mark, Reading
from retrieval.query.things import called_so, head_place, renamed_places, rows_meant
from retrieval.query.versions import version_at
from retrieval.values import Constraint, Op

MAX_TOKENS = 5
# Of the products looked for, such a share must state the attribute, or the value itself.
STATED_SHARE = 0.3
VALUE_SHARE = 0.1
FEW, FEW_SHARE = 4, 0.03
# Where none of them states the value, such a share must state the attribute.
MOSTLY = 0.8
# Where the names of so many of a kind say both words, they name a kind together.
PART_OF_KIND = 0.5
# Where so many of those that state it repeat a name with a word before it, it is a kind.
REPEATED = 0.5


def read_values(reading: Reading) -> None:
    """Take the values that are conditions, the longest first; those of one attribute together."""
    place = 0
    while place < len(reading.tokens):
        found = _value_from(reading, place)
        place = found.stop if found else place + 1
        if found is not None:
            words = reading.said(found.start, found.stop)
            but = otherwise(reading, found.values)
            reading.add(Constraint(found.field, Op.ANY_OF, found.values, words=words, but=but))
            reading.take(found.start, found.stop, Mark.KEPT)


def _value_from(reading: Reading, place: int) -> Entity | None:
    for stop in range(min(len(reading.tokens), place + MAX_TOKENS), place, -1):
        if _may_be_value(reading, place, stop):
            said = _spoken(reading, place, stop)
            explicit = _is_explicit(reading, place)
            entity = Entity(Kind.VALUE, place, stop, "attribute", (said,), said, explicit)
            found = _condition(reading, entity)
            if found is not None:
                return found
    return None


def _spoken(reading: Reading, start: int, stop: int) -> str:
    """The tokens as a value would have them, misspellings mended: `4k` is one word."""
    said, end = "", -1
    for token in reading.tokens[start:stop]:
        said += token.key if token.start == end else f" {token.key}"
        end = token.end
    return phrase(said)


def _condition(reading: Reading, entity: Entity) -> Entity | None:
    """The entity with its attribute, by the likeliest of what may be looked for."""
    known = reading.gazetteers
    if not any(known.stated.names(v.split()) for v in meant(reading, entity.name)):
        return None
    topic = reading.topic([(entity.start, entity.stop)])
    judged = (settled(reading, entity, rows) for rows in (*rows_meant(reading, topic), None))
    return next((found for found in judged if found is not None), None)


def meant(reading: Reading, said: str) -> tuple[str, ...]:
    """`said` in its forms and other names, and all that it is the family of: oak for wooden."""
    language = reading.language
    first, _, last = said.rpartition(" ")
    forms = [f"{first} {form}".strip() for form in language.forms(last)]
    same = [name for form in forms for name in language.same_values.get(form, ())]
    family = [v for name in (*forms, *same) for v in language.value_families.get(name, ())]
    return tuple(dict.fromkeys([said, *forms, *same, *family]))


def settled(reading: Reading, entity: Entity, relevant: BitMap | None) -> Entity | None:
    """The entity with the attribute that it is a value of; None where it is no condition: too few
    of what is looked for state such a thing, or it belongs to the name of a kind."""
    known, compounds = reading.gazetteers, _compounds(reading, entity)
    if not relevant and not (relevant is None and entity.explicit):
        return None
    if _is_part_of_kind(reading, entity) or _is_half(reading, entity):
        return None
    rows = known.rows if relevant is None else relevant
    best, most = None, (0, 0)
    for name in _names(reading, entity.name):
        values = [v for v in meant(reading, entity.name) if known.stated.saying(name, v)]
        if not values:
            continue
        written = [w for v in values for w in known.stated.saying(name, v)]
        written = [w for w in written if not any(holds(w, c) for c in compounds)]
        stated = known.stated.texts[name].of(written)
        held = len(stated & rows)
        having = len(known.stating(name) & rows)
        enough = having >= STATED_SHARE * len(rows) or held >= VALUE_SHARE * len(rows)
        if not enough and held >= max(FEW, FEW_SHARE * len(rows)):
            enough = _named_so(reading, values, rows) >= FEW_SHARE * len(rows)
        if not held:  # such things have a material, but none is of glass
            enough = having >= MOSTLY * len(rows) and _is_known(reading, name, values)
            enough = enough and not _named_so(reading, values, rows)
        if _names_its_kind(reading, entity, name, written, stated):
            continue
        usual = _is_beside_head(reading, entity) and held >= STATED_SHARE * len(rows)
        thing = _is_a_thing(reading, entity, len(stated), usual=usual)
        if enough and (held, having) > most and not thing:
            best, most = (
                replace(entity, field=f"attribute:{name}", values=tuple(values)),
                (held, having),
            )
    return best


def _is_beside_head(reading: Reading, entity: Entity) -> bool:
    """`usb keyboard`, `keyboard usb`."""
    head = head_place(reading)
    return head is not None and head in (entity.stop, entity.start - 1)


def _is_known(reading: Reading, name: str, values: Sequence[str]) -> bool:
    """Whether any of them is stated just so, or is a family to the language, or of one: no `card`,
    though something is a card holder."""
    stated, language = reading.gazetteers.stated.texts[name], reading.language
    return any(v in stated or v in language.value_families_and_members for v in values)


def _named_so(reading: Reading, values: Sequence[str], rows: BitMap) -> int:
    """How many of `rows` say any of the values in their names."""
    return len(union(map(reading.gazetteers.said.called, values)) & rows)


def _is_a_thing(reading: Reading, entity: Entity, stated: int, *, usual: bool) -> bool:
    """Whether more products are called so than state it: toner of `toner cartridge` is a thing.
    What is `usual` of the things looked for is none: usb of keyboards."""
    if entity.explicit or " " in entity.name:
        return False
    known = Kinds(reading.gazetteers, reading.language)
    forms = reading.language.forms(entity.name)
    called = reading.gazetteers.heads(reading.language).called(forms)
    return known.is_category(entity.name) or (not usual and len(called) > max(stated, 1))


def _names_its_kind(
    reading: Reading, entity: Entity, name: str, written: Sequence[str], stated: BitMap
) -> bool:
    """Whether the values mostly repeat the name of what is looked for: `puzzle` in `jigsaw
    puzzle`."""
    if entity.explicit or head_place(reading) not in range(entity.start, entity.stop):
        return False
    forms = reading.language.forms(entity.name)
    repeating = [v for v in written if " " in v and v.split()[-1] in forms]
    rows = reading.gazetteers.stated.texts[name].of(repeating)
    return len(rows) > REPEATED * len(stated)


def otherwise(reading: Reading, values: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases of the catalogue in which a value is not meant: `vegan leather`, `nut free`."""
    said = reading.gazetteers.said
    words = reading.language.list.values
    phrases = [f"{phrase(word)} {value}" for value in values for word in words.unlike]
    phrases += [f"{value} {phrase(word)}" for value in values for word in words.unlike_after]
    return tuple(p for p in phrases if p not in values and said.saying(p))


def _names(reading: Reading, said: str) -> Iterator[str]:
    """Attributes that may be meant; a colour, and for whom a thing is, are read elsewhere."""
    language, known = reading.language, reading.gazetteers
    names = {n for v in meant(reading, said) for n in known.stated.names(v.split())}
    never = {*language.list.values.never, *language.list.audience.attributes, "colour"}
    yield from (n for n in sorted(names - never) if not set(said.split()) <= set(n.split("_")))


def _may_be_value(reading: Reading, start: int, stop: int) -> bool:
    tokens, language = reading.tokens, reading.language
    if not reading.free(start, stop) or any(token.sign for token in tokens[start:stop]):
        return False
    if _is_the_thing(reading, start, stop) or _cuts_a_feature(reading, start, stop):
        return False
    if stop < len(tokens) and tokens[stop].glued and not tokens[stop].sign:
        return False
    if _ends_a_hyphened(reading, start) or _lacks_its_version(reading, stop):
        return False
    if tokens[start].key in language.absent_after or _is_counted(reading, start):
        return False
    if language.compatible.at(tokens, start):  # `compatible with` says no type
        return False
    edges = (tokens[start : start + 1], tokens[stop - 1 : stop])
    small = (language.stop, language.colour_before, language.compatible)
    if any(table.at(edge, 0) for table in small for edge in edges):
        return _is_whole_value(reading, start, stop)
    return any(token.word for token in tokens[start:stop])


def _ends_a_hyphened(reading: Reading, start: int) -> bool:
    """`glare` of `anti-glare` is no value."""
    if not start or not reading.tokens[start - 1].word:
        return False
    return reading.query[reading.tokens[start - 1].end : reading.tokens[start].start] == "-"


def _is_counted(reading: Reading, place: int) -> bool:
    """`ports` of `8 ports`."""
    apart = place > 0 and not reading.tokens[place].glued
    counted = apart and reading.language.counted.at(reading.tokens, place) is not None
    return counted and reading.tokens[place - 1].number is not None


def _lacks_its_version(reading: Reading, stop: int) -> bool:
    """`usb` of `usb 3.0` says less than was said."""
    return bool(version_at(reading, stop - 1))


def _is_whole_value(reading: Reading, start: int, stop: int) -> bool:
    """`in-ear` just as a value is written, though it begins with a small word."""
    stated, said = reading.gazetteers.stated, _spoken(reading, start, stop)
    names = stated.names(said.split()) if " " in said else set()
    return any(said in stated.texts[name] for name in names)


def _is_the_thing(reading: Reading, start: int, stop: int) -> bool:
    """Whether the word that says what is looked for is among them; alone and of no category, it
    may be a value after all: `SSD`, `something decaf`."""
    head = head_place(reading)
    if head is None or head not in range(start, stop):
        return False
    alone = bool(reading.constraints) and not reading.topic([(start, stop)])
    known, word = Kinds(reading.gazetteers, reading.language), reading.tokens[head].key
    return not alone or known.is_category(word) or bool(known.renamed_words([word]))


def _cuts_a_feature(reading: Reading, start: int, stop: int) -> bool:
    """`iron` of `no iron` is no material."""
    features = reading.features
    return {start - 1, start} <= features or {stop - 1, stop} <= features


def _is_explicit(reading: Reading, place: int) -> bool:
    """`made of oak`, `material: oak`."""
    before = range(max(0, place - 3), place)
    found = (reading.language.made_of.at(reading.tokens, start) for start in before)
    return any(match is not None and match[0] == place for match in found)


def _is_part_of_kind(reading: Reading, entity: Entity) -> bool:
    """`wooden toy` where a category is called so, `docking station` where most stations are."""
    if entity.start in renamed_places(reading):
        return True
    if entity.stop >= len(reading.tokens):
        return False
    known = reading.gazetteers
    heads = known.heads(reading.language)
    compounds = _compounds(reading, entity)
    if any(map(heads.ending_in, compounds)):
        return True
    of_kind = called_so(reading) if head_place(reading) == entity.stop else None
    named = union(map(known.said.called, compounds)) & of_kind if of_kind else ()
    return len(named) > PART_OF_KIND * len(of_kind or ())


def _is_half(reading: Reading, entity: Entity) -> bool:
    """`full` of `full hd`, which is a value or a flag as a whole, while nothing is an hd."""
    following = reading.tokens[entity.stop : entity.stop + 1]
    if entity.explicit or not following or not reading.free(entity.stop):
        return False
    known = reading.gazetteers
    if Kinds(known, reading.language).is_category(following[0].key):
        return False
    whole = f"{entity.name} {following[0].key}"
    names = known.stated.names(whole.split()) if following[0].word else ()
    return whole.replace(" ", "_") in known.flags or any(
        len(known.stated.texts[name].of([whole])) >= FEW for name in names
    )


def _compounds(reading: Reading, entity: Entity) -> list[str]:
    """The entity with the next word, in its forms: `screen protector`."""
    following = reading.tokens[entity.stop : entity.stop + 1]
    return [f"{entity.name} {form}" for t in following for form in reading.language.forms(t.key)]
