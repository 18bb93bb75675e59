"""The values retrieval hands out: plain frozen data, safe for `llm` and `actions` to import."""

from retrieval.values.constraint import Constraint, Op
from retrieval.values.hit import Hit, Reason, Relaxation, ScorePart, SearchResult
from retrieval.values.money import Money
from retrieval.values.passage import Passage
from retrieval.values.product import Attribute, AttributeValue, Product, Variant
from retrieval.values.suggestion import Span, Suggestion, SuggestionKind, Suggestions
from retrieval.values.understood import Correction, Soft, SoftWish, Sort, Understood

__all__ = [
    "Attribute",
    "AttributeValue",
    "Constraint",
    "Correction",
    "Hit",
    "Money",
    "Op",
    "Passage",
    "Product",
    "Reason",
    "Relaxation",
    "ScorePart",
    "SearchResult",
    "Soft",
    "SoftWish",
    "Sort",
    "Span",
    "Suggestion",
    "SuggestionKind",
    "Suggestions",
    "Understood",
    "Variant",
]
