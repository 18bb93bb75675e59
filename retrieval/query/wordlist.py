"""The file `query.toml` of a language folder, read and checked. Owns no words."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from retrieval.catalog.mapping import nearest
from retrieval.errors import BadLanguage
from retrieval.query.word_sections import (
    AgeWords,
    AudienceWords,
    BrandWords,
    ColourWords,
    DepartmentWords,
    Groups,
    KindWords,
    MeasureWords,
    NegationWords,
    NumberWords,
    OfferWords,
    PolicyWords,
    PriceWords,
    RatingWords,
    RefineWords,
    SayWords,
    Section,
    SizeWords,
    SoftWords,
    SortWords,
    SpellingWords,
    StockWords,
    ValueWords,
    Words,
)


class WordList(Section):
    """Every section may be left out: what isn't there isn't understood, and nothing breaks."""

    price: PriceWords = PriceWords()
    numbers: NumberWords = NumberWords()
    units: Groups = Field(default={})
    measures: MeasureWords = MeasureWords()
    age: AgeWords = AgeWords()
    rating: RatingWords = RatingWords()
    sort: SortWords = SortWords()
    soft: SoftWords = SoftWords()
    stock: StockWords = StockWords()
    negation: NegationWords = NegationWords()
    colours: Groups = Field(default={})
    colour: ColourWords = ColourWords()
    size: SizeWords = SizeWords()
    audience: AudienceWords = AudienceWords()
    values: ValueWords = ValueWords()
    compatible: Words = Words()
    brand: BrandWords = BrandWords()
    department: DepartmentWords = DepartmentWords()
    alternatives: Words = Words()
    stop: Words = Words()
    sayings: Words = Words()
    spelling: SpellingWords = SpellingWords()
    umbrella: Groups = Field(default={})
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
