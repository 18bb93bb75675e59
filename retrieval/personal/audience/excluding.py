"""Who is left out of an audience although they agreed, and why. Owns those rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from retrieval.personal.audience.campaign import Aim, Campaign, HasIt
from retrieval.personal.audience.person import Person
from retrieval.personal.deed import Did
from retrieval.personal.suggest.demand import Demand
from retrieval.personal.suggest.sources.again import EARLY


class Why(StrEnum):
    BOUGHT = "bought"
    NOT_DUE = "not_due"
    """They bought it, and others buy it again only later."""
    RETURNED = "returned"
    COMPLAINT = "complaint"
    CONTACTED = "contacted"
    OLD_CONSENT = "old_consent"
    NO_REASON = "no_reason"
    """Nothing speaks for it."""
    LOW_SCORE = "low_score"
    TOO_MANY = "too_many"
    """The audience is full."""
    UNSUBSCRIBED = "unsubscribed"
    NEVER_AGREED = "never_agreed"


@dataclass(frozen=True, slots=True)
class Left:
    """What of the campaign is left for somebody; or why they are left out."""

    aim: Aim
    why: Why | None = None


def left_for(person: Person, campaign: Campaign, aim: Aim, demand: Demand, now: datetime) -> Left:
    if why := barred(person, campaign, now):
        return Left(aim, why)
    if campaign.leave_returned and person.returned & aim.products.keys():
        aim = aim.less(person.returned)
        if not aim.products:
            return Left(aim, Why.RETURNED)
    if campaign.bought is HasIt.KEEP:
        return Left(aim)
    return _unbought(person, campaign, aim, demand, now)


def barred(person: Person, campaign: Campaign, now: datetime) -> Why | None:
    """Whatever it is about."""
    most = campaign.max_consent_days
    if most is not None and person.agreed < now - timedelta(days=most):
        return Why.OLD_CONSENT
    if campaign.leave_complaints and person.complains:
        return Why.COMPLAINT
    if too_often(person.contacts, campaign.max_per_days, now):
        return Why.CONTACTED
    return None


def too_often(
    contacts: tuple[datetime, ...], max_per_days: Mapping[int, int], now: datetime
) -> bool:
    """Whether one more would be one too many."""
    return any(
        sum(1 for sent in contacts if sent > now - timedelta(days=days)) >= most
        for days, most in max_per_days.items()
    )


def _unbought(person: Person, campaign: Campaign, aim: Aim, demand: Demand, now: datetime) -> Left:
    had: dict[str, datetime] = {}
    for deed in person.deeds:
        if deed.did is Did.PURCHASE and deed.product_id in aim.products:
            had[deed.product_id] = deed.when
    early = {one for one, when in had.items() if _too_soon(one, when, demand, now)}
    habits = {one for one in had if _replenished(one, campaign, demand)}
    spoken_for = (had.keys() - habits) | (habits & early)
    if not spoken_for:
        return Left(aim)
    why = Why.NOT_DUE if spoken_for <= habits else Why.BOUGHT
    left = aim.less(spoken_for)
    if campaign.bought is HasIt.ANY or not left.products:
        return Left(left, why)
    return Left(left)


def _replenished(product_id: str, campaign: Campaign, demand: Demand) -> bool:
    if campaign.replenishable is not None:
        return campaign.replenishable
    return product_id in demand.again


def _too_soon(product_id: str, when: datetime, demand: Demand, now: datetime) -> bool:
    every = demand.again.get(product_id)
    return every is not None and (now - when).days < EARLY * every
