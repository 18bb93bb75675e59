"""Constraints applied: to one product (`matching_variant`), to all of them (`FilterTable`)."""

from retrieval.filters.matching import matching_variant
from retrieval.filters.table import FilterTable
from retrieval.filters.texts import Texts

__all__ = ["FilterTable", "Texts", "matching_variant"]
