"""Who is in an audience, in which order, and what their score is made of."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from retrieval.personal.audience import WEIGHTS, HasIt, Part, Person, Why, reach
from retrieval.personal.deed import Did
from retrieval.values import Money, Variant
from tests.retrieval.personal.crowd import (
    LAMP,
    MAT,
    SOAP,
    TENT,
    bought,
    choose,
    orders,
    person,
)
from tests.retrieval.personal.goods import NOON, deed


def ids(audience: object) -> list[str]:
    return [one.customer_id for one in audience.members]  # type: ignore[attr-defined]


def test_a_score_is_the_sum_of_its_reasons_and_each_has_evidence() -> None:
    demand = orders(("tent", "mat"))
    ann = person("ann", bought("mat", 10), deed("tent", days_ago=1), deed("lamp", days_ago=2))
    found = choose(ann, demand=demand, near={("tent", "mat"): 0.8})
    (member,) = found.members
    assert member.score == pytest.approx(sum(WEIGHTS[r.part] * r.value for r in member.reasons))
    parts = [reason.part for reason in member.reasons]
    assert set(parts) >= {Part.LOOKED, Part.TOGETHER, Part.LIKE, Part.KIND, Part.RECENT}
    assert len(set(parts)) == len(parts)
    for reason in member.reasons:
        assert 0 <= reason.value <= 1
        assert all(one["value"] not in (None, "") for one in reason.evidence()), reason
    together = next(one for one in member.reasons if one.part is Part.TOGETHER)
    assert [(one["field"], one["value"], one["source"]) for one in together.evidence()] == [
        ("bought", "2026-06-10", "orders:mat"),
        ("together", 3, "orders:tent+mat"),
        ("orders", 3, "orders:mat"),
    ]


def test_who_looked_at_it_stands_before_who_looked_at_its_like() -> None:
    people = [
        person("near", deed("mat")),
        person("there", deed("tent")),
        person("away", deed("soap")),
    ]
    found = choose(*people, near={("tent", "mat"): 0.8})
    assert ids(found) == ["there", "near"]
    assert found.excluded == {Why.NO_REASON: 1}
    assert found.eligible == 3


def test_being_there_lately_is_no_reason_by_itself() -> None:
    assert choose(person("ann", deed("soap"), deed("lamp"))).members == ()


def test_what_was_disliked_speaks_for_nothing() -> None:
    hated = person("ann", deed("tent", Did.RATING, stars=1.0))
    assert choose(hated).members == ()


@pytest.mark.parametrize(
    ("told", "campaign", "why"),
    [
        ({"complains": True}, {}, Why.COMPLAINT),
        ({"contacts": (NOON - timedelta(days=3),)}, {}, Why.CONTACTED),
        ({"agreed": NOON - timedelta(days=400)}, {"max_consent_days": 365}, Why.OLD_CONSENT),
        ({"returned": frozenset({"tent"})}, {}, Why.RETURNED),
    ],
)
def test_who_is_left_out_and_why(told: dict, campaign: dict, why: Why) -> None:  # type: ignore[type-arg]
    looked = deed("tent", days_ago=1)
    found = choose(person("ann", looked, **told), person("ben", looked), **campaign)
    assert ids(found) == ["ben"]
    assert found.excluded == {why: 1}
    assert found.eligible == 1


def test_a_cap_counts_its_own_days() -> None:
    wrote = tuple(NOON - timedelta(days=days) for days in (8, 20))
    ann = person("ann", deed("tent"), contacts=wrote)
    assert ids(choose(ann, max_per_days={7: 1})) == ["ann"]
    assert ids(choose(ann, max_per_days={7: 1, 30: 2})) == []
    assert ids(choose(ann, max_per_days={30: 3})) == ["ann"]
    assert ids(choose(ann, max_per_days={})) == ["ann"]


def test_what_was_bought_is_not_offered_unless_it_runs_out() -> None:
    ann = person("ann", bought("soap", 30), deed("soap", days_ago=1))
    once, monthly = orders(("soap",)), orders(("soap",), days_apart=30)
    assert choose(ann, aim=(SOAP,), demand=once).excluded == {Why.BOUGHT: 1}
    (member,) = choose(ann, aim=(SOAP,), demand=monthly).members
    assert Part.AGAIN in {one.part for one in member.reasons}
    early = person("ben", bought("soap", 5), deed("soap", days_ago=1))
    assert choose(early, aim=(SOAP,), demand=monthly).excluded == {Why.NOT_DUE: 1}
    assert ids(choose(early, aim=(SOAP,), demand=once, bought=HasIt.KEEP)) == ["ben"]
    kept = choose(ann, aim=(SOAP,), demand=once, replenishable=True)
    assert ids(kept) == ["ann"]


def test_of_several_products_those_left_are_offered() -> None:
    ann = person("ann", bought("tent", 3), deed("mat", days_ago=1))
    found = choose(ann, aim=(TENT, MAT))
    (member,) = found.members
    assert {one.target for one in member.reasons} == {"mat"}
    assert choose(ann, aim=(TENT, MAT), bought=HasIt.ANY).excluded == {Why.BOUGHT: 1}


def test_a_threshold_and_a_limit_are_told_of() -> None:
    people = [person(f"p{day}", deed("tent", days_ago=day)) for day in (1, 20, 60)]
    least = choose(*people).members[1].score
    assert ids(choose(*people, at_least=least)) == ["p1", "p20"]
    assert choose(*people, at_least=least).excluded == {Why.LOW_SCORE: 1}
    assert ids(choose(*people, most=1)) == ["p1"]
    assert choose(*people, most=1).excluded == {Why.TOO_MANY: 2}


def test_what_will_be_done_is_no_reason_yet() -> None:
    assert choose(person("ann", deed("tent", days_ago=-1))).members == ()


def test_a_price_they_usually_look_at_supports() -> None:
    looked = [deed(one) for one in ("mat", "lamp", "tent")]
    (member,) = choose(person("ann", *looked)).members
    price = next(one for one in member.reasons if one.part is Part.PRICE)
    assert (price.low, price.high, price.price, price.value) == (80.0, 80.0, 80.0, 1.0)
    assert price.evidence()[0]["value"] == [80.0, 80.0]


def test_a_price_they_do_not_look_at_is_no_reason() -> None:
    dear = Variant("tent-v", {}, Money.of(Decimal(900), "EUR"), stock=1)
    looked = [deed(one) for one in ("mat", "lamp", "soap", "tent")]
    near = {("tent", "mat"): 0.8}
    (member,) = choose(
        person("ann", *looked), aim=(replace(TENT, variants=(dear,)),), near=near
    ).members
    assert Part.PRICE not in {one.part for one in member.reasons}


def test_a_catalogue_that_changes_order_changes_nothing() -> None:
    people = [person("ann", deed("mat")), person("ben", deed("mat"))]
    near = {("tent", "mat"): 0.8, ("lamp", "mat"): 0.8}
    one = choose(*people, aim=(TENT, LAMP), near=near)
    other = choose(*reversed(people), aim=(LAMP, TENT), near=near)
    assert one.members == other.members
    assert ids(one) == ["ann", "ben"]


def test_reach_counts_whoever_is_at_least_there() -> None:
    scores = [2.0, 1.5, 1.5, 1.0, 0.2]
    told = {one["at_least"]: one["customers"] for one in reach(scores)}
    assert told == {0.2: 5, 1.0: 4, 1.5: 3, 2.0: 1}
    assert reach([]) == []


def test_a_person_holds_nothing_of_who_they_are() -> None:
    """A field that is added here has to be thought of: it could stand in for a group."""
    assert {one.name for one in fields(Person)} == {
        "customer_id", "agreed", "deeds", "returned", "complains", "contacts",
    }  # fmt: skip


def test_an_id_says_nothing() -> None:
    ann = person("ann", deed("tent"), deed("mat"))
    assert (
        choose(ann).members[0].reasons == choose(replace(ann, customer_id="zoe")).members[0].reasons
    )
