"""Which kinds of copy there are, which parts each has, and how long a part may be. Owns no word."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from llm.plan import Task
from llm.planning import LISTING_LIMITS
from llm.planning.shapes.copy import LIMITS


class Kind(StrEnum):
    DESCRIPTION = "description"
    SEARCH_AD = "search_ad"
    LISTING = "listing"
    SOCIAL = "social"
    EMAIL = "email"


# What is asked for, part by part, in the order of their place on the page.
PARTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.DESCRIPTION: ("description",),
    Kind.SEARCH_AD: ("headline", "text"),
    Kind.LISTING: ("title", "meta"),
    Kind.SOCIAL: ("post",),
    Kind.EMAIL: ("subject", "preview", "body"),
}
# Where nothing else is set: so much is read in a post or an e-mail, and stands in a table.
LONGEST = 5_000


def limit_of(kind: Kind, part: str) -> int:
    """The most characters of that part."""
    if kind is Kind.LISTING:
        return LISTING_LIMITS.get(part, LONGEST)
    return LIMITS.get((Task(kind.value), part), LONGEST)
