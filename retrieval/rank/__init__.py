"""How candidates are put in order, and what each part of a score added."""

from retrieval.rank.shapes import FUSION, RANKER_FILE, Ranker

__all__ = ["FUSION", "RANKER_FILE", "Ranker"]
