"""A visit as it unfolds: what is known of it at each moment, in numbers with names."""

from retrieval.personal.predict.session.act import Act
from retrieval.personal.predict.session.features import FEATURES, Unfolding, row_of
from retrieval.personal.predict.session.lessons import LEAVE, NEXT, Lessons, lessons
from retrieval.personal.predict.session.reading import read_acts
from retrieval.personal.predict.session.visit import GAP, Before, Visit, parted

__all__ = [
    "FEATURES",
    "GAP",
    "LEAVE",
    "NEXT",
    "Act",
    "Before",
    "Lessons",
    "Unfolding",
    "Visit",
    "lessons",
    "parted",
    "read_acts",
    "row_of",
]
