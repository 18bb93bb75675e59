"""What a merchant wants of search: pins, boosts, what to bury, synonyms."""

from retrieval.merchandise.check import problems
from retrieval.merchandise.read import read_rules
from retrieval.merchandise.rules import Boost, Pin, Rules, Synonym

__all__ = ["Boost", "Pin", "Rules", "Synonym", "problems", "read_rules"]
