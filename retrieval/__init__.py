"""Find products: catalogue -> index -> hits with reasons; and policies to quote.

Its two names load what they need when they are first asked for: whoever wants only a product's
values doesn't wait for the vector search.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.index import Index
    from retrieval.passages import Passages

__all__ = ["Index", "Passages"]

_HOMES = {"Index": "retrieval.index", "Passages": "retrieval.passages"}


def __getattr__(name: str) -> object:
    """PEP 562. Raises `AttributeError` for a name that isn't public."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    return found
