"""Audiences over a real index and both databases: who is in, who isn't, and what is kept."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.audiences.brief import Brief, read_brief
from actions.audiences.schema import ContactRow, MemberRow
from actions.errors import BadInput, NotFound
from actions.personal.visitor import Visitor
from actions.stores.change import OpenTicket
from actions.stores.schema import Base
from retrieval.personal.deed import Did
from tests.actions.audiences.conftest import JACKET, Crowd


def everything(crowd: Crowd) -> str:
    with Session(crowd.store.engine) as session:
        tables = Base.metadata.sorted_tables
        return "\n".join(repr(row) for one in tables for row in session.execute(select(one)))


def exported(crowd: Crowd, audience_id: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(crowd.audiences.exported(audience_id))))


def test_only_who_agreed_to_marketing_is_in(crowd: Crowd) -> None:
    for customer in ("ann", "ben", "cat"):
        crowd.buys(customer, "jacket-2")
    crowd.says("ann", marketing=True)
    crowd.says("ben", marketing=False, personalisation=True)
    told = crowd.make()
    assert [one["customer_id"] for one in told["customers"]] == ["ann"]
    assert told["excluded"] == {"unsubscribed": 1}
    assert (told["size"], told["eligible"], told["agreed"]) == (1, 1, 1)
    (reason, *_) = told["customers"][0]["reasons"]
    assert reason["words"].endswith("“rain jackets”, such as Fell Storm Jacket")
    assert reason["evidence"][0]["source"] == "orders:jacket-2"
    assert told["reach"]["responders"] is None


def test_a_look_counts_only_with_both_consents(crowd: Crowd) -> None:
    crowd.says("ann", marketing=True)
    crowd.looks("ann", "jacket-1")
    crowd.says("ben", personalisation=True)
    crowd.looks("ben", "jacket-1")
    crowd.says("ben", marketing=True)
    crowd.says("cat", personalisation=True, marketing=True)
    crowd.looks("cat", "jacket-1")
    assert crowd.ids() == ["cat"]


def test_a_session_that_agreed_is_nobody_to_write_to(crowd: Crowd) -> None:
    visitor = Visitor("a-session")
    crowd.consents.put(visitor, dict.fromkeys(crowd.consents.of(visitor), True))
    assert crowd.make()["agreed"] == 0


@pytest.mark.parametrize("way", ["marketing", "personalisation", "forget"])
def test_a_withdrawal_leaves_the_audiences_there_are(crowd: Crowd, way: str) -> None:
    for customer in ("ann", "ben"):
        crowd.says(customer)
        crowd.looks(customer, "jacket-1")
    audience_id = crowd.make()["audience_id"]
    assert [row["customer_id"] for row in exported(crowd, audience_id)] == ["ann", "ben"]
    if way == "forget":
        crowd.journal.forget(Visitor(customer_id="ann"))
    else:
        crowd.says("ann", **{way: False})
    assert [row["customer_id"] for row in exported(crowd, audience_id)] == ["ben"]
    assert [one["customer_id"] for one in crowd.audiences.of(audience_id)["customers"]] == ["ben"]
    assert crowd.audiences.listed()[0]["size"] == 1
    with Session(crowd.store.engine) as session:
        assert set(session.scalars(select(MemberRow.customer_id))) == {"ben"}
    crowd.says("ann")  # agreed again, after it
    assert [row["customer_id"] for row in exported(crowd, audience_id)] == ["ben"]


def test_who_is_there_by_orders_alone_stays_when_looks_go(crowd: Crowd) -> None:
    crowd.says("ann")
    crowd.buys("ann", "jacket-2")
    audience_id = crowd.make()["audience_id"]
    crowd.says("ann", personalisation=False)
    assert [row["customer_id"] for row in exported(crowd, audience_id)] == ["ann"]


def test_who_withdraws_while_it_is_made_is_not_kept(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd.says("ann")
    crowd.says("ben")
    for customer in ("ann", "ben"):
        crowd.looks(customer, "jacket-1")
    told = crowd.audiences.words

    def withdrawing(self: Any, because: Any) -> dict[str, Any]:
        crowd.says("ann", marketing=False)
        return original(self, because)

    original = type(told).told
    monkeypatch.setattr(type(told), "told", withdrawing)
    assert crowd.ids() == ["ben"]


def test_the_caps_and_what_is_sent(crowd: Crowd) -> None:
    for customer in ("ann", "ben"):
        crowd.says(customer)
        crowd.looks(customer, "jacket-1")
    weekly = Brief(products=("jacket-1",))
    first, second = crowd.make(weekly), crowd.make(weekly)
    sent = crowd.audiences.sent(first["audience_id"], ["ann", "zoe"])
    assert sent == {"recorded": 1, "repeated": 0, "unknown": 1}
    assert crowd.audiences.sent(first["audience_id"], ["ann"])["repeated"] == 1
    assert [row["customer_id"] for row in exported(crowd, first["audience_id"])] == ["ann", "ben"]
    assert [row["customer_id"] for row in exported(crowd, second["audience_id"])] == ["ben"]
    assert crowd.ids(weekly) == ["ben"]
    assert crowd.make(weekly)["excluded"] == {"contacted": 1}
    crowd.later(days=8)
    assert set(crowd.ids(weekly)) == {"ann", "ben"}
    with Session(crowd.store.engine) as session:
        assert list(session.scalars(select(ContactRow.customer_id))) == ["ann"]
    with pytest.raises(NotFound):
        crowd.audiences.sent("A-nothing")


def test_complaints_returns_and_cancelled_orders(crowd: Crowd) -> None:
    for customer in ("ann", "ben", "cat", "dan"):
        crowd.says(customer, marketing=True, personalisation=True)
        crowd.looks(customer, "jacket-1")
    crowd.store.import_records([{"id": "ann", "name": "Ann", "email": "ann@shop.example"}], [])
    crowd.store.apply(OpenTicket("complaint", "ann", "", "It hums.", date(2026, 6, 20)), "k1")
    crowd.buys("ben", "jacket-1", state="returned")
    crowd.buys("cat", "jacket-1")
    crowd.buys("dan", "jacket-1", state="cancelled")
    told = crowd.make()
    assert [one["customer_id"] for one in told["customers"]] == ["dan"]
    assert told["excluded"] == {"complaint": 1, "returned": 1, "bought": 1}


def test_an_export_is_inert_in_a_spreadsheet(crowd: Crowd) -> None:
    for customer in ("=cmd|' /C calc'!A0", "+1", "-2", "@x", "ann"):
        crowd.says(customer)
        crowd.looks(customer, "jacket-1")
    crowd.store.import_records([{"id": "ann", "name": "Ann", "email": "=ann@shop.example"}], [])
    rows = exported(crowd, crowd.make()["audience_id"])
    assert len(rows) == 5
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@")), cell
    told = next(row for row in rows if row["customer_id"] == "ann")
    assert told["email"] == "'=ann@shop.example"
    assert "Looked at Harrow Rain Jacket" in told["why"]


def test_groups_change_nobody_and_are_kept_nowhere(crowd: Crowd) -> None:
    groups = {}
    for number in range(40):
        customer = f"c{number:02}"
        crowd.says(customer)
        crowd.looks(customer, "jacket-1" if number % 4 else "mug-1")
        groups[customer] = "heliotropes" if number % 2 else "marigolds"
    plain, audited = crowd.make(), crowd.make(groups=groups)
    swapped = {one: "heliotropes" if said == "marigolds" else "marigolds"
               for one, said in groups.items()}  # fmt: skip
    other = crowd.make(groups=swapped)
    assert plain["customers"] == audited["customers"] == other["customers"]
    assert plain["fairness"] is None
    rows = {row["group"]: row for row in audited["fairness"]["groups"]}
    assert (rows["marigolds"]["audience"], rows["marigolds"]["eligible"]) == (10, 20)
    assert rows["marigolds"]["ratio"] == 0.5
    assert rows["marigolds"]["flagged"]
    looked = next(row for row in audited["fairness"]["proxies"] if row["feature"] == "looked")
    assert looked["flagged"]
    assert "heliotropes" not in everything(crowd)
    assert "heliotropes" not in json.dumps(crowd.audiences.of(audited["audience_id"]))


def test_a_campaign_by_what_it_is_about(crowd: Crowd) -> None:
    crowd.says("ann")
    crowd.looks("ann", "jacket-2")
    fell = read_brief('name = "Storms"\nbrands = ["FELL"]\ncategories = ["rain jackets"]\n')
    told = crowd.make(fell)
    assert (told["name"], told["size"]) == ("Storms", 1)
    assert {one["source"] for reason in told["customers"][0]["reasons"]
            for one in reason["evidence"]} >= {"events:jacket-2"}  # fmt: skip
    assert crowd.make(Brief(query="storm jacket"))["size"] == 1
    with pytest.raises(BadInput):
        crowd.make(Brief(brands=("Nobody",)))
    with pytest.raises(NotFound):
        crowd.make(Brief(products=("nothing",)))
    with pytest.raises(BadInput, match="ended"):
        crowd.make(Brief(products=("jacket-1",), ends=date(2026, 6, 19)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "products = []",
        "colour = 'red'",
        "{",
        '{"products": "jacket-1"}',
        'products = ["a"]\nstarts = 2026-07-02\nends = 2026-07-01',
        'products = ["a"]\nmax_per_days = {0 = 1}',
    ],
)
def test_a_campaign_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="campaign"):
        read_brief(text)


def test_nothing_of_a_customers_record_is_read_to_choose(crowd: Crowd) -> None:
    """Names, addresses and towns changed: the same people, in the same order, for the same
    reasons."""
    for customer in ("ann", "ben", "cat"):
        crowd.says(customer)
        crowd.looks(customer, "jacket-1", Did.CART if customer == "ben" else Did.VIEW)
    before = crowd.make(JACKET)["customers"]
    assert before[0]["customer_id"] == "ben"
    town = {"street": "1", "city": "Cork", "postcode": "T12 B456", "country": "IE"}
    people = [{"id": one, "name": f"Mx {one}", "email": f"{one}@x.example", "address": town}
              for one in ("ann", "ben", "cat")]  # fmt: skip
    crowd.store.import_records(people, [])
    assert crowd.make(JACKET)["customers"] == before
