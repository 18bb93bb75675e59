"""The fields that are nothing else -> typed attributes. Owns types and units, not the rest."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from retrieval.catalog.clean import MAX_VALUE, key, text
from retrieval.catalog.mapping import Attributes
from retrieval.values import Attribute, AttributeValue, Product

MAX_ATTRIBUTES = 1_000
MAX_LIST = 200

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?")
_FLAGS = {"true": True, "false": False}


def attributes(
    fields: Mapping[str, Any], rules: Attributes, *, untyped: bool
) -> tuple[Attribute, ...]:
    """`fields` are those of no other use, by `key` name; `untyped` reads numbers and flags out of
    text, for formats that have text only. Raises `ValueError` when there are absurdly many."""
    found: dict[str, Attribute] = {}
    for name, value in fields.items():
        attribute = _attribute(name, value, rules, untyped)
        if attribute is not None and attribute.name:
            found.setdefault(attribute.name, attribute)
    if len(found) > MAX_ATTRIBUTES:
        raise ValueError(f"has {len(found)} attributes, more than {MAX_ATTRIBUTES}")
    return tuple(found.values())


def attribute_names(products: Iterable[Product]) -> tuple[str, ...]:
    """What customers see of them besides title and price, the commonest first."""
    counted = Counter(one.name for product in products for one in product.attributes)
    return tuple(name for name, _ in counted.most_common())


def _attribute(name: str, raw: Any, rules: Attributes, untyped: bool) -> Attribute | None:
    short, wanted = _typed(name, rules)
    if wanted is None and not rules.keep_others:
        return None
    short, unit = _unit(short, rules)
    if isinstance(raw, dict):
        unit = text(str(raw.get("unit") or unit), 20)
        raw = raw.get("value")
    value = _value(raw, wanted, untyped)
    if value is None:
        return None
    rewrite = rules.values.get(short, {})
    if isinstance(value, str):
        value = rewrite.get(value, value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Attribute(short, value, unit if number else "")


def _typed(name: str, rules: Attributes) -> tuple[str, type | None]:
    for prefixes, wanted in (
        (rules.text_prefixes, str),
        (rules.number_prefixes, float),
        (rules.flag_prefixes, bool),
    ):
        for prefix in prefixes:
            if name.startswith(prefix):
                return name.removeprefix(prefix), wanted
    return name, None


def _unit(name: str, rules: Attributes) -> tuple[str, str]:
    if name in rules.units:
        return name, rules.units[name]
    for suffix, unit in rules.unit_suffixes.items():
        if name.endswith(suffix) and name != suffix:
            return name.removesuffix(suffix), unit
    return name, ""


def _value(raw: Any, wanted: type | None, untyped: bool) -> AttributeValue | None:
    if isinstance(raw, list):
        texts = (text(str(item)) for item in _scalars(raw))
        return tuple(item for item in texts if item) or None
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        return _finite(raw)
    if not isinstance(raw, str):
        return None
    clean = text(raw, MAX_VALUE)
    if not clean:
        return None
    if wanted is bool or (untyped and wanted is None):
        flag = _FLAGS.get(clean.lower())
        if flag is not None:
            return flag
    if (wanted is float or (untyped and wanted is None)) and _NUMBER.fullmatch(clean):
        return _finite(float(clean) if "." in clean else int(clean))
    return clean


def _scalars(raw: list[Any]) -> Iterator[str | int | float]:
    for item in raw[:MAX_LIST]:
        if isinstance(item, str | int | float) and not isinstance(item, bool):
            yield item


def _finite(number: int | float) -> int | float | None:
    if isinstance(number, float):
        if not math.isfinite(number):
            return None
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    return number if abs(number) < 1e15 else None


def names(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record under `key` names; the first of two fields that fold to one name counts."""
    folded: dict[str, Any] = {}
    for name, value in record.items():
        if value is not None and value != "":
            folded.setdefault(key(name), value)
    return folded


def first(fields: Mapping[str, Any], sources: Iterable[str]) -> Any:
    """The value of the first of `sources` that is filled; None where none is."""
    return next((fields[name] for name in sources if name in fields), None)
