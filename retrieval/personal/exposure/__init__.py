"""How a shop's attention is spread over its products, against what there is and is bought."""

from retrieval.personal.exposure.gini import gini
from retrieval.personal.exposure.shares import Share, by_brand, by_newness, by_price

__all__ = ["Share", "by_brand", "by_newness", "by_price", "gini"]
