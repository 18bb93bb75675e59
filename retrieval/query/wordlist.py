"""The file `query.toml` of a language folder: its sections, their defaults, their checks."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from retrieval.catalog.mapping import nearest
from retrieval.errors import BadLanguage

Phrases = tuple[str, ...]
Groups = dict[str, Phrases]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PriceWords(_Section):
    """`*` in `currencies` is money of whatever currency."""

    under: Phrases = ()
    over: Phrases = ()
    between: Phrases = ()
    around: Phrases = ()
    to: Phrases = ()
    under_after: Phrases = ()
    over_after: Phrases = ()
    context: Phrases = ()
    currencies: Groups = {}


class NumberWords(_Section):
    articles: Phrases = ()
    fillers: Phrases = ()
    words: dict[str, float] = {}
    scales: dict[str, float] = {}


class MeasureWords(_Section):
    """`counting` names attributes that say for how many of something a thing is."""

    counted: Phrases = ()
    counting: Groups = {}
    weight_words: Phrases = ()


class RatingWords(_Section):
    unit: Phrases = ()
    words: Phrases = ()


class SortWords(_Section):
    price_asc: Phrases = ()
    price_desc: Phrases = ()
    rating: Phrases = ()
    newest: Phrases = ()


class StockWords(_Section):
    in_stock: Phrases = ()


class NegationWords(_Section):
    words: Phrases = ()
    phrases: Phrases = ()
    after: Phrases = ()
    features: Phrases = ()
    joiners: Phrases = ()
    skipped: Phrases = ()


class ColourWords(_Section):
    words: Phrases = ()
    also_things: Phrases = ()
    before: Phrases = ()
    same: dict[str, str] = {}
    never: Phrases = ()


class SizeWords(_Section):
    words: Phrases = ()
    bare: Phrases = ()
    names: Groups = {}


class AudienceWords(_Section):
    attributes: Phrases = ()
    shared: Phrases = ()
    groups: Groups = {}


class Words(_Section):
    words: Phrases = ()


class BrandWords(_Section):
    by: Phrases = ()
    words: Phrases = ()


class DepartmentWords(_Section):
    words: Phrases = ()
    before: Phrases = ()


class SpellingWords(_Section):
    """`stemmer` is tantivy's name of one (`english`), for the words of the index."""

    dictionary: str = ""
    stemmer: str = ""
    plural_endings: Phrases = ()


class KindWords(_Section):
    """`ends` begin what is said of a thing after its name; `containers` count things (`set`);
    `open` leave open what is wanted (`gift`); things whose category says a word of `apart` are
    meant only where the query says one, too (`dog`)."""

    ends: Phrases = ()
    joiners: Phrases = ()
    containers: Phrases = ()
    open: Phrases = ()
    apart: Phrases = ()
    same: Groups = {}


class PolicyWords(_Section):
    """What people call the shop's terms on a subject, with `{}` for the subject."""

    called: Phrases = ()


class SayWords(_Section):
    """How a bound is told, with `{}` for the amount."""

    at_most: str = "≤ {}"
    at_least: str = "≥ {}"
    between: str = "{}–{}"


class RefineWords(_Section):
    """`points` stand for the things already spoken of (`ones`)."""

    cheaper: Phrases = ()
    dearer: Phrases = ()
    bigger: Phrases = ()
    smaller: Phrases = ()
    lighter: Phrases = ()
    heavier: Phrases = ()
    better_rated: Phrases = ()
    newer: Phrases = ()
    also: Phrases = ()
    instead: Phrases = ()
    other_brands: Phrases = ()
    other_colours: Phrases = ()
    forget: Phrases = ()
    forget_after: Phrases = ()
    points: Phrases = ()
    adds: dict[str, str] = {}
    fields: Groups = {}


class OfferWords(_Section):
    """Changes of a search as a customer would say them, with `{}` for the value: what is offered
    to be sent by a click is read like anything else that is said."""

    under: str = ""
    brand: str = "{}"
    colour: str = "{}"
    size: str = "{}"
    in_stock: str = ""
    other: str = "{}"
    forget: str = ""
    forget_field: str = ""


class WordList(_Section):
    """Every section may be left out: what isn't there isn't understood, and nothing breaks."""

    price: PriceWords = PriceWords()
    numbers: NumberWords = NumberWords()
    units: Groups = {}
    measures: MeasureWords = MeasureWords()
    rating: RatingWords = RatingWords()
    sort: SortWords = SortWords()
    stock: StockWords = StockWords()
    negation: NegationWords = NegationWords()
    colours: Groups = {}
    colour: ColourWords = ColourWords()
    size: SizeWords = SizeWords()
    audience: AudienceWords = AudienceWords()
    compatible: Words = Words()
    brand: BrandWords = BrandWords()
    department: DepartmentWords = DepartmentWords()
    alternatives: Words = Words()
    stop: Words = Words()
    spelling: SpellingWords = SpellingWords()
    kind: KindWords = KindWords()
    say: SayWords = SayWords()
    policy: PolicyWords = PolicyWords()
    refine: RefineWords = RefineWords()
    offer: OfferWords = OfferWords()


def read_words(path: Path) -> WordList:
    """Raises `BadLanguage`; for an unknown key it names the nearest known one."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadLanguage(
            f"can't be read ({error.strerror})",
            source=path,
            advice="A language folder holds query.toml",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadLanguage(f"is not TOML: {error}", source=path, advice="Correct it") from error
    try:
        return WordList.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = [str(part) for part in first["loc"]]
        if first["type"] != "extra_forbidden":
            reason = f"{'.'.join(place)}: {first['msg']}"
            raise BadLanguage(reason, source=path, advice="Correct it") from error
        near = nearest(place[-1], _known(place[:-1]))
        advice = f"Did you mean {near!r}?" if near else "Take it out"
        reason = f"unknown key {'.'.join(place)!r}"
        raise BadLanguage(reason, source=path, advice=advice) from error


def _known(place: list[str]) -> list[str]:
    model: type[BaseModel] = WordList
    for part in place:
        inner = model.model_fields[part].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return list(model.model_fields)
