"""A row holds what could be known at its moment: of later acts there is nothing in it, whether it
is read while the visitor is there or when all is over."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.personal.deed import Did
from retrieval.personal.predict.session import (
    FEATURES,
    GAP,
    Act,
    Before,
    Unfolding,
    lessons,
    parted,
    row_of,
)
from retrieval.personal.predict.session.lessons import LEAVE, NEXT, table_of
from tests.retrieval.personal.shoppers import NOON, UNTIL, act

LOOKING = [did for did in Did if did is not Did.PURCHASE]


@st.composite
def histories(draw: st.DrawFn) -> list[Act]:
    """Of one visitor, in time order: within a visit, after long pauses, with purchases."""
    acts, when = [], NOON
    for _ in range(draw(st.integers(1, 25))):
        when += timedelta(seconds=draw(st.sampled_from([0, 1, 40, 1_700, 1_900, 90_000])))
        acts.append(
            Act(
                draw(st.sampled_from(list(Did))),
                when,
                draw(st.sampled_from("abc")),
                draw(st.sampled_from(["s1", "s1", "s1", "s2"])),
                draw(st.sampled_from([None, 5.0, 80.0])),
                draw(st.sampled_from(["", "tent", "lamp"])),
                draw(st.booleans()),
            )
        )
    return acts


@given(histories())
def test_what_is_learnt_from_is_what_was_known_at_that_moment(acts: list[Act]) -> None:
    whole = lessons(parted("v", acts), UNTIL)
    seen = {}
    for end in range(1, len(acts) + 1):
        visit = parted("v", acts[:end])[-1]
        if visit.looking and not visit.bought:
            seen[len(parted("v", acts[:end])) - 1, len(visit.looking)] = row_of(
                visit.looking, visit.before
            )
    told = [
        {name: cells[place] for name, cells in whole.table.columns.items()}
        for place in range(len(whole))
    ]
    done = [int(float(row["acts"])) for row in told]
    for place, row in enumerate(told):
        live = table_of([seen[int(whole.visit[place]), done[place]]]).columns
        assert row == {name: cells[0] for name, cells in live.items()}


@given(histories(), st.randoms(use_true_random=False))
def test_events_that_come_late_stand_where_they_happened(acts: list[Act], rng: object) -> None:
    spread = [
        Act(one.did, NOON + timedelta(seconds=7 * place), one.product_id, "s")
        for place, one in enumerate(acts)
    ]
    mixed = list(spread)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert parted("v", mixed) == parted("v", spread)


@given(histories())
def test_every_act_is_in_one_visit_and_a_purchase_ends_it(acts: list[Act]) -> None:
    visits = parted("v", acts)
    assert [one for visit in visits for one in visit.acts] == acts
    for number, visit in enumerate(visits):
        after_a_purchase = [
            a.did is Did.PURCHASE and b.did is not Did.PURCHASE
            for a, b in zip(visit.acts, visit.acts[1:], strict=False)
        ]
        assert not any(after_a_purchase)
        assert visit.before.visits == number
        assert visit.before.purchases == sum(one.bought for one in visits[:number])


def test_the_columns_say_what_was_done() -> None:
    row = row_of(
        [
            act(Did.SEARCH, "", 0),
            act(Did.CLICK, "a", 10, price=30.0, kind="tent"),
            act(Did.VIEW, "a", 12, price=30.0, kind="tent"),
            act(Did.VIEW, "b", 40, price=90.0, kind="lamp", on_offer=True),
            act(Did.VIEW, "a", 100, price=30.0, kind="tent"),
            act(Did.CART, "a", 130),
        ],
        Before(2, 1, NOON - timedelta(days=3), frozenset("b")),
    )
    expected = {
        "views": 3, "searches": 1, "clicks": 1, "carts": 1, "acts": 6, "products": 2,
        "looked_again": 1, "most_looks": 2, "known_before": 1, "in_cart": 1, "kinds": 2,
        "same_kind": 0.75, "price_level": 45, "price_last": 30, "on_offer": 0.25, "seconds": 130,
        "pause": 30, "longest_pause": 60, "since_cart": 0, "last": "cart", "before_last": "view",
        "hour": 12, "weekday": "mon", "visits_before": 2, "purchases_before": 1, "days_since": 3,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert set(row) == set(FEATURES)


def test_what_isnt_known_is_missing_rather_than_nothing() -> None:
    row = row_of([act(Did.SEARCH, "")])
    unknown = ("price_level", "since_cart", "pause", "days_since", "same_kind")
    assert all(math.isnan(float(row[name])) for name in unknown)


def test_a_purchase_and_an_earlier_act_are_refused() -> None:
    unfolding = Unfolding()
    unfolding.add(act(seconds=5))
    for wrong in (act(Did.PURCHASE, "a", 6), act(seconds=4)):
        with pytest.raises(ValueError, match="order of their times"):
            unfolding.add(wrong)


def test_who_is_still_there_teaches_nothing_yet() -> None:
    acts = [act(seconds=0), act(seconds=60)]
    last = acts[-1].when
    visits = parted("v", acts)
    assert len(lessons(visits, last + GAP - timedelta(seconds=1))) == 0
    assert len(lessons(visits, last + GAP)) == 2


def test_what_comes_next_is_the_act_that_followed_or_leaving() -> None:
    bought = [act(Did.VIEW, "a", 0), act(Did.CART, "a", 5), act(Did.PURCHASE, "a", 9)]
    taught = lessons(parted("v", bought), UNTIL)
    assert [NEXT[place] for place in taught.next_act] == ["cart", "purchase"]
    left = lessons(parted("v", bought[:2]), UNTIL)
    assert [NEXT[place] for place in left.next_act] == ["cart", LEAVE]
    assert taught.table.truth is not None
    assert left.table.truth is not None
    assert (taught.table.truth.tolist(), left.table.truth.tolist()) == ([True] * 2, [False] * 2)
