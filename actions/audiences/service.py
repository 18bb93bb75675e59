"""Audiences, as a merchant asks for them: made, listed, read, exported, written to. Owns the order
of the steps; who may be in one is `allowed`'s to say, at each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.audiences.audit import audit
from actions.audiences.brief import Brief
from actions.audiences.export import as_csv
from actions.audiences.kept import AudienceTable, KeptAudience, KeptMember
from actions.audiences.people import People, read_people
from actions.audiences.schema import ContactRow
from actions.audiences.words import AudienceWords
from actions.errors import BadInput, NotFound
from actions.personal.bought import every_order
from actions.stores.moment import aware, now
from actions.stores.schema import CustomerRow
from retrieval import Index
from retrieval.personal.audience import (
    WEIGHTS,
    Aim,
    Audience,
    Chooser,
    IndexLikeness,
    Why,
    reach,
)
from retrieval.personal.audience.excluding import too_often
from retrieval.personal.suggest import Demand
from retrieval.values import Product

FOUND = 200
"""Of what a query finds."""
NO_RATE = "no response rate has been fitted to this shop's own campaigns, so none is claimed"


@dataclass(frozen=True, slots=True)
class Audiences:
    """Methods block; call them from a worker thread."""

    engine: Engine
    index: Index
    words: AudienceWords
    zone: tzinfo = UTC
    clock: Callable[[], datetime] = now

    @property
    def table(self) -> AudienceTable:
        return AudienceTable(self.engine, self.clock)

    def make(self, brief: Brief, groups: Mapping[str, str] | None = None) -> dict[str, Any]:
        """`groups` are for the audit alone: they are read once everybody is chosen. Raises
        `BadInput` and `NotFound`."""
        moment = self._moment(brief)
        aim = self._aim(brief)
        people = read_people(self.engine, self.clock(), self.zone)
        chosen = self._chosen(people, brief, aim, moment)
        kept = self.table.keep(
            brief.name or _called(aim),
            brief.model_dump(mode="json", exclude_defaults=True),
            _counts(people, chosen),
            [self._kept(one, people) for one in chosen.members],
        )
        members = [one.customer_id for one in kept.members]
        return _told(kept) | {"fairness": audit(groups or {}, chosen, members)}

    def listed(self, most: int = 100) -> list[dict[str, Any]]:
        return self.table.listed(most)

    def of(self, audience_id: str) -> dict[str, Any]:
        """With those who agree now. Groups aren't kept, so there is no fairness. Raises
        `NotFound`."""
        return _told(self.table.of(audience_id)) | {"fairness": None}

    def exported(self, audience_id: str) -> str:
        """CSV of those who agree now, and whom no other audience has written to too often since.
        Raises `NotFound`."""
        kept = self.table.of(audience_id)
        caps = Brief.model_validate(kept.campaign).max_per_days
        moment, written = self.clock(), self._written(kept)
        left = [
            one
            for one in kept.members
            if not too_often(tuple(written.get(one.customer_id, ())), caps, moment)
        ]
        return as_csv(left, self._emails([one.customer_id for one in left]))

    def sent(self, audience_id: str, customers: Collection[str] | None = None) -> dict[str, int]:
        return self.table.sent(audience_id, customers)

    def _moment(self, brief: Brief) -> datetime:
        """When it is sent: at its start, or now."""
        moment = self.clock()
        if brief.ends and brief.ends < moment.astimezone(self.zone).date():
            raise BadInput(f"ends: {brief.name or 'the campaign'} ended on {brief.ends}", "ends")
        starts = brief.campaign().starts
        return max(moment, starts) if starts else moment

    def _aim(self, brief: Brief) -> Aim:
        found = {}
        for product_id in brief.products:
            product = self.index.product(product_id)
            if product is None:
                raise NotFound(f"there is no product {product_id}")
            found[product_id] = product
        if brief.query:
            hits = self.index.search(brief.query, k=FOUND, language=self.index.meta.language).hits
            found |= {h.product.product_id: h.product for h in hits if _fits(brief, h.product)}
        elif brief.departments or brief.categories or brief.brands:
            found |= {one.product_id: one for one in self.index.products() if _fits(brief, one)}
        if not found:
            raise BadInput("campaign: nothing in the catalogue is meant by it", "campaign")
        return Aim(found)

    def _chosen(self, people: People, brief: Brief, aim: Aim, moment: datetime) -> Audience:
        known: dict[str, Product | None] = {}

        def product(product_id: str) -> Product | None:
            if product_id not in known:
                known[product_id] = self.index.product(product_id)
            return known[product_id]

        demand = Demand.of(every_order(self.engine), self.clock().date())
        chooser = Chooser(demand, product, IndexLikeness(self.index))
        return chooser.choose(people.those, brief.campaign(), aim, moment)

    def _kept(self, member: Any, people: People) -> KeptMember:
        reasons = [self.words.told(one) for one in member.reasons]
        witness = people.witnesses.get(member.customer_id)
        return KeptMember(member.customer_id, member.score, reasons, witness)

    def _written(self, kept: KeptAudience) -> dict[str, list[datetime]]:
        """Customer -> when they were written to, for other audiences."""
        ours = {one.customer_id for one in kept.members}
        asked = select(ContactRow.customer_id, ContactRow.sent).where(
            ContactRow.audience_id != kept.audience_id
        )
        found: dict[str, list[datetime]] = {}
        with Session(self.engine) as session:
            for customer, sent in session.execute(asked):
                if customer in ours:
                    found.setdefault(customer, []).append(aware(sent))
        return found

    def _emails(self, customers: Collection[str]) -> dict[str, str]:
        """Only of those: an address is read where it is given out, and nowhere before."""
        wanted = set(customers)
        asked = select(CustomerRow.customer_id, CustomerRow.email)
        with Session(self.engine) as session:
            return {one: email for one, email in session.execute(asked) if one in wanted}


def _fits(brief: Brief, product: Product) -> bool:
    named = (
        (brief.departments, product.department),
        (brief.categories, product.category),
        (brief.brands, product.brand),
    )
    return all(
        not wanted or value.casefold() in {one.casefold() for one in wanted}
        for wanted, value in named
    )


def _called(aim: Aim) -> str:
    return next(iter(aim.products.values())).title[:200] if len(aim.products) == 1 else ""


def _counts(people: People, chosen: Audience) -> dict[str, Any]:
    excluded = {why.value: count for why, count in chosen.excluded.items()}
    excluded[Why.UNSUBSCRIBED.value] = people.unsubscribed
    excluded[Why.NEVER_AGREED.value] = people.never
    return {
        "agreed": len(people.those),
        "eligible": chosen.eligible,
        "excluded": {why: count for why, count in excluded.items() if count},
        "reach": {
            "scores": reach(chosen.scores),
            "weights": {part.value: weight for part, weight in WEIGHTS.items()},
            "responders": None,
            "responders_why": NO_RATE,
        },
    }


def _told(kept: KeptAudience) -> dict[str, Any]:
    return {
        "audience_id": kept.audience_id,
        "name": kept.name,
        "made": kept.made.isoformat(),
        "campaign": kept.campaign,
        "customers": [one.as_json() for one in kept.members],
        "size": len(kept.members),
    } | kept.told
