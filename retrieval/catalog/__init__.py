"""A shop's export -> products. Reads JSONL and CSV; writes nothing."""

from retrieval.catalog.attributes import attribute_names
from retrieval.catalog.mapping import COMMON, Mapping
from retrieval.catalog.reader import FORMATS, ProductReader, Skipped, read_products

__all__ = [
    "COMMON",
    "FORMATS",
    "Mapping",
    "ProductReader",
    "Skipped",
    "attribute_names",
    "read_products",
]
