"""What people feel about goods and shops, about which aspect, and the words that say so."""

from llm.sentiment.classifier import Classifier, Feeling, Word
from llm.sentiment.said import Negation, Said

__all__ = ["Classifier", "Feeling", "Negation", "Said", "Word"]
