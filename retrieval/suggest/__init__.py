"""What a shopper may be about to say, from the catalogue's own names."""

from retrieval.suggest.suggester import Suggester

__all__ = ["Suggester"]
