"""The generator makes what is committed, and what it makes is a plausible shop."""

from __future__ import annotations

from collections import Counter

import pytest
from sample_shop import CATALOG, products, records

from actions.sample.__main__ import make_shop


def test_generator_reproduces_the_committed_files_byte_for_byte():
    for name, text in make_shop(CATALOG).items():
        assert (CATALOG / name).read_bytes() == text.encode("utf-8"), f"{name}: run actions.sample"


def test_shop_is_large_and_varied():
    assert len(records("products")) >= 1250
    departments = Counter(record["department"] for record in records("products"))
    assert len(departments) >= 14
    assert min(departments.values()) >= 40


def test_importer_reads_every_product():
    assert len(products()) == len(records("products"))
    assert all(product.variants and product.codes for product in products())
    assert len({code for product in products() for code in product.codes}) == len(products())


def test_no_two_products_share_a_title():
    titles = Counter(product.title.lower() for product in products())
    assert [title for title, count in titles.items() if count > 1] == []


def test_titles_are_short():
    assert max(len(product.title) for product in products()) <= 60


def test_variants_of_a_product_differ_in_their_options():
    for record in records("products"):
        options = [tuple(variant["options"].items()) for variant in record["variants"]]
        assert len(set(options)) == len(options), record["id"]
        assert 1 <= len(options) <= 12
        assert len({variant["id"] for variant in record["variants"]}) == len(options)


def test_offers_lower_a_price():
    offers = [v for r in records("products") for v in r["variants"] if "list_price" in v]
    assert offers
    assert all(variant["list_price"] > variant["price"] for variant in offers)


@pytest.mark.parametrize(
    ("what", "low", "high"),
    [("sold out", 0.01, 0.08), ("on offer", 0.1, 0.25), ("without a rating", 0.02, 0.1)],
)
def test_share_of_products_that_are(what, low, high):
    tests = {
        "sold out": lambda r: not any(v["stock"] for v in r["variants"]),
        "on offer": lambda r: "list_price" in r["variants"][0],
        "without a rating": lambda r: "rating" not in r,
    }
    share = sum(map(tests[what], records("products"))) / len(records("products"))
    assert low <= share <= high


def test_a_black_waterproof_jacket_can_be_told_from_the_others():
    jackets = [p for p in products() if "jacket" in p.category]
    dry = [p for p in jackets if p.attribute("waterproof").value is True]
    prices = [float(v.price.amount) for p in jackets for v in p.variants]
    colours = {v.options["colour"] for p in dry for v in p.variants}
    assert 10 <= len(dry) < len(jackets)
    assert min(prices) < 60
    assert max(prices) > 250
    assert "black" in colours
    assert len(colours) >= 6
