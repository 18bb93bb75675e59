"""How good a ranking is, by people's judgements."""

from retrieval.evaluate.known_item import known_items
from retrieval.evaluate.measures import paired_ci95
from retrieval.evaluate.qrels import read_qrels
from retrieval.evaluate.ratings import Ratings, read_ratings
from retrieval.evaluate.runs import Ranking, read_run, write_run
from retrieval.evaluate.search import Measured, Ranker, measure

__all__ = [
    "Measured",
    "Ranker",
    "Ranking",
    "Ratings",
    "known_items",
    "measure",
    "paired_ci95",
    "read_qrels",
    "read_ratings",
    "read_run",
    "write_run",
]
