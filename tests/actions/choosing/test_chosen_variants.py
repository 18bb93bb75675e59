from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from chosen_goods import (
    BOTTLE,
    CAMERA,
    GLASSES,
    HELMET,
    KEYBOARD,
    LAMP,
    NOTEBOOK,
    SHIRT,
    TABLET,
    THERMOSTAT,
    WORDS,
    sample_products,
    variant,
)
from hypothesis import given
from hypothesis import strategies as st

from actions.choosing import VariantMeant, variant_meant
from retrieval.values import Product, Variant

DATASETS = Path(os.environ.get("STORECLERK_DATASETS", "../shared/datasets"))
TAU2 = DATASETS / "tau2_retail" / "db.json"


def meant(text: str, product: Product, *current: str) -> VariantMeant | None:
    held = variant(product, *current) if current else None
    return variant_meant(text, product, held, WORDS)


@pytest.mark.parametrize(
    ("text", "product", "current", "values"),
    [
        ("the same but in black", SHIRT, ("blue", "M", "crew neck"), ("black", "M", "crew neck")),
        ("size M in red", SHIRT, ("blue", "L", "v-neck"), ("red", "M", "v-neck")),
        ("medium please", SHIRT, ("blue", "L", "v-neck"), ("blue", "M", "v-neck")),
        ("a red v neck, extra large", SHIRT, (), ("red", "XL", "v-neck")),
        ("a size up", SHIRT, ("blue", "M", "v-neck"), ("blue", "L", "v-neck")),
        ("one size down", SHIRT, ("blue", "M", "v-neck"), ("blue", "S", "v-neck")),
        ("it's too big, I need a small", SHIRT, ("blue", "M", "v-neck"), ("blue", "S", "v-neck")),
        ("the smallest one", SHIRT, ("blue", "L", "v-neck"), ("blue", "S", "v-neck")),
        ("from blue to red", SHIRT, ("blue", "L", "v-neck"), ("red", "L", "v-neck")),
        ("red instead of blue", SHIRT, ("blue", "L", "v-neck"), ("red", "L", "v-neck")),
        ("the black, not the blue", SHIRT, ("red", "L", "v-neck"), ("black", "L", "v-neck")),
        ("clicky switches, white, full size", KEYBOARD, (), ("clicky", "white", "full size")),
        ("full-size", KEYBOARD, ("linear", "RGB", "60%"), ("linear", "RGB", "full size")),
        ("no backlight", KEYBOARD, ("linear", "RGB", "60%"), ("linear", "none", "60%")),
        ("without a backlight, tactile", KEYBOARD, ("linear", "RGB", "80%"),
         ("tactile", "none", "80%")),
        ("clicky, RGB, full size; if there's no RGB then no backlight", KEYBOARD, (),
         ("clicky", "none", "full size")),
        ("clicky full size with RGB, otherwise white", KEYBOARD, (),
         ("clicky", "white", "full size")),
        ("1 litre", BOTTLE, ("500ml", "glass"), ("1000ml", "glass")),
        ("a litre one", BOTTLE, ("500ml", "glass"), ("1000ml", "glass")),
        ("steel, 0.75 l", BOTTLE, ("500ml", "glass"), ("750ml", "stainless steel")),
        ("the bigger one", BOTTLE, ("500ml", "glass"), ("750ml", "glass")),
        ("not glass", BOTTLE, ("500ml", "glass"), ("500ml", "stainless steel")),
        ("google home please", THERMOSTAT, ("Apple HomeKit", "black"),
         ("Google Assistant", "black")),
        ("one that works with alexa, in white", THERMOSTAT, (), ("Amazon Alexa", "white")),
        ("brighter", LAMP, ("black", "medium"), ("black", "high")),
        ("a dimmer one in silver", LAMP, ("black", "medium"), ("silver", "low")),
        ("4k and waterproof", CAMERA, (), ("4K", "yes")),
        ("not waterproof", CAMERA, ("4K", "yes"), ("4K", "no")),
        ("5k, waterproof: no", CAMERA, (), ("5K", "no")),
        ("black frame with blue lenses", GLASSES, (), ("black", "blue")),
        ("lens color brown, frame silver", GLASSES, (), ("silver", "brown")),
        ("M, medium ventilation", HELMET, (), ("M", "medium")),
        ("size L with low ventilation", HELMET, (), ("L", "low")),
        ("hardcover a4", NOTEBOOK, (), ("A4", "hard cover")),
        ("a smaller one", NOTEBOOK, ("A5", "soft cover"), ("A6", "soft cover")),
        ("10 inch", TABLET, ("7-inch", "64GB"), ("10-inch", "64GB")),
        ("more storage", TABLET, ("7-inch", "64GB"), ("7-inch", "128GB")),
        ("a smaller screen", TABLET, ("10-inch", "64GB"), ("8-inch", "64GB")),
        ("less bright", LAMP, ("black", "high"), ("black", "medium")),
        ("the same colour but brighter", LAMP, ("black", "low"), ("black", "medium")),
        ("the cheapest in the same screen size", TABLET, ("8-inch", "64GB"), ("8-inch", "32GB")),
        ("clicky full size, I'd prefer RGB", KEYBOARD, ("linear", "none", "60%"),
         ("clicky", "none", "full size")),
        ("a full size one, preferably white over RGB", KEYBOARD, ("linear", "none", "60%"),
         ("linear", "white", "full size")),
        ("in blakc please", LAMP, ("white", "low"), ("black", "low")),
        ("full size, clickey", KEYBOARD, ("linear", "none", "60%"),
         ("clicky", "none", "full size")),
        ("I'd prefer the black one", LAMP, ("white", "low"), ("black", "low")),
        ("clicky with full size. If there is no clicky, RGB, full size, I'd go for white", KEYBOARD,
         (), ("clicky", "white", "full size")),
        ("the cheapest", TABLET, ("10-inch", "64GB"), ("7-inch", "32GB")),
        ("the cheapest 10 inch", TABLET, ("8-inch", "64GB"), ("10-inch", "32GB")),
        ("the most expensive one you have", TABLET, ("8-inch", "64GB"), ("10-inch", "128GB")),
    ],
)  # fmt: skip
def test_the_variant_that_the_words_say(
    text: str, product: Product, current: tuple[str, ...], values: tuple[str, ...]
) -> None:
    said = meant(text, product, *current)
    assert said is not None
    assert said.variant is not None
    assert tuple(said.variant.options.values()) == values


def test_what_is_not_said_is_asked_for() -> None:
    said = meant("a red one", SHIRT)
    assert said is not None
    assert said.variant is None
    assert said.missing == ("size", "style")
    assert {one.variant.options["color"] for one in said.candidates} == {"red"}


@pytest.mark.parametrize("lead", ["", "I'd prefer the one with ", "preferably "])
def test_what_is_gone_is_named_and_marked(lead: str) -> None:
    """However politely it is said: nothing else is taken in its place."""
    said = meant(f"{lead}clicky, RGB, full size", KEYBOARD)
    assert said is not None
    assert said.variant is None
    gone = [tuple(one.variant.options.values()) for one in said.candidates if not one.available]
    assert gone == [("clicky", "RGB", "full size")]
    assert said.candidates[0].available


@pytest.mark.parametrize(
    ("text", "product", "option"),
    [
        ("in pink", SHIRT, "color"),
        ("XXL", SHIRT, "size"),
        ("3 litres", BOTTLE, "capacity"),
        ("256 GB", TABLET, "storage"),
        ("a bigger screen", TABLET, "screen size"),
    ],
)
def test_what_no_variant_has_is_told(text: str, product: Product, option: str) -> None:
    said = meant(text, product, *product.variants[-1].options.values())
    assert said is not None
    assert said.variant is None
    assert said.unmet == (option,)


def test_anything_but_a_value_leaves_the_others() -> None:
    said = meant("anything but black", LAMP, "black", "low")
    assert said is not None
    assert said.missing == ("color",)
    assert {one.variant.options["color"] for one in said.candidates} == {"silver", "white"}


def test_a_family_of_colours_is_the_shade_where_there_is_one() -> None:
    navy = Product("p", "Cap", tuple(Variant(c, {"colour": c}) for c in ("navy", "red")))
    said = variant_meant("the blue one", navy, None, WORDS)
    assert said is not None
    assert said.variant == navy.variants[0]


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "what do you think?",
        "the same one again",
        "",
        "one",
        "I can't wait any longer",
        "I no longer want it",
        "is there more?",
        "the same size",
    ],
)
def test_words_on_no_option_say_nothing(text: str) -> None:
    assert meant(text, KEYBOARD, "linear", "RGB", "60%") is None


def spoken(one: Variant) -> list[str]:
    """A variant's options as three customers would list them."""
    pairs = [(name.replace("_", " "), value) for name, value in one.options.items()]
    return [
        "I'd like " + ", ".join(value for _, value in pairs),
        "the one with " + " and ".join(f"{name} {value}" for name, value in pairs),
        "do you have it with " + ", ".join(f"{value} {name}" for name, value in pairs) + "?",
    ]


def found_by_name(one: Variant, text: str, product: Product) -> bool:
    said = variant_meant(text, product, None, WORDS)
    if said is None:
        return False
    if one.in_stock is False:
        return said.variant is None and one in [c.variant for c in said.candidates]
    return said.variant == one


@pytest.mark.parametrize(
    "every", [pytest.param(1, marks=pytest.mark.soak, id="all"), pytest.param(5, id="a fifth")]
)
def test_every_variant_of_the_sample_shop_is_found_by_its_options(every: int) -> None:
    several = [p for p in sample_products().values() if len(p.variants) > 1][::every]
    tried = [(one, text, p) for p in several for one in p.variants for text in spoken(one)]
    missed = [(p.title, text) for one, text, p in tried if not found_by_name(one, text, p)]
    assert len(missed) <= len(tried) * 0.005, missed[:20]


@pytest.mark.skipif(not TAU2.exists(), reason="no tau2_retail among the data sets")
def test_every_variant_of_tau2s_products_is_found_by_its_options() -> None:
    told = json.loads(TAU2.read_text(encoding="utf-8"))["products"].values()
    missed, tried = [], 0
    for record in told:
        variants = tuple(
            Variant(v["item_id"], v["options"], stock=None if v["available"] else 0)
            for v in record["variants"].values()
        )
        product = Product(record["product_id"], record["name"], variants)
        for one in variants:
            for text in spoken(one):
                tried += 1
                if not found_by_name(one, text, product):
                    missed.append((product.title, text))
    assert len(missed) <= tried * 0.01, missed[:20]


@given(st.text(max_size=120))
def test_no_words_break_the_choice(text: str) -> None:
    for product in (KEYBOARD, SHIRT, TABLET):
        said = variant_meant(text, product, product.variants[0], WORDS)
        assert said is None or said.variant is None or said.variant in product.variants
