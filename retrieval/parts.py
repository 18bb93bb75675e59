"""What a search reads: the parts of one index, as its generation put them together. Owns none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval.backends.base import Vectors
from retrieval.backends.lexical import TantivyWords
from retrieval.filters import FilterTable
from retrieval.rank.shapes import FUSION, Ranker
from retrieval.ranking import Ranking
from retrieval.store import ProductStore
from retrieval.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Parts:
    """`encode` makes one text's vector (D,)."""

    store: ProductStore
    words: TantivyWords
    ranking: Ranking
    filters: FilterTable
    understanding: Understanding
    encode: Callable[[str], Vectors]
    ranker: Ranker = FUSION

    def sizes(self) -> dict[str, int]:
        """Bytes of the parts that know theirs."""
        return {"vectors": self.ranking.vectors.nbytes, "texts": self.filters.texts.nbytes}
