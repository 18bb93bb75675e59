"""The one entry: people who agreed and a campaign -> who is told of it, ranked, with reasons. Owns
the order of the stages: what is left for each, the score, the threshold, the limit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from retrieval.personal.audience.affinity import Affinity
from retrieval.personal.audience.because import Because, Part
from retrieval.personal.audience.campaign import Aim, Campaign
from retrieval.personal.audience.excluding import Left, Why, left_for
from retrieval.personal.audience.likeness import Likeness
from retrieval.personal.audience.person import Person
from retrieval.personal.audience.ties import alike, bought_together
from retrieval.personal.suggest.demand import Demand
from retrieval.values import Product

Features = Mapping[Part, float]


@dataclass(frozen=True, slots=True)
class Member:
    customer_id: str
    reasons: tuple[Because, ...]

    @property
    def score(self) -> float:
        return sum(one.added for one in self.reasons)


@dataclass(frozen=True, slots=True)
class Audience:
    """`members` are best first. `features` are what the score was made of, of each who was eligible
    (agreed, and left out by no rule), in the order of their ids. `scores` are all that were above
    0, the highest first."""

    members: tuple[Member, ...] = ()
    features: Mapping[str, Features] = field(default_factory=dict)
    excluded: Mapping[Why, int] = field(default_factory=dict)
    scores: tuple[float, ...] = ()

    @property
    def eligible(self) -> int:
        return len(self.features)


@dataclass(frozen=True, slots=True)
class Chooser:
    demand: Demand
    product: Callable[[str], Product | None]
    likeness: Likeness

    def choose(
        self, people: Sequence[Person], campaign: Campaign, aim: Aim, now: datetime
    ) -> Audience:
        left = [(one, left_for(one, campaign, aim, self.demand, now)) for one in people]
        affinity = self._affinity(aim, (one for one, told in left if told.why is None))
        scored = [_member(affinity, one, told, now) for one, told in left if told.why is None]
        why = Counter(told.why for _, told in left if told.why is not None)
        for_it = sorted(
            (one for one in scored if one.reasons), key=lambda one: (-one.score, one.customer_id)
        )
        enough = [one for one in for_it if one.score >= campaign.at_least]
        why[Why.NO_REASON] = len(scored) - len(for_it)
        why[Why.LOW_SCORE] = len(for_it) - len(enough)
        why[Why.TOO_MANY] = max(0, len(enough) - campaign.most)
        return Audience(
            tuple(enough[: campaign.most]),
            {one.customer_id: _features(one) for one in scored},
            {name: count for name, count in why.items() if count},
            tuple(one.score for one in for_it),
        )

    def _affinity(self, aim: Aim, people: Iterable[Person]) -> Affinity:
        anchors = {deed.product_id for person in people for deed in person.deeds}
        return Affinity(
            self.demand,
            self.product,
            bought_together(aim, self.demand),
            alike(aim, anchors, self.likeness),
        )


def _member(affinity: Affinity, person: Person, left: Left, now: datetime) -> Member:
    return Member(person.customer_id, affinity.of(person, left.aim, now))


def _features(member: Member) -> Features:
    told = {one.part: one.value for one in member.reasons}
    return {part: told.get(part, 0.0) for part in Part}
