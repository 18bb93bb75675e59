"""What no copy may claim. Owns the reading of `data/policies/claims.toml` and where in a text such
a claim stands; whether numbers and names are true is the checker's to say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from actions.errors import BadInput
from retrieval.values import Product

FALLBACK = "en"


class Listed(BaseModel):
    """One kind of claim as the file has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    about: str
    words: list[str]
    unless: Literal["", "few_left", "offer_ends", "in_record"] = ""


class _File(BaseModel):
    model_config = ConfigDict(frozen=True)
    few: int = 5
    languages: dict[str, dict[str, Listed]]


@dataclass(frozen=True, slots=True)
class Claim:
    """`words` are the text's own, from `start` to `stop`; `why` ends the sentence they begin."""

    kind: str
    words: str
    why: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class About:
    """What a text speaks of, and what speaks for its claims. `until` is an offer's last day."""

    today: date
    product: Product | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """`lists` by language, each by kind. A language without its own is held against English."""

    few: int
    lists: Mapping[str, Mapping[str, Listed]]
    _patterns: dict[tuple[str, str], re.Pattern[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Claims:
        """Raises `BadInput` with the file and the key."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            few = data.pop("few", 5)
            told = TypeAdapter(_File).validate_python({"few": few, "languages": data})
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise BadInput(f"{path} can't be read: {error}") from error
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            key = ".".join(str(part) for part in first["loc"] if part != "languages")
            raise BadInput(f"{path}: {key}: {first['msg']}") from error
        return cls(told.few, told.languages)

    def found(self, text: str, language: str, about: About) -> list[Claim]:
        """In the order of the text; each place once."""
        claims = sorted(self._all(text, language, about), key=lambda one: (one.start, -one.stop))
        kept: list[Claim] = []
        for claim in claims:
            if not kept or claim.start >= kept[-1].stop:
                kept.append(claim)
        return kept

    def _all(self, text: str, language: str, about: About) -> Iterator[Claim]:
        code = language if language in self.lists else FALLBACK
        named = _named(about.product)
        for kind, listed in self.lists.get(code, {}).items():
            for match in self._pattern(code, kind, listed.words).finditer(text.replace("’", "'")):
                words = text[match.start() : match.end()]
                if _stands_in(match.group(), named) or self._is_so(listed, match.group(), about):
                    continue
                yield Claim(kind, words, listed.about, match.start(), match.end())

    def _pattern(self, code: str, kind: str, words: Sequence[str]) -> re.Pattern[str]:
        key = code, kind
        if key not in self._patterns:
            self._patterns[key] = _any_of(words)
        return self._patterns[key]

    def _is_so(self, listed: Listed, words: str, about: About) -> bool:
        match listed.unless:
            case "few_left":
                return about.product is not None and 0 < _stock(about.product) <= self.few
            case "offer_ends":
                return about.until == about.today
            case "in_record":
                return _stands_in(words, _recorded(about.product))
        return False


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    listed = sorted({word.lower() for word in words}, key=len, reverse=True)
    said = (re.escape(word).replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+") for word in listed)
    return re.compile(rf"(?<!\w)(?:{'|'.join(said)})(?!\w)", re.IGNORECASE)


def _stands_in(words: str, text: str) -> bool:
    return bool(text) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.I) is not None


def _named(product: Product | None) -> str:
    return f"{product.title} | {product.brand} | {product.category}" if product else ""


def _recorded(product: Product | None) -> str:
    if product is None:
        return ""
    return " | ".join(f"{one.label} {one.text}" for one in product.attributes)


def _stock(product: Product) -> int:
    """0 where some of it isn't counted."""
    counted = [variant.stock for variant in product.variants]
    return 0 if None in counted else sum(stock or 0 for stock in counted)
