"""A few products, one with a hostile name, and an encoder that needs no model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

SCRIPT = "<script>alert(1)</script>"
RECORDS: list[dict[str, Any]] = [
    {
        "id": "jacket-1",
        "title": "Harrow Rain Jacket",
        "brand": "Harrow",
        "department": "Outdoor Clothing",
        "category": "rain jackets",
        "description": "Keeps the rain out.",
        "rating": 4.5,
        "rating_count": 120,
        "added": "2026-03-01",
        "attributes": {"waterproof": True, "weight": {"value": 420, "unit": "g"}},
        "variants": [
            {"id": "j1-green", "options": {"colour": "green"}, "price": 89.0, "stock": 0},
            {"id": "j1-navy", "options": {"colour": "navy"}, "price": 94.0, "stock": 3},
        ],
    },
    {
        "id": "jacket-2",
        "title": "Fell Storm Jacket",
        "brand": "Fell",
        "department": "Outdoor Clothing",
        "category": "rain jackets",
        "rating": 4.9,
        "rating_count": 300,
        "added": "2026-05-01",
        "price": 199.0,
        "stock": 5,
        "colour": "black",
    },
    {
        "id": "mug-1",
        "title": f"Camp Mug {SCRIPT}",
        "brand": "Peat",
        "department": "Kitchen",
        "category": "mugs",
        "price": 12.5,
        "stock": 40,
    },
]


class HashEncoder:
    """A word is a direction: texts with the same words are near each other. No model, no wait."""

    version = "hash"
    dim = 384

    def encode(self, texts: Sequence[str], *, progress: Any = None) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                place = int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dim
                vectors[row, place] += 1.0
            vectors[row, 0] += 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
