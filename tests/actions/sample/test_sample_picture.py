"""Every kind has a picture of its own, in the variant's colour, whatever the data says."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from sample_shop import products

from actions.sample.picture import draw
from actions.sample.shapes import FOLDER, load_shapes
from retrieval.values import Product, Variant

HOSTILE = '"><script>alert(1)</script>{{colour}}&<img src=x onerror=alert(1)>'


def test_every_kind_the_shop_sells_has_a_shape():
    assert {product.category for product in products()} <= load_shapes().kinds


def test_every_colour_the_shop_sells_has_a_tone():
    colours = {v.options["colour"] for p in products() for v in p.variants if "colour" in v.options}
    assert [colour for colour in sorted(colours) if load_shapes().tone(colour) is None] == []


def test_every_product_gives_a_well_formed_picture():
    for product in products():
        root = ElementTree.fromstring(draw(product, product.variants[-1]))
        assert root.get("viewBox") == "0 0 400 400"
        assert "{{" not in "".join(root.itertext())


def test_kinds_look_different():
    shapes = load_shapes()
    drawn = {shapes.look(kind, {}).shape.drawing for kind in shapes.kinds}
    assert len(drawn) >= 80


def test_every_shape_file_is_used():
    kinds = (FOLDER / "kinds.toml").read_text(encoding="utf-8")
    assert [p.stem for p in sorted(FOLDER.glob("*.svg")) if f'"{p.stem}"' not in kinds] == []


def test_colour_follows_the_variant():
    rust, navy = (Variant(name, {"colour": name}) for name in ("rust", "navy"))
    jacket = Product("J", "Jacket", (rust, navy), category="rain jacket")
    assert "#ab5634" in draw(jacket, rust)
    assert "#2c3c5a" in draw(jacket, navy)
    assert draw(jacket, None) == draw(jacket, rust)


def test_unknown_kind_and_colour_still_give_a_picture():
    thing = Product("X", "Thing", (Variant("X", {"colour": "octarine"}),), category="gizmo")
    assert ElementTree.fromstring(draw(thing, None)).get("role") == "img"
    assert draw(Product("X", "Thing", (), category="gizmo"), None)


@pytest.mark.parametrize("category", ["novel", "board game", "tea", "mug", HOSTILE])
def test_hostile_text_stays_text(category):
    product = Product(
        HOSTILE, HOSTILE, (Variant(HOSTILE, {"colour": HOSTILE}),), brand=HOSTILE, category=category
    )
    picture = draw(product, None)
    tags = {element.tag.split("}")[1] for element in ElementTree.fromstring(picture).iter()}
    assert not tags & {"script", "img", "foreignObject", "a"}
    assert "<script" not in picture
    assert "onerror=alert(1)&gt;" in picture


def test_a_picture_is_the_same_each_time():
    product = products()[0]
    assert draw(product, product.variants[0]) == draw(product, product.variants[0])
