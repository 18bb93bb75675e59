"""Mapping files: the shipped ones work, a wrong one is explained."""

import os
from pathlib import Path

import pytest

from retrieval.catalog import Mapping, read_products
from retrieval.errors import BadMapping

ROOT = Path(__file__).parents[3]
DATASETS = Path(os.environ.get("STORECLERK_DATASETS", ROOT.parent / "shared" / "datasets"))


def refused(tmp_path: Path, text: str) -> BadMapping:
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadMapping) as caught:
        Mapping.load(path)
    return caught.value


def test_unknown_key_names_the_nearest_known_one(tmp_path: Path) -> None:
    assert "Did you mean 'title'?" in str(refused(tmp_path, '[fields]\ntitel = "name"'))
    assert "Did you mean 'price'?" in str(refused(tmp_path, '[prices]\nunit = "minor"'))
    assert "Did you mean 'unit_suffixes'?" in str(
        refused(tmp_path, "[attributes]\nunit_suffix = {}")
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[price]\nunit = 'cents'", "price.unit"),
        ("[price]\ncurrency = 'dollars'", "price.currency"),
        ("[fields", "is not TOML"),
        ("fields = 3", "fields"),
    ],
)
def test_wrong_value_is_named(tmp_path: Path, text: str, reason: str) -> None:
    assert reason in str(refused(tmp_path, text))


def test_absent_mapping_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BadMapping, match="can't be read"):
        Mapping.load(tmp_path / "absent.toml")


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "mappings").glob("*.toml")))
def test_shipped_mappings_load(path: Path) -> None:
    mapping = Mapping.load(path)
    assert mapping.fields.id
    assert mapping.price.currency


@pytest.mark.skipif(not DATASETS.is_dir(), reason="needs STORECLERK_DATASETS")
def test_icecat_is_read_whole() -> None:
    mapping = Mapping.load(ROOT / "data" / "mappings" / "icecat.toml")
    reader = read_products(DATASETS / "icecat" / "products.jsonl.gz", mapping=mapping)
    products = list(reader)
    assert len(products) == 19_406
    assert reader.currency == "USD"
    assert all(p.brand and p.codes for p in products)
    assert sum("colour" in p.variants[0].options for p in products) > 8_000
    assert all(p.variants[0].price is None or p.variants[0].price.amount_minor for p in products)


@pytest.mark.skipif(not DATASETS.is_dir(), reason="needs STORECLERK_DATASETS")
def test_retail_demo_store_is_read_whole() -> None:
    mapping = Mapping.load(ROOT / "data" / "mappings" / "retail_demo_store.toml")
    products = list(
        read_products(DATASETS / "retail_demo_store" / "products.jsonl", mapping=mapping)
    )
    assert len(products) == 2_465
    assert all(p.department and p.variants[0].stock is not None for p in products)
