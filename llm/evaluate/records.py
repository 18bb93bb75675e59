"""What the records of one request say: the truth that a reply is held against. Owns reading the
request's products, order and policies, in the public form of a hit or as the shop keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Fields that name or rank a product and tell nothing of it.
REFERENCE = re.compile(
    r"(^|\.)(url|image|score|id|product_id|variant_id|currency|added|reasons\[\d+\].*)$"
)


@dataclass(frozen=True, slots=True)
class Amount:
    value: Decimal
    currency: str = ""


@dataclass(frozen=True)
class Item:
    """A product of the request. `values` holds every attribute and option as text, by name."""

    product_id: str
    title: str
    brand: str
    prices: tuple[Amount, ...]
    list_prices: tuple[Amount, ...]
    in_stock: bool | None
    stock: int | None
    rating: Decimal | None
    rating_count: int | None
    values: Mapping[str, tuple[str, ...]]
    texts: tuple[str, ...]
    record: Mapping[str, Any] = field(repr=False, default_factory=dict)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the record, lower case, without a plural's `s`."""
        return frozenset(word for text in self.texts for word in words_of(text))

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        return frozenset(n for text in self.texts for n in numbers_of(text))


@dataclass(frozen=True)
class Records:
    """`leaves` are the order's single values by path; `rest` are those of every further object of
    the request (what was understood, relaxed, a return, a recommendation, the desk)."""

    items: tuple[Item, ...]
    leaves: Mapping[str, str]
    passages: tuple[Mapping[str, str], ...]
    query: str
    rest: Mapping[str, str]
    total: int | None
    order: Mapping[str, Any] | None

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Records:
        order = row.get("order") or None
        policy = row.get("policy") or ()
        sources = (str(entry.get("source")) for entry in row.get("evidence") or ())
        cited = frozenset(source.partition("/")[2] for source in sources) - {""}
        known = {"id", "task", "language", "query", "ask", "products", "order", "policy", "tone"}
        known |= {"length", "reason", "n", "variant"}  # of the request itself, no records
        reply = {"reply", "evidence", "source", "reference"}
        rest = {key: value for key, value in row.items() if key not in known | reply}
        return cls(
            items=tuple(read_item(product, cited) for product in row.get("products") or ()),
            leaves=dict(leaves(order)) if order else {},
            passages=(policy,) if isinstance(policy, Mapping) else tuple(policy),
            query=f"{row.get('query') or ''} {str(row.get('ask') or '').replace('_', ' ')}",
            rest=dict(leaves(rest)),
            total=row.get("total"),
            order=order,
        )

    @cached_property
    def loose_texts(self) -> tuple[str, ...]:
        """What isn't a product's: order, policies, and the rest of the request."""
        policies = (f"{p.get('heading', '')} {p.get('text', '')}" for p in self.passages)
        return (*self.leaves.values(), *policies, *_told(self.rest))

    @cached_property
    def loose_words(self) -> frozenset[str]:
        return frozenset(word for text in self.loose_texts for word in words_of(text))

    @cached_property
    def loose_numbers(self) -> frozenset[Decimal]:
        return frozenset(n for text in self.loose_texts for n in numbers_of(text))

    @cached_property
    def query_words(self) -> frozenset[str]:
        return frozenset(words_of(self.query))


def read_item(product: Mapping[str, Any], cited: frozenset[str] = frozenset()) -> Item:
    """`cited` are the variants that the reply's evidence names: their price and stock count."""
    variants = list(product.get("variants") or ())
    offers = [product, *_spoken_of(variants, cited)]
    currency = str(product.get("currency") or "")
    stocks = [s for offer in offers if (s := _stock(offer)) is not None]
    values = _values(product, variants)
    texts = [text for name, texts in values.items() for text in (*texts, name.replace("_", " "))]
    texts += [text for path, text in leaves(product) if not _is_reference(path)]
    rating = product.get("rating")
    return Item(
        product_id=str(product.get("product_id") or product.get("id") or ""),
        title=squeeze(str(product.get("title") or product.get("name") or "")),
        brand=squeeze(str(product.get("brand") or "")),
        prices=_amounts(offers, "price", currency),
        list_prices=_amounts(offers, "list_price", currency),
        in_stock=any(s > 0 for s in stocks) if stocks else None,
        stock=sum(stocks) if variants and stocks else product.get("stock"),
        rating=_decimal(rating),
        rating_count=product.get("rating_count"),
        values=values,
        texts=tuple(dict.fromkeys(texts)),
        record=product,
    )


def read_amount(offer: Mapping[str, Any], key: str) -> Amount | None:
    """`{amount, currency}`, `{amount_minor, currency}` in hundredths, or a bare number."""
    found = offer.get(key)
    if isinstance(found, Mapping):
        currency = str(found.get("currency") or "")
        if found.get("amount") is None and found.get("amount_minor") is not None:
            return Amount(Decimal(str(found["amount_minor"])) / 100, currency)
        value = _decimal(found.get("amount"))
    else:
        value, currency = _decimal(found), str(offer.get("currency") or "")
    return None if value is None else Amount(value, currency)


def _amounts(offers: list[Mapping[str, Any]], key: str, currency: str) -> tuple[Amount, ...]:
    found = [amount for offer in offers if (amount := read_amount(offer, key))]
    return tuple(Amount(one.value, one.currency or currency) for one in found)


def _spoken_of(variants: list[Mapping[str, Any]], cited: frozenset[str]) -> list[Mapping[str, Any]]:
    named = [v for v in variants if str(v.get("variant_id") or v.get("id")) in cited]
    return named or variants


def _told(rest: Mapping[str, str]) -> Iterator[str]:
    """A count of days is a measure, though it is written without its unit."""
    for path, text in rest.items():
        yield f"{text} days" if path.rpartition(".")[2] == "days" else text


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every single value under `value`, as text, with the path that leads to it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{number}]")
    elif value is not None and not isinstance(value, bool):
        yield path, squeeze(str(value))


def words_of(text: str) -> Iterator[str]:
    for word in WORD.findall(text.replace("_", " ").lower()):
        yield stem(word)
        if "-" in word:
            yield from map(stem, word.split("-"))


def stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def numbers_of(text: str) -> Iterator[Decimal]:
    for found in NUMBER.findall(text):
        for reading in {found.replace(",", ""), *re.split(r"[.,]", found)}:
            if (value := _decimal(reading)) is not None:
                yield value


def squeeze(text: str) -> str:
    """One space between words, no markup of Markdown's emphasis or lists."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " ")).strip()


def _stock(offer: Mapping[str, Any]) -> int | None:
    if isinstance(offer.get("stock"), int) and not isinstance(offer.get("stock"), bool):
        return int(offer["stock"])
    flag = offer.get("in_stock")
    return None if flag is None else int(bool(flag))


def _values(
    product: Mapping[str, Any], variants: list[Mapping[str, Any]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    attributes = product.get("attributes") or {}
    if isinstance(attributes, Mapping):
        pairs = list(attributes.items())
    else:
        pairs = [(a.get("name", ""), _with_unit(a)) for a in attributes]
    pairs += [
        pair for offer in (product, *variants) for pair in (offer.get("options") or {}).items()
    ]
    for name, value in pairs:
        many = value if isinstance(value, list | tuple) else [value]
        found.setdefault(str(name), []).extend(_text(one) for one in many)
        if len(many) > 1:
            found[str(name)].append(", ".join(map(_text, many)))
    return {name: tuple(dict.fromkeys(texts)) for name, texts in found.items()}


def _with_unit(attribute: Mapping[str, Any]) -> Any:
    value, unit = attribute.get("value"), attribute.get("unit")
    return f"{_text(value)} {unit}" if unit else value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return squeeze(" ".join(text for _, text in leaves(value)))
    return squeeze(f"{value:g}" if isinstance(value, float) else str(value))


def _is_reference(path: str) -> bool:
    return bool(
        re.search(
            r"(^|\.)(url|image|score|id|product_id|variant_id|currency|added|reasons\[\d+\].*)$",
            path,
        )
    )


def _decimal(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
