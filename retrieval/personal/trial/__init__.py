"""Trials of one way of doing a thing against another: who gets which, what the figures say, and
what another order would have got. Numbers alone; who may be counted is decided elsewhere."""

from retrieval.personal.trial.difference import Difference, difference
from retrieval.personal.trial.drawing import drawn, place
from retrieval.personal.trial.evenness import uneven
from retrieval.personal.trial.planning import needed
from retrieval.personal.trial.tally import Tally

__all__ = ["Difference", "Tally", "difference", "drawn", "needed", "place", "uneven"]
