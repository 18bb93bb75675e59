"""Products on their way into the store: each with the text that was encoded, its vector and its
codes. Owns no store."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.backends.base import Vectors
from retrieval.codes import codes_of
from retrieval.document import vector_text
from retrieval.encoder import Encoder, Progress
from retrieval.store_file import Entry
from retrieval.values import Product


def entries(
    products: Sequence[Product],
    known: Sequence[Vectors | None],
    encoder: Encoder,
    progress: Progress | None = None,
) -> list[Entry]:
    """`known` holds the vector of each product's text where there is one already; the rest are
    encoded in one batch."""
    texts = [vector_text(product) for product in products]
    vectors = dict(enumerate(known))
    missing = [place for place, vector in vectors.items() if vector is None]
    if missing:
        made = encoder.encode([texts[place] for place in missing], progress=progress)
        vectors.update(zip(missing, made, strict=True))
    return [
        Entry(product, vector, text, codes_of(product))
        for product, text, vector in zip(products, texts, vectors.values(), strict=True)
        if vector is not None
    ]
