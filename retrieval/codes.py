"""Exact identifiers: model numbers, SKUs, EANs. Owns what counts as one in a customer's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.fold import fold
from retrieval.values import Product

_OUTSIDE = re.compile(r"[\W_]+")
MIN_LENGTH = 4
MIN_DIGITS_ALONE = 8  # an EAN; shorter numbers are prices, sizes, order numbers
LONGEST = 3  # words of a query that one code may be spread over


def bare(code: str) -> str:
    """A code as it is compared: `AX-2201/B` -> `ax2201b`."""
    return _OUTSIDE.sub("", fold(code))


def codes_of(product: Product) -> tuple[str, ...]:
    """All that names just this product, bare."""
    variants = (variant.variant_id for variant in product.variants)
    named = (bare(code) for code in (product.product_id, *product.codes, *variants))
    return tuple(dict.fromkeys(code for code in named if is_code(code)))


def codes_in(query: str) -> Iterator[str]:
    """What in `query` could be a code, bare; longer ones first. `hp 106 a` holds `hp106a`."""
    pieces = query.split()[:64]
    for length in range(min(LONGEST, len(pieces)), 0, -1):
        for start in range(len(pieces) - length + 1):
            code = bare("".join(pieces[start : start + length]))
            if is_code(code):
                yield code


def is_code(code: str) -> bool:
    """Letters and digits mixed, or very many digits."""
    if code.isdigit():
        return len(code) >= MIN_DIGITS_ALONE
    return len(code) >= MIN_LENGTH and any(c.isdigit() for c in code)
