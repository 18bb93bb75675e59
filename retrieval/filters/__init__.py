"""Constraints applied: to one product (`matching_variant`), to all of them (`FilterTable`)."""

from retrieval.filters.matching import matching_variant
from retrieval.filters.table import FilterTable

__all__ = ["FilterTable", "matching_variant"]
