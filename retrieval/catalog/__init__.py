"""A shop's export -> products. Reads JSONL and CSV; writes nothing."""

from retrieval.catalog.mapping import Mapping
from retrieval.catalog.reader import FORMATS, ProductReader, Skipped, read_products

__all__ = ["FORMATS", "Mapping", "ProductReader", "Skipped", "read_products"]
