"""What is under way with a sender: kept over a restart, and no longer than it is of use."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from visiting import Shop

from actions.service import Matter
from actions.service.matters import MOST_OPEN, Matters
from actions.service.schema import MatterRow


def rows(shop: Shop) -> int:
    with Session(shop.store.engine) as session:
        return session.scalar(select(func.count()).select_from(MatterRow)) or 0


def test_the_newest_is_in_hand_and_the_oldest_is_let_go(shop: Shop) -> None:
    matters = Matters(shop.store.engine, shop.clock)
    made = [Matter.new("cancel_order") for _ in range(MOST_OPEN + 1)]
    for matter in made:
        matters.keep("ada", matter)
    kept = [one.matter_id for one in Matters(shop.store.engine, shop.clock).open_ones("ada")]
    assert kept == [one.matter_id for one in reversed(made[1:])]


def test_after_a_day_it_is_gone_from_the_database(shop: Shop) -> None:
    matters = Matters(shop.store.engine, shop.clock)
    matters.keep("ada", Matter.new("complaint").hearing("I'm Ada Bell, D01 A123"))
    shop.clock.pass_by(hours=25)
    assert matters.open_ones("ada") == []
    matters.keep("bert", Matter.new("complaint"))
    assert rows(shop) == 1


def test_a_second_wish_waits_behind_the_first(shop: Shop) -> None:
    matters = Matters(shop.store.engine, shop.clock)
    first, second = Matter.new("cancel_order"), Matter.new("copy_invoice")
    matters.keep("ada", first)
    matters.keep_for_later("ada", second)
    assert [one.kind for one in matters.open_ones("ada")] == ["cancel_order", "copy_invoice"]
    matters.erase("ada")
    assert rows(shop) == 0
