"""What of a product is searched: its words by field, and the text that becomes its vector.

Owns no index. Attributes stay in a field of their own: glued to the title they drown it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.values import Product

VECTOR_WORDS = 60
"""A vector's text past this adds time and blurs the product (measured on product titles with
descriptions: docs/retrieval.md)."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text for each lexical field; `vector` is the text that is encoded."""

    text: str
    category: str
    brand: str
    attributes: str
    vector: str


def document(product: Product) -> Document:
    category = " ".join(dict.fromkeys(filter(None, (product.category, product.department))))
    return Document(
        text=f"{product.title}\n{product.description}",
        category=category,
        brand=product.brand,
        attributes=". ".join(_facts(product)),
        vector=vector_text(product),
    )


def vector_text(product: Product) -> str:
    """What the product is, then whose, then what is said of it, cut to `VECTOR_WORDS`."""
    parts = (product.title, product.category, product.brand, product.description)
    seen: list[str] = []
    for part in parts:
        if part and not any(part.casefold() in earlier.casefold() for earlier in seen):
            seen.append(part)
    return " ".join(". ".join(seen).split()[:VECTOR_WORDS])


def _facts(product: Product) -> Iterator[str]:
    for attribute in product.attributes:
        if attribute.value is False:
            continue  # "bluetooth: no" must not be found under "bluetooth"
        yield attribute.label if attribute.value is True else f"{attribute.label} {attribute.text}"
    options = (value for variant in product.variants for value in variant.options.values())
    yield from dict.fromkeys(options)
