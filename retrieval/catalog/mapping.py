"""Which field of a shop's export is what. Owns the mapping file; reads no product."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from retrieval.errors import BadMapping


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
INTERNAL: tuple[str, ...] = (
    "margin", "margin_*", "*_margin", "markup", "markup_*", "*_markup", "profit", "profit_*",
    "cost", "costs", "cost_*", "*_cost_price", "unit_cost", "landed_cost", "our_cost", "cogs",
    "purchase_price", "purchase_cost", "purchasing_*", "buying_price", "buy_price", "net_cost",
    "trade_price", "wholesale", "wholesale_*", "supplier", "supplier_*", "*_supplier",
    "internal", "internal_*", "*_internal", "private_*", "confidential_*", "admin_*", "staff_*",
    "warehouse", "warehouse_*", "bin_location", "reorder_*", "min_stock", "comment", "comments",
)  # fmt: skip
"""What a shop keeps to itself, as its export is wont to call it; `*` stands for anything."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fields(_Section):
    """Source fields by ours. Where several are named the first that is filled counts; all of
    `codes` do. `ignore` takes names, or a start followed by `*`."""

    id: Names = ()
    title: Names = ()
    brand: Names = ()
    department: Names = ()
    category: Names = ()
    description: Names = ()
    price: Names = ()
    list_price: Names = ()
    currency: Names = ()
    stock: Names = ()
    rating: Names = ()
    rating_count: Names = ()
    added: Names = ()
    url: Names = ()
    image: Names = ()
    codes: Names = ()
    ignore: Names = ()


class Price(_Section):
    """`missing` lists the numbers that stand for "unknown"; `currency` is for all prices."""

    unit: Literal["major", "minor"] = "major"
    missing: tuple[float, ...] = ()
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")


class Attributes(_Section):
    """How the fields that are nothing else become attributes. A prefix is cut off the name and
    fixes the type; a suffix of `unit_suffixes` is cut off and gives the unit; `units` gives the
    unit by the final name; `values` rewrites values by the final name. Attributes are shown to
    customers: what `internal` names is left out, unless `show` names it."""

    text_prefixes: Names = ()
    number_prefixes: Names = ()
    flag_prefixes: Names = ()
    keep_others: bool = True
    internal: Names = INTERNAL
    show: Names = ()
    unit_suffixes: dict[str, str] = {}
    units: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}

    def is_internal(self, name: str) -> bool:
        """Of a field's `key` name."""
        if any(fnmatchcase(name, shown) for shown in self.show):
            return False
        return any(fnmatchcase(name, kept) for kept in self.internal)


class Mapping(_Section):
    """One shop's way of writing products, as `data/mappings/*.toml` states it."""

    name: str = ""
    fields: Fields = Fields()
    options: dict[str, Names] = {}
    price: Price = Price()
    attributes: Attributes = Attributes()

    def showing(self, names: Iterable[str]) -> Mapping:
        """With these shown, too, whatever they are called."""
        shown = (*self.attributes.show, *names)
        return self.model_copy(
            update={"attributes": self.attributes.model_copy(update={"show": shown})}
        )

    @classmethod
    def load(cls, path: Path) -> Mapping:
        """Raises `BadMapping`; for an unknown key it names the nearest known one."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise BadMapping(
                f"can't be read ({error.strerror})", source=path, advice="Check the path"
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadMapping(f"is not TOML: {error}", source=path, advice="Correct it") from error
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise _bad(error, path) from error


def _bad(error: ValidationError, path: Path) -> BadMapping:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    if first["type"] == "extra_forbidden":
        near = nearest(place[-1], _known(place[:-1]))
        advice = f"Did you mean {near!r}?" if near else "Take it out"
        return BadMapping(f"unknown key {'.'.join(place)!r}", source=path, advice=advice)
    return BadMapping(f"{'.'.join(place)}: {first['msg']}", source=path, advice="Correct it")


def _known(place: list[str]) -> Iterable[str]:
    model: type[BaseModel] = Mapping
    for part in place:
        inner = model.model_fields[part].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return ()
        model = inner
    return model.model_fields


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, if one is like it at all."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)), None)


COMMON = Mapping(
    name="common field names",
    fields=Fields(
        id=("id", "product_id", "sku", "item_id", "handle"),
        title=("title", "name", "product_name"),
        brand=("brand", "vendor", "manufacturer"),
        department=("department",),
        category=("category", "product_type", "type"),
        description=("description", "short_description", "body", "long_description", "summary"),
        price=("price", "sale_price", "amount"),
        list_price=("list_price", "regular_price", "compare_at_price", "rrp", "msrp"),
        currency=("currency", "price_currency"),
        stock=("stock", "current_stock", "quantity", "inventory", "stock_quantity"),
        rating=("rating", "average_rating"),
        rating_count=("rating_count", "review_count", "reviews_count"),
        added=("added", "date_added", "created_at", "date_released"),
        url=("url", "link", "product_url"),
        image=("image", "image_url", "image_link"),
        codes=("codes", "sku", "ean", "gtin", "mpn", "upc", "isbn", "barcode"),
    ),
    options={"colour": ("colour", "color"), "size": ("size",)},
)
