"""A product's picture: the silhouette of its kind in the variant's colour, before a quiet backdrop.

Owns the choice of shape and colour. The shapes are files in `shapes/`; `lettering` sets titles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from zlib import crc32

from actions.sample.colour import Tones
from actions.sample.lettering import letter
from actions.sample.shapes import Shapes, load_shapes
from retrieval.values import Product, Variant

_PLACEHOLDER = re.compile(r"\{\{([a-z]+)\}\}")
_LETTERING = re.compile(r"\{\{letters ([a-z]+) ([\d. ]+?)(?: (paper))?\}\}")

PAPER_INK = "#2b2926"
_BACKDROPS = (
    ("#f6f3ee", "#ebe5dc", "#e3dcd1"),
    ("#f3f4f1", "#e4e8e1", "#dadfd6"),
    ("#f4f2f3", "#e9e4e5", "#dfd9da"),
    ("#f1f4f5", "#e2e8ea", "#d7dfe1"),
    ("#f7f3ea", "#eee5d3", "#e5dac5"),
)


def draw(product: Product, variant: Variant | None) -> str:
    """An SVG of 400 by 400. Without a variant, the product's first one lends its colour."""
    shapes = load_shapes()
    facts = {attribute.name: attribute.text for attribute in product.attributes}
    shown = variant or (product.variants[0] if product.variants else None)
    options = dict(shown.options) if shown else {}
    chance = crc32(product.product_id.encode())
    look = shapes.look(product.category, facts | options)
    tones = Tones(_colour(shapes, look.tint, look.tones, facts | options, chance)).named()
    wall, edge, floor = _BACKDROPS[crc32(product.category.encode()) % len(_BACKDROPS)]
    x, y, width = look.shape.shadow
    frame = {
        "wall": wall,
        "edge": edge,
        "floor": floor,
        "shadowx": str(x),
        "shadowy": str(y),
        "shadowwidth": str(width),
        "shadowheight": str(round(width * 0.13 + 4)),
        "title": escape(product.title),
        "shape": _painted(look.shape.drawing, tones, product),
    }
    return _filled(shapes.frame, {**tones, **frame})


def _colour(
    shapes: Shapes, tint: str, tones: tuple[str, ...], facts: dict[str, str], chance: int
) -> str:
    """The variant's colour, else what the thing is made of, else one that suits its kind."""
    for name in ("colour", tint):
        known = shapes.tone(facts.get(name, ""))
        if known:
            return known
    return tones[chance % len(tones)]


def _painted(drawing: str, named: Mapping[str, str], product: Product) -> str:
    texts = {"title": product.title, "brand": product.brand}

    def lettered(match: re.Match[str]) -> str:
        place = [float(number) for number in match.group(2).split()]
        return letter(texts[match.group(1)], place, PAPER_INK if match.group(3) else named["ink"])

    return _LETTERING.sub(lettered, _filled(drawing, named))


def _filled(template: str, values: Mapping[str, str]) -> str:
    """In one pass, so that what a title says is never taken for a placeholder."""
    return _PLACEHOLDER.sub(lambda match: values[match.group(1)], template)
