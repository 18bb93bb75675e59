"""What the generator draws from: the department files, read and checked. Draws nothing itself."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actions.sample.errors import MaterialError
from actions.sample.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Brand:
    """An invented maker. `level` is where its goods lie between cheap (0) and dear (1)."""

    name: str
    code: str
    level: tuple[float, float]
    lines: tuple[str, ...]
    says: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A product written by hand in part: its own title, first sentence and attributes."""

    title: str
    opens: str
    sets: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of product, the catalogue's category. `steps` raise the price along an option."""

    name: str
    count: int
    brands: tuple[Brand, ...]
    price: tuple[float, float]
    titles: tuple[Sentence, ...]
    opens: tuple[Sentence, ...]
    details: tuple[Sentence, ...]
    options: Mapping[str, tuple[str, ...]]
    steps: Mapping[str, float]
    attributes: Mapping[str, Any]
    items: tuple[Item, ...] = ()
    lines: tuple[str, ...] = ()

    def lines_of(self, brand: Brand) -> tuple[str, ...]:
        """The names its products may carry: the kind's own, else the brand's."""
        return self.lines or brand.lines


@dataclass(frozen=True, slots=True)
class Department:
    name: str
    kinds: tuple[Kind, ...] = field(default_factory=tuple)


def read_departments(folder: Path) -> list[Department]:
    """In the order of the file names. Raises `MaterialError` naming the file that is wrong."""
    written = [(path, _load(path)) for path in sorted(folder.glob("*.toml"))]
    brands = {brand.name: brand for _, data in written for brand in map(_brand, data["brands"])}
    departments = []
    for path, data in written:
        try:
            kinds = tuple(_kind(kind, brands) for kind in data["kinds"])
        except (KeyError, MaterialError) as error:
            raise MaterialError(f"{path.name}: {error}") from error
        departments.append(Department(data["name"], kinds))
    return departments


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise MaterialError(f"{path.name}: {error}") from error


def _brand(data: Mapping[str, Any]) -> Brand:
    low, high = data["level"]
    return Brand(
        name=data["name"],
        code=data["code"],
        level=(low, high),
        lines=tuple(data["lines"]),
        says=_sentences(data.get("says", ())),
    )


def _kind(data: Mapping[str, Any], brands: Mapping[str, Brand]) -> Kind:
    items = tuple(_item(item) for item in data.get("items", ()))
    low, high = data["price"]
    return Kind(
        name=data["name"],
        count=data.get("count", len(items)),
        brands=tuple(brands[name] for name in data["brands"]),
        price=(low, high),
        titles=_sentences(data.get("titles", ())),
        opens=_sentences(data.get("open", ())),
        details=_sentences(data["detail"]),
        options={name: tuple(values) for name, values in data.get("options", {}).items()},
        steps=data.get("steps", {}),
        attributes=data.get("attributes", {}),
        items=items,
        lines=tuple(data.get("lines", ())),
    )


def _item(data: Mapping[str, Any]) -> Item:
    return Item(data["title"], data["open"], data.get("set", {}))


def _sentences(written: Any) -> tuple[Sentence, ...]:
    return tuple(Sentence.parse(text) for text in written)
