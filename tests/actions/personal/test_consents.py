"""What is kept hangs on what was agreed to, and goes with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from actions.personal.purpose import PURPOSES, Purpose
from actions.personal.visitor import Visitor
from tests.actions.personal.conftest import ANN, BEN, NOON, Diary

PERSONAL, MARKETING, ANALYTICS = PURPOSES


def test_nothing_is_agreed_to_until_somebody_says_so(diary: Diary) -> None:
    assert not any(one.granted for one in diary.consents.of(ANN).values())
    assert diary.journal.keep([diary.event(ANN)]) == [False]
    assert diary.kept(ANN, PERSONAL) == []


def test_an_event_is_kept_for_what_was_agreed_to_and_for_nothing_else(diary: Diary) -> None:
    diary.consents.put(ANN, {ANALYTICS: True})
    assert diary.journal.keep([diary.event(ANN)]) == [True]
    assert diary.kept(ANN, ANALYTICS) == ["tent-1"]
    assert diary.kept(ANN, PERSONAL) == []


def test_a_withdrawal_takes_what_was_kept_for_that_alone(diary: Diary) -> None:
    diary.consents.put(ANN, {PERSONAL: True})
    diary.journal.keep([diary.event(ANN, "tent-1")])
    diary.consents.put(ANN, {ANALYTICS: True})
    diary.journal.keep([diary.event(ANN, "lamp-2")])
    diary.consents.put(ANN, {PERSONAL: False})
    assert diary.kept(ANN, PERSONAL) == []
    assert diary.kept(ANN, ANALYTICS) == ["lamp-2"]


def test_agreeing_again_brings_nothing_back(diary: Diary) -> None:
    diary.consents.put(ANN, {PERSONAL: True, ANALYTICS: True})
    diary.journal.keep([diary.event(ANN)])
    diary.consents.put(ANN, {PERSONAL: False})
    diary.consents.put(ANN, {PERSONAL: True})
    assert diary.kept(ANN, PERSONAL) == []
    assert diary.kept(ANN, ANALYTICS) == ["tent-1"]


def test_what_happened_before_somebody_agreed_isnt_kept_however_late_it_comes(
    diary: Diary,
) -> None:
    diary.consents.put(ANN, {PERSONAL: True})
    before, after = NOON - timedelta(hours=1), NOON + timedelta(hours=1)
    diary.later(hours=2)
    events = [diary.event(ANN, "old", occurred=before), diary.event(ANN, "new", occurred=after)]
    assert diary.journal.keep(events) == [False, True]


def test_agreeing_twice_keeps_the_first_date(diary: Diary) -> None:
    diary.consents.put(ANN, {PERSONAL: True})
    diary.later(days=2)
    assert diary.consents.put(ANN, {PERSONAL: True})[PERSONAL].since == NOON


def test_one_visitors_word_is_not_anothers(diary: Diary) -> None:
    """Neither another's, nor one's own before it was known who one is."""
    diary.consents.put(ANN, {PERSONAL: True})
    events = [diary.event(BEN), diary.event(Visitor(ANN.session))]
    assert diary.journal.keep(events) == [False, False]


def test_a_withdrawal_leaves_nothing_behind_while_events_are_coming_in(diary: Diary) -> None:
    """On PostgreSQL the two do run at once."""
    for _ in range(5):
        diary.consents.put(ANN, {PERSONAL: True})
        batches = [[diary.event(ANN) for _ in range(20)] for _ in range(8)]
        with ThreadPoolExecutor(4) as pool:
            kept = [pool.submit(diary.journal.keep, batch) for batch in batches]
            pool.submit(diary.consents.put, ANN, {PERSONAL: False}).result()
            for one in kept:
                one.result()
        assert diary.kept(ANN, PERSONAL) == []


def test_two_first_answers_at_once_dont_collide(diary: Diary) -> None:
    with ThreadPoolExecutor(4) as pool:
        said = [
            pool.submit(diary.consents.put, BEN, {Purpose.MARKETING: n % 2 == 0}) for n in range(8)
        ]
        for one in said:
            one.result()
    assert diary.consents.of(BEN)[MARKETING].since == NOON
