"""The merchant's file -> rules. Owns its keys, their bounds and what is said of a wrong one; what
only the catalogue can tell is `check`'s."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from retrieval.catalog.mapping import nearest
from retrieval.errors import BadMerchandising
from retrieval.fold import folded
from retrieval.merchandise.rules import Boost, Pin, Rules, Season, Synonym
from retrieval.values import Constraint, Op

MOST = 0.3
"""As much as a hit of the kind that was named gains over one that isn't: a boost puts forward what
fits, it doesn't make it fit."""
MATCHED = ("brand", "category", "department", "colour", "size", "in_stock")

Text = Annotated[str, Field(min_length=1, max_length=200)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1, max_length=100)]
By = Annotated[float, Field(gt=0, le=MOST)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    first: date | None = Field(None, alias="from_day")
    last: date | None = Field(None, alias="until")

    @property
    def season(self) -> Season:
        return Season(self.first, self.last)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> _Entry:
        if self.first and self.last and self.last < self.first:
            raise ValueError("`until` lies before `from`")
        return self


class _Pin(_Entry):
    query: Text
    products: Texts
    language: str = ""


class _Boost(_Entry):
    match: Annotated[dict[Text, Text | Texts], Field(min_length=1)]
    by: By = 0.1

    @model_validator(mode="after")
    def _matches_known_fields(self) -> _Boost:
        for field in self.match:
            if field not in MATCHED and not field.startswith("attribute:"):
                known = nearest(field, [*MATCHED, "attribute:" + field])
                raise ValueError(f"`match` knows no field {field}: did you mean {known}?")
        return self

    def boost(self, sign: float) -> Boost:
        asked = (
            Constraint(field, Op.ANY_OF, (values,) if isinstance(values, str) else values)
            for field, values in self.match.items()
        )
        return Boost(tuple(asked), sign * self.by, self.season)


class _Synonym(_Entry):
    """Either `words`, each of which means the others, or `say` and what it means: `mean`."""

    words: Texts | None = None
    say: Text | Texts | None = None
    mean: Text | Texts | None = None
    language: str = ""

    @model_validator(mode="after")
    def _says_one_or_the_other(self) -> _Synonym:
        one_way = self.say is not None and self.mean is not None
        if (self.words is not None) == one_way or (self.say is None) != (self.mean is None):
            raise ValueError("give either `words`, or `say` and `mean`")
        if self.words is not None and len(self.words) < 2:
            raise ValueError("`words` needs two at least")
        return self

    def synonym(self) -> Synonym:
        said, meant = (self.words, self.words) if self.words else (self.say, self.mean)
        return Synonym(_listed(said), _listed(meant), self.language, self.season)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    pin: tuple[_Pin, ...] = ()
    boost: tuple[_Boost, ...] = ()
    bury: tuple[_Boost, ...] = ()
    synonym: tuple[_Synonym, ...] = ()


def read_rules(path: Path) -> Rules:
    """No file, no rules. Raises `BadMerchandising`, which names the entry and the cure."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Rules()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadMerchandising(f"can't be read: {error}", source=path.name) from error
    try:
        file = _File.model_validate(_with_first_day(data))
    except ValidationError as error:
        raise BadMerchandising(_told(error), source=path.name) from error
    rules = Rules(
        tuple(Pin(p.query, p.products, p.season, p.language) for p in file.pin),
        (*(b.boost(1.0) for b in file.boost), *(b.boost(-1.0) for b in file.bury)),
        tuple(s.synonym() for s in file.synonym),
    )
    _refuse_overlapping(rules, path)
    return rules


def _with_first_day(data: dict[str, object]) -> dict[str, object]:
    """`from` is no name in Python."""

    def renamed(entry: object) -> object:
        if not isinstance(entry, dict):
            return entry
        return {("from_day" if key == "from" else key): value for key, value in entry.items()}

    return {
        kind: [renamed(entry) for entry in entries] if isinstance(entries, list) else entries
        for kind, entries in data.items()
    }


def _refuse_overlapping(rules: Rules, path: Path) -> None:
    """Two pins for one query on one day would each want to be first."""
    for place, pin in enumerate(rules.pins):
        for number, other in enumerate(rules.pins[:place], 1):
            same = folded(pin.query) == folded(other.query) and pin.language == other.language
            if same and pin.season.meets(other.season):
                raise BadMerchandising(
                    f"pin {place + 1}: `{pin.query}` is pinned by pin {number} on the same days",
                    source=path.name,
                    advice="Make one of the two, or give them days apart",
                )


def _told(error: ValidationError) -> str:
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    kind, *place = first["loc"]
    if not place or not isinstance(place[0], int):
        known = nearest(str(kind), list(_File.model_fields))
        return f"unknown section {kind}: did you mean {known}?"
    keys = [str(part).replace("from_day", "from") for part in place[1:] if part != "str"]
    key = f"{kind} {place[0] + 1}" + (f", {'.'.join(keys[:2])}" if keys else "")
    if first["type"] == "extra_forbidden":
        return f"{key}: no such key"
    return f"{key}: {first['msg'].removeprefix('Value error, ')}"


def _listed(values: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else values or ()
