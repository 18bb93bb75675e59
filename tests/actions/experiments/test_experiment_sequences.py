"""Random sequences of looks, words given and taken back, and erasures: what lies in the tables of
experiments is just what may, against an oracle that remembers everything."""

from __future__ import annotations

import os
import random

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.erasure import Subject, erase
from actions.experiments.schema import DrawnPageRow, TrialRow
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from tests.actions.experiments.conftest import Lab
from tests.actions.experiments.test_drawn_pages import explored

SEQUENCES = int(os.environ.get("STORECLERK_CONSENT_SEQUENCES", "12"))
STEPS = 30


def test_nothing_is_kept_that_was_not_allowed(lab: Lab) -> None:
    lab.started()
    for number in range(SEQUENCES):
        _play(lab, random.Random(number), str(number))


def _play(lab: Lab, chance: random.Random, run: str) -> None:
    """`seen` and `pages` are what the oracle holds; what waits to be written is lost by a word that
    comes before."""
    people = [Visitor(f"a-{run}"), Visitor(f"b-{run}", f"b-{run}"), Visitor(f"c-{run}")]
    agreed: set[str] = set()
    waiting: set[tuple[str, str]] = set()
    kept: set[tuple[str, str]] = set()
    for _ in range(STEPS):
        lab.later(minutes=1)
        one = chance.choice(people)
        match chance.choice(("look", "look", "page", "agree", "withdraw", "erase", "write")):
            case "look":
                lab.sees(one)
                waiting |= {(one.key, "trial")} if one.key in agreed else set()
            case "page":
                lab.triggers.explored(one, explored("a", "b"))
                waiting |= {(one.key, "page")} if one.key in agreed else set()
            case "agree":
                lab.consents.put(one, {Purpose.ANALYTICS: True})
                agreed.add(one.key)
            case "withdraw":
                lab.consents.put(one, {Purpose.ANALYTICS: False})
                agreed.discard(one.key)
            case "erase":
                subject = Subject((one.session,), one.customer_id or "")
                erase(lab.store.engine, subject, anyway=True)
                agreed.discard(one.key)
            case "write":
                lab.triggers.write()
                kept |= waiting
                waiting.clear()
        waiting = {told for told in waiting if told[0] in agreed}
        kept = {told for told in kept if told[0] in agreed}
        assert _lying(lab, people) == kept
    lab.triggers.write()
    assert _lying(lab, people) == kept | waiting


def _lying(lab: Lab, people: list[Visitor]) -> set[tuple[str, str]]:
    keys = [one.key for one in people]
    with Session(lab.store.engine) as session:
        trials = session.scalars(select(TrialRow.subject).where(TrialRow.subject.in_(keys)))
        pages = session.scalars(select(DrawnPageRow.subject).where(DrawnPageRow.subject.in_(keys)))
        return {(key, "trial") for key in trials} | {(key, "page") for key in pages}
