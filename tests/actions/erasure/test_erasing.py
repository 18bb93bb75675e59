"""What is kept of a person is given out and erased; a shop's books say no more whose they are."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from two_customers import ADA

from actions.erasure import StillOpen, Subject, erase, exported, of_customer, of_sender
from actions.erasure.places import KEPT_WITHOUT_WORDS, OF_NOBODY, places
from actions.errors import NotFound
from actions.operations.schema import AuditRow
from actions.stores.schema import Base, OrderRow, RequestRow
from tests.actions.erasure.conftest import BERT, SECRET, Shop

OF_ADA = ("Ada Bell", "ada@shop.example", "ada-session", "C1", "1 Quay", "D01 A123")


def test_every_table_is_somebodys_or_nobodys() -> None:
    """A new table has to be thought of here before it can be kept."""
    known = {table.__tablename__ for table in places(Subject(("s",), "C"))}
    assert known | OF_NOBODY == set(Base.metadata.tables)
    assert not known & OF_NOBODY


def test_a_customers_conversations_are_found_by_who_was_known_in_them(shop: Shop) -> None:
    assert of_customer(shop.engine, "C1") == Subject(("ada-session",), "C1")
    with pytest.raises(NotFound):
        of_customer(shop.engine, "C9")


def test_all_of_a_customer_goes_and_nothing_of_another(shop: Shop) -> None:
    shop.end_all()
    before = shop.counts()
    of_bert = json.dumps(exported(shop.engine, of_customer(shop.engine, "C2")))
    counts = erase(shop.engine, of_customer(shop.engine, "C1"))
    after = shop.counts()
    kept = {table.__tablename__ for table in KEPT_WITHOUT_WORDS} | OF_NOBODY
    for table, count in before.items():
        assert after[table] == (count if table in kept else count // 2), table
    left = shop.everything()
    for word in OF_ADA:
        assert f"'{word}'" not in left, word
        assert f'"{word}"' not in left, word
    assert json.dumps(exported(shop.engine, of_customer(shop.engine, "C2"))) == of_bert
    assert counts["customers"] == 1
    assert counts["audit"] == 7  # two from prepared to done, one prepared


def test_the_books_stay_without_words(shop: Shop) -> None:
    shop.end_all()
    erase(shop.engine, of_customer(shop.engine, "C1"))
    with Session(shop.engine) as session:
        audit = session.scalars(select(AuditRow).where(AuditRow.customer_id.startswith("erased-")))
        rows = list(audit)
        aliases = {row.customer_id for row in rows}
        assert len(aliases) == 1
        assert SECRET not in json.dumps([row.detail for row in rows])
        done = next(row.detail for row in rows if row.event == "done")
        assert done["change"]["order_id"] == "20001"
        assert done["receipt"]["state"] == "cancelled"
        assert done["rules"][0]["key"] == "cancel.states"
        order = session.get_one(OrderRow, "20001")
        assert {order.customer_id} == aliases == {order.record["customer_id"]}
        assert (order.record["total"], order.record["items"][0]["quantity"]) == ("24.8", 1)
        request = session.scalars(select(RequestRow).where(RequestRow.customer_id.in_(aliases)))
        assert [(one.kind, "text" in one.change) for one in request] == [("complaint", False)]
    order_of_nobody = shop.store.order("20001")
    assert order_of_nobody
    assert order_of_nobody.address is None
    assert shop.store.customer("C1") is None


def test_what_is_open_keeps_a_customer_unless_it_is_insisted(shop: Shop) -> None:
    subject = of_customer(shop.engine, "C1")
    before = shop.everything()
    with pytest.raises(StillOpen, match=r"TK-.* \(complaint\) isn't closed"):
        erase(shop.engine, subject)
    assert shop.everything() == before
    erase(shop.engine, subject, anyway=True)
    assert shop.store.customer("C1") is None


def test_one_conversation_goes_and_its_customer_stays(shop: Shop) -> None:
    counts = erase(shop.engine, of_sender(ADA.sender_id))
    assert "customers" not in counts
    assert shop.store.customer("C1")
    with Session(shop.engine) as session:
        of_ada = select(AuditRow).where(AuditRow.customer_id == "C1")
        assert all(row.detail["redacted"] for row in session.scalars(of_ada))
    left = exported(shop.engine, of_sender(ADA.sender_id))["tables"]
    assert left == {}
    assert exported(shop.engine, of_sender(BERT.sender_id))["tables"]


def test_an_export_holds_all_of_it_and_is_plain_json(shop: Shop) -> None:
    told = exported(shop.engine, of_customer(shop.engine, "C1"))
    written = json.dumps(told)
    for word in (*OF_ADA[:3], SECRET):
        assert word in written
    assert "Bert" not in written
    expected = {table.__tablename__ for table in places(Subject(("s",), "C"))}
    assert set(told["tables"]) == expected


def test_erasing_twice_finds_nothing(shop: Shop) -> None:
    subject = of_customer(shop.engine, "C1")
    erase(shop.engine, subject, anyway=True)
    assert erase(shop.engine, subject) == {}
    with pytest.raises(NotFound):
        of_customer(shop.engine, "C1")
