"""A suggestion's reason as the generator's plan for it. Owns the match of the two: a ground that
has no wording of its own, or whose words would say more than the record, has none."""

from __future__ import annotations

from collections.abc import Callable

from actions.dialogue.voice import Voice
from llm.plan import Plan
from llm.planning import AskWords, Recommendation, plan_recommend
from retrieval.personal.deed import Did
from retrieval.personal.suggest import Ground, Reason, Suggested
from retrieval.values import Hit, Product

LOOKED = (Did.VIEW, Did.CLICK)


def plan_of(
    suggested: Suggested,
    product: Callable[[str], Product | None],
    words: AskWords,
    sounding: Voice,
) -> Plan | None:
    """By the first of its reasons that can be worded; None where none can."""
    hit = Hit(suggested.product, suggested.variant, suggested.score)
    for reason in suggested.reasons:
        meant = _recommendation(reason, product, hit.product)
        if meant is not None:
            return plan_recommend(hit, meant, words=words, **sounding)
    return None


def _recommendation(
    reason: Reason, product: Callable[[str], Product | None], itself: Product
) -> Recommendation | None:
    other = product(reason.other) if reason.other else None
    match reason.ground:
        case Ground.TOGETHER if other is not None:
            return Recommendation("together", other, reason.count, reason.of)
        case Ground.VIEWED if other is not None and reason.did in LOOKED:
            return Recommendation("viewed", other)
        case Ground.VIEWED if other is not None and other.category == itself.category:
            return Recommendation("taste", kind=itself.category)
        case Ground.TASTE if reason.kind:
            return Recommendation("taste", kind=reason.kind)
        case Ground.OFFER:
            return Recommendation("offer")
        case Ground.TRENDING:
            return Recommendation("trending", buyers=reason.count, days=reason.days)
        case _:
            return None
