"""Random sequences of looks, orders, words given and taken back, and erasures, against an oracle
that remembers everything: nobody is in an audience or an export who doesn't agree at that moment,
and no reason rests on what mustn't be used. `STORECLERK_CONSENT_SEQUENCES` is how many."""

from __future__ import annotations

import csv
import io
import os
import random
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.audiences.brief import Brief
from actions.audiences.schema import MemberRow
from actions.erasure import Subject, erase
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from tests.actions.audiences.conftest import Crowd

SEQUENCES = int(os.environ.get("STORECLERK_CONSENT_SEQUENCES", "40")) // 4
STEPS = 25
PRODUCTS = ("jacket-1", "jacket-2", "mug-1")
NAMES = ("marketing", "personalisation")
BRIEF = Brief(products=("jacket-1",), bought="keep", max_per_days={})  # type: ignore[arg-type]


@dataclass
class Oracle:
    """What each said last, since when, and what may be used of what they did."""

    since: dict[tuple[str, str], int] = field(default_factory=dict)
    looks: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    orders: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def says(self, who: str, name: str, yes: bool, step: int) -> None:
        if yes:
            self.since.setdefault((who, name), step)
        else:
            self.since.pop((who, name), None)

    def agrees(self, who: str) -> bool:
        return (who, "marketing") in self.since

    def looked(self, who: str) -> set[str]:
        """Since both were agreed to, and both still are."""
        start = [self.since.get((who, name)) for name in NAMES]
        if None in start:
            return set()
        latest = max(one for one in start if one is not None)
        return {p for (one, p), at in self.looks.items() if one == who and max(at) >= latest}

    def bought(self, who: str) -> set[str]:
        return {p for (one, p), at in self.orders.items() if one == who and at}

    def forget(self, who: str, *, orders: bool) -> None:
        self.looks = {key: at for key, at in self.looks.items() if key[0] != who}
        if orders:
            self.orders = {key: at for key, at in self.orders.items() if key[0] != who}
            self.since = {key: at for key, at in self.since.items() if key[0] != who}


def test_no_audience_ever_holds_somebody_who_has_not_agreed(crowd: Crowd) -> None:
    seen = sum(_play(crowd, random.Random(number), str(number)) for number in range(SEQUENCES))
    assert seen > SEQUENCES  # there was something to be wrong about


def _play(crowd: Crowd, chance: random.Random, run: str) -> int:
    """How many members were looked at."""
    oracle, people = Oracle(), [f"{name}-{run}" for name in ("ann", "ben", "cat")]
    made: list[str] = []
    seen = 0
    for step in range(STEPS):
        crowd.later(minutes=1)
        who, product = chance.choice(people), chance.choice(PRODUCTS)
        match chance.choice(("look",) * 5 + ("word",) * 5 + ("order", "erase", "forget", "make")):
            case "look":
                crowd.looks(who, product)
                oracle.looks.setdefault((who, product), []).append(step)
            case "order":
                crowd.buys(who, product)
                oracle.orders.setdefault((who, product), []).append(step)
            case "word":
                for name in chance.sample(NAMES, chance.randint(1, 2)):
                    yes = chance.random() < 0.7
                    crowd.says(who, **{name: yes})
                    oracle.says(who, name, yes, step)
            case "erase":
                erase(crowd.store.engine, Subject((), who), anyway=True)
                oracle.forget(who, orders=True)
            case "forget":
                crowd.journal.forget(Visitor(customer_id=who))
                oracle.forget(who, orders=False)
            case "make":
                told = crowd.make(BRIEF)
                made.append(told["audience_id"])
        told = crowd.make(BRIEF)
        mine = [one for one in told["customers"] if one["customer_id"] in people]
        _fresh(oracle, people, mine)
        _kept(crowd, oracle, [*made, told["audience_id"]])
        seen += len(mine)
    for who in people:  # what one run leaves is nothing to the next
        erase(crowd.store.engine, Subject((), who), anyway=True)
    return seen


def _fresh(oracle: Oracle, people: list[str], members: list[dict[str, Any]]) -> None:
    """Just those who agree and for whom something speaks; each reason rests on what is allowed."""
    may = {
        who: (oracle.looked(who) if oracle.agrees(who) else set(), oracle.bought(who))
        for who in people
    }
    there = {one["customer_id"] for one in members}
    jackets = {"jacket-1", "jacket-2"}
    assert there == {
        who for who in people if oracle.agrees(who) and (may[who][0] | may[who][1]) & jackets
    }
    for one in members:
        looked, bought = may[one["customer_id"]]
        for source in _sources(one):
            kind, _, product = source.partition(":")
            if not product:  # usual prices, of all that is named
                assert "events" not in kind or looked, one
                assert "orders" not in kind or bought, one
            elif kind == "events":
                assert product in looked, one
            elif kind == "orders" and "+" not in product:
                assert product in bought, one


def _kept(crowd: Crowd, oracle: Oracle, audiences: list[str]) -> None:
    for audience_id in audiences:
        told = crowd.audiences.of(audience_id)["customers"]
        rows = csv.DictReader(io.StringIO(crowd.audiences.exported(audience_id)))
        assert [row["customer_id"] for row in rows] == [one["customer_id"] for one in told]
        for one in told:
            who = one["customer_id"]
            assert oracle.agrees(who)
            events = {source for source in _sources(one) if source.startswith("events:")}
            assert {source.removeprefix("events:") for source in events} <= oracle.looked(who)
        with Session(crowd.store.engine) as session:
            asked = select(MemberRow.customer_id).where(MemberRow.audience_id == audience_id)
            assert set(session.scalars(asked)) == {one["customer_id"] for one in told}


def _sources(member: dict[str, Any]) -> list[str]:
    return [one["source"] for reason in member["reasons"] for one in reason["evidence"]]


def test_the_oracle_can_say_no() -> None:
    oracle = Oracle()
    oracle.looks["ann", "jacket-1"] = [3]
    assert not oracle.agrees("ann")
    oracle.says("ann", "marketing", True, 1)
    assert oracle.looked("ann") == set()
    oracle.says("ann", "personalisation", True, 2)
    assert oracle.looked("ann") == {"jacket-1"}
    oracle.says("ann", "personalisation", False, 4)
    oracle.says("ann", "personalisation", True, 5)
    assert oracle.looked("ann") == set()
    assert Purpose.MARKETING.word in NAMES
