"""Events are kept once, in the order of their times, and given back to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.personal.event import Did
from actions.personal.purpose import PURPOSES, Purpose
from tests.actions.personal.conftest import ANN, BEN, NOON, Diary

PERSONAL = Purpose.PERSONALISATION


@pytest.fixture(autouse=True)
def both_agree(diary: Diary) -> None:
    for visitor in (ANN, BEN):
        diary.consents.put(visitor, dict.fromkeys(PURPOSES, True))
    diary.later(days=40)


def test_a_repeat_is_kept_once_within_a_batch_and_after_it(diary: Diary) -> None:
    event, other = diary.event(ANN), diary.event(ANN)
    assert diary.journal.keep([event, event, other]) == [True, False, True]
    assert diary.journal.keep([event]) == [False]


def test_ids_are_each_visitors_own(diary: Diary) -> None:
    assert diary.journal.keep([diary.event(ANN, event_id="1")]) == [True]
    assert diary.journal.keep([diary.event(BEN, event_id="1")]) == [True]


def test_what_comes_late_stands_where_it_happened(diary: Diary) -> None:
    early, late = diary.moment - timedelta(hours=2), diary.moment - timedelta(hours=1)
    diary.journal.keep([diary.event(ANN, "second", occurred=late)])
    diary.journal.keep([diary.event(ANN, "first", occurred=early)])
    assert diary.kept(ANN, PERSONAL) == ["first", "second"]


def test_the_newest_are_given_where_there_are_more(diary: Diary) -> None:
    for hours in range(5):
        diary.journal.keep(
            [diary.event(ANN, f"p{hours}", occurred=NOON + timedelta(days=20, hours=hours))]
        )
    assert [one.product_id for one in diary.journal.of(ANN, PERSONAL, 2)] == ["p3", "p4"]


def test_what_is_older_than_anything_is_kept_isnt_taken_in(diary: Diary) -> None:
    assert diary.journal.keep([diary.event(ANN, occurred=NOON + timedelta(days=1))]) == [False]


def test_forgetting_takes_all_of_one_visitor_and_leaves_their_word(diary: Diary) -> None:
    diary.journal.keep([diary.event(ANN), diary.event(ANN), diary.event(BEN)])
    assert diary.journal.forget(ANN) == 2
    assert diary.kept(BEN, PERSONAL) == ["tent-1"]
    assert diary.consents.allow(ANN, PERSONAL)


def test_an_event_comes_back_as_it_was(diary: Diary) -> None:
    told = diary.event(ANN, did=Did.RATING, detail={"value": 4.0})
    diary.journal.keep([told])
    (back,) = diary.journal.of(ANN, PERSONAL, 9)
    assert (back.did, back.detail, back.occurred) == (Did.RATING, {"value": 4.0}, diary.moment)
    assert back.visitor == ANN
