"""Find products: catalogue -> index -> hits with reasons; and policies to quote."""

from retrieval.index import Index
from retrieval.passages import Passages

__all__ = ["Index", "Passages"]
