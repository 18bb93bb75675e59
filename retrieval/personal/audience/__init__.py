"""Who is told of a product or campaign: those who agreed, ranked, with reasons."""

from retrieval.personal.audience.audience import Audience, Chooser, Member
from retrieval.personal.audience.because import WEIGHTS, Because, Part
from retrieval.personal.audience.campaign import Aim, Campaign, HasIt
from retrieval.personal.audience.excluding import Why
from retrieval.personal.audience.likeness import IndexLikeness, Likeness
from retrieval.personal.audience.person import Person
from retrieval.personal.audience.reach import reach

__all__ = [
    "WEIGHTS",
    "Aim",
    "Audience",
    "Because",
    "Campaign",
    "Chooser",
    "HasIt",
    "IndexLikeness",
    "Likeness",
    "Member",
    "Part",
    "Person",
    "Why",
    "reach",
]
