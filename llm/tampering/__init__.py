"""Plants errors in true replies, to measure what a verifier catches. Shares nothing with it."""

from llm.tampering.kinds import KINDS, SALAD, Planted, Tamperer
from llm.tampering.sample import Sample
from llm.tampering.words import PlantWords

__all__ = ["KINDS", "SALAD", "PlantWords", "Planted", "Sample", "Tamperer"]
