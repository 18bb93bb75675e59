"""Whether a name in a query is a condition, by what the catalogue says of the products that the
rest of the query is about. Owns the shares; finds no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pyroaring import BitMap

from retrieval.filters.postings import union
from retrieval.fold import fold, phrase, words
from retrieval.query.entities import Entity, Kind, colour_at
from retrieval.query.kinds import Kinds
from retrieval.query.numbers import number_at
from retrieval.query.reading import Reading
from retrieval.query.things import called_so, head_place, rows_meant
from retrieval.query.worded import settled

# Of the products that say a brand's name, this share must be of the brand.
BRAND_SHARE = 0.5
# Of the products looked for, this share must state the attribute for it to be a condition.
STATED_SHARE = 0.3
# A flag that records set only where it is true is one where so many set it.
SET_SHARE = 0.05
# Where none has the flag, such a share must say whether it does.
MOSTLY = 0.8
# So few things called by a department's name elsewhere don't make it a thing's name.
ELSEWHERE_SHARE = 0.05

Span = tuple[int, int]


def condition(reading: Reading, entity: Entity, others: Sequence[Span]) -> Entity | None:
    """The entity as it is meant, None where it is no condition. `others` are the places of all
    names found, so that what is left is the topic."""
    topic = reading.topic([*others, (entity.start, entity.stop)])
    if entity.kind is Kind.FLAG and _is_the_thing(reading, entity):
        return None
    if entity.kind is not Kind.FLAG:
        return entity if _is_condition(reading, entity, reading.relevant(topic)) else None
    candidates: list[BitMap | None] = [*rows_meant(reading, topic)]
    return entity if any(_is_flag(reading, entity, rows) for rows in candidates or [None]) else None


def _is_the_thing(reading: Reading, entity: Entity) -> bool:
    """`ethernet cable` is what is looked for, whatever else has a flag of that name, and so is a
    `pet bowl`, though a brand is called Bowl & Basket."""
    head = head_place(reading)
    if entity.kind is Kind.FLAG and _is_called_rather(reading, entity):
        return True
    if head is None or head not in range(entity.start, entity.stop):
        return False
    if Kinds(reading.gazetteers, reading.language).is_category(reading.tokens[head].key):
        return True
    flag = reading.gazetteers.flags.get(entity.name) if entity.kind is Kind.FLAG else None
    return flag is not None and len(called_so(reading)) > len(flag.set)


def _is_called_rather(reading: Reading, flag: Entity) -> bool:
    """Whether more is called so than has it, and nothing such as `with` says that it is had: a
    wall charger, though phones come with a charger or without."""
    before = reading.tokens[flag.start - 1].key if flag.start else ""
    if before in reading.language.kind_ends or flag.values == ("no",):
        return False
    called = reading.gazetteers.heads(reading.language).called(
        reading.language.forms(flag.name.replace("_", " "))
    )
    return len(called) > len(reading.gazetteers.flags[flag.name].set)


def is_condition(reading: Reading, entity: Entity, others: Sequence[Span]) -> bool:
    """Whether it is one at all."""
    return condition(reading, entity, others) is not None


def _is_condition(reading: Reading, entity: Entity, relevant: BitMap | None) -> bool:
    match entity.kind:
        case Kind.BRAND:
            return _is_brand(reading, entity, relevant)
        case Kind.COLOUR:
            return _is_colour(reading, entity, relevant)
        case Kind.DEPARTMENT:
            return entity.explicit or _is_department(reading, entity)
        case Kind.SIZE:
            return entity.explicit or _is_size(reading, entity, relevant)
        case Kind.AUDIENCE:
            name = entity.field.removeprefix("attribute:")
            rows = reading.gazetteers.stating(name)
            return _stated(reading, rows, relevant)
    return True


def _stated(reading: Reading, rows: BitMap, relevant: BitMap | None) -> bool:
    if relevant is None:
        return len(rows) >= STATED_SHARE * max(1, len(reading.gazetteers))
    return len(rows & relevant) >= STATED_SHARE * len(relevant)


def _is_brand(reading: Reading, entity: Entity, relevant: BitMap | None) -> bool:
    """A word is the brand if most products that say it are of the brand, and an everyday word
    only if what is looked for comes from the brand at all."""
    if entity.explicit:
        return True
    known = reading.gazetteers
    own = union(known.brands[phrase(b)].rows for b in entity.values if phrase(b) in known.brands)
    said = entity.name.split()
    saying = BitMap.intersection(
        *(known.saying(word) for word in _title_words(reading, entity, said))
    )
    if not _is_mostly_its(own, saying, called_so(reading)) or _is_component(reading, entity, own):
        return False
    if len(said) < min(len(value.split()) for value in entity.values):
        if _is_the_thing(reading, entity):
            return False
        if relevant is None:
            return not _is_thing(reading, said[-1])
    everyday = all(word in reading.language.ordinary for word in said)
    if everyday and relevant is not None:
        return bool(own & (relevant | called_so(reading)))
    return True


def _is_mostly_its(own: BitMap, saying: BitMap, of_kind: BitMap) -> bool:
    """Whether most that say the name are of the brand, of what is looked for where the brand
    makes such things: Intel's drives, though more laptops say Intel."""
    if own & of_kind:
        own, saying = own & of_kind, saying & of_kind
    return len(own) >= BRAND_SHARE * len(own | saying)


def _is_department(reading: Reading, entity: Entity) -> bool:
    """A department's bare name is meant where it says what is looked for, and hardly a
    product, and no category, is called so."""
    head = head_place(reading)
    if head not in range(entity.start, entity.stop):
        return False
    own = reading.gazetteers.departments[entity.name].rows
    kinds = Kinds(reading.gazetteers, reading.language)
    said = phrase(reading.said(entity.start, entity.stop))
    called = reading.gazetteers.said.called(said) if " " in said else called_so(reading)
    elsewhere = len(called - own)
    few = elsewhere <= ELSEWHERE_SHARE * len(own)
    return few and not kinds.is_category(entity.name.split()[-1])


def _is_component(reading: Reading, entity: Entity, own: BitMap) -> bool:
    """Whether the brand makes no such things, but they state it: an Intel laptop."""
    of_kind = called_so(reading)
    if not of_kind or own & of_kind:
        return False
    return settled(reading, replace(entity, explicit=False), of_kind) is not None


def _is_thing(reading: Reading, word: str) -> bool:
    """Whether the catalogue calls things so: a bowl is no short name of a brand Bowl & Basket."""
    return Kinds(reading.gazetteers, reading.language).head([word]) is not None


def _title_words(reading: Reading, entity: Entity, said: list[str]) -> list[str]:
    """The name's words as titles have them: letters and digits not parted (`c2g`)."""
    return words(reading.said(entity.start, entity.stop)) or said


def _is_colour(reading: Reading, entity: Entity, relevant: BitMap | None) -> bool:
    """The products looked for must come in colours (there is no black tea among the teas), and
    a shade that is a thing, too, must be one of their colours."""
    known = reading.gazetteers
    thing = fold(entity.name)
    is_thing = reading.language.is_thing(thing)
    if _is_so_many(reading, entity) or _is_of_a_name(reading, entity, relevant):
        return False
    if not _stated(reading, known.coloured(), relevant):
        return entity.explicit and not is_thing and bool(known.colours)
    if is_thing and _beside_stuff(reading, entity):
        return False
    if (entity.explicit and not _is_stuff(reading, entity)) or not is_thing:
        return True
    rows = union(known.colours[v].rows for v in entity.values if v in known.colours)
    saying = BitMap.intersection(*(known.saying(word) for word in thing.split()))
    if relevant is not None:
        rows, saying = rows & relevant, saying & relevant
    return len(rows) > len(saying - rows)


def _is_of_a_name(reading: Reading, entity: Entity, relevant: BitMap | None) -> bool:
    """`red dead redemption`: nothing is called by the word that names the thing, the word after
    the colour is said nowhere, and what says the rest comes in no such colour."""
    after = reading.tokens[entity.stop : entity.stop + 1]
    if entity.explicit or not after or called_so(reading):
        return False
    known = reading.gazetteers
    forms = reading.language.forms(after[0].key)
    departments = {word for name in known.departments for word in name.split()}
    if not after[0].word or not departments.isdisjoint(forms) or any(map(known.saying, forms)):
        return False
    there = [known.colours[v].rows for v in entity.values if v in known.colours]
    coming = union([*there, *map(known.said.titled, entity.values)])
    return relevant is None or not coming & relevant


def _is_so_many(reading: Reading, entity: Entity) -> bool:
    """`50 shades of grey` are so many, and no colour."""
    said = [at for at in range(entity.start) if at not in reading.stop_places()]
    if len(said) < 2 or not reading.language.colour_words.at(reading.tokens, said[-1]):
        return False
    number = number_at(reading, said[-2])
    return number is not None and number[1] == said[-1]


def _is_stuff(reading: Reading, entity: Entity) -> bool:
    """`in brass`: of brass, where that is what such things state."""
    of_kind = called_so(reading)
    stuff = replace(entity, explicit=False)
    return bool(of_kind) and settled(reading, stuff, of_kind) is not None


def _beside_stuff(reading: Reading, entity: Entity) -> bool:
    """`brass or oak`: what is an alternative to a stuff is stuff."""
    tokens, or_ = reading.tokens, reading.language.alternatives
    after = or_.at(tokens, entity.stop)
    places = [after[0]] if after else []
    if entity.start > 1 and or_.at(tokens, entity.start - 1) == (entity.start, "alternative"):
        places.append(entity.start - 2)
    return any(_is_other_stuff(reading, place) for place in places)


def _is_other_stuff(reading: Reading, place: int) -> bool:
    if not reading.free(place) or colour_at(reading, place) is not None:
        return False
    word = reading.tokens[place].key
    return _is_stuff(reading, Entity(Kind.VALUE, place, place + 1, "attribute", (word,), word))


def _is_size(reading: Reading, entity: Entity, relevant: BitMap | None) -> bool:
    """The things looked for must come in sizes; a bare number must be a size of many of them."""
    known = reading.gazetteers
    if reading.language.size_bare.at(reading.tokens, entity.start):
        return _stated(reading, known.sized(), relevant)
    asked = union(known.sizes[v].rows for v in entity.values if v in known.sizes)
    if entity.start in reading.code_places:  # `A6`: what comes in no sizes tells nothing of it
        relevant = (called_so(reading) & known.sized()) or relevant
    return relevant is not None and _stated(reading, asked, relevant)


def denies_flag(reading: Reading, entity: Entity) -> bool:
    """Whether a flag can be denied: some of the things looked for state it."""
    relevant = reading.relevant(reading.topic([(entity.start, entity.stop)]))
    having = reading.gazetteers.flags[entity.name].having
    return relevant is None or bool(having & relevant)


def _is_flag(reading: Reading, entity: Entity, relevant: BitMap | None) -> bool:
    flag = reading.gazetteers.flags[entity.name]
    if relevant is None:
        saying = BitMap.intersection(
            *(reading.gazetteers.saying(w) for w in entity.name.split("_"))
        )
        return bool(flag.set) and len(flag.set) >= len(saying - flag.set)
    if not flag.having & relevant:  # only their names may say it
        said = reading.gazetteers.said.called(entity.name.replace("_", " ")) & relevant
        return 0 < len(said) < len(relevant)
    some = len((flag.having - flag.set if entity.values == ("no",) else flag.set) & relevant)
    if not some:  # all of them say whether they are left-handed, and none is
        return len(flag.having & relevant) >= MOSTLY * len(relevant)
    return some >= SET_SHARE * len(relevant) or _stated(reading, flag.having, relevant)
