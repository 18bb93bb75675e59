"""What a shopper may be about to say, from the catalogue's own names."""

from retrieval.suggest.shelf import Shelf
from retrieval.suggest.suggester import Suggester
from retrieval.suggest.terms import Terms

__all__ = ["Shelf", "Suggester", "Terms"]
