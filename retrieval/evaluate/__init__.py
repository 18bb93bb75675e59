"""How good a ranking is, by people's judgements."""

from retrieval.evaluate.ratings import Ratings, read_ratings
from retrieval.evaluate.runs import Ranking, read_run, write_run
from retrieval.evaluate.search import Measured, Ranker, measure

__all__ = [
    "Measured",
    "Ranker",
    "Ranking",
    "Ratings",
    "measure",
    "read_ratings",
    "read_run",
    "write_run",
]
