"""What a customer means: words -> conditions, sort wish, and the text that ranks."""

from retrieval.query.following import begins_anew
from retrieval.query.forgetting import drop, forgetting, forgetting_sort
from retrieval.query.gazetteers import Gazetteers
from retrieval.query.heads import Heads
from retrieval.query.kind import Kind
from retrieval.query.kinds import Kinds
from retrieval.query.language import Language
from retrieval.query.parser import QueryParser
from retrieval.query.refinement import refine

__all__ = [
    "Gazetteers",
    "Heads",
    "Kind",
    "Kinds",
    "Language",
    "QueryParser",
    "begins_anew",
    "drop",
    "forgetting",
    "forgetting_sort",
    "refine",
]
