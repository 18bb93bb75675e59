"""What tau2-retail's tools do, and the wants that are made of a task's expected actions."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from small_set import HOME, act, small_db, task

from actions.simulate.errors import NoTau2
from actions.simulate.tau2.expected import expected_state, tau2_state
from actions.simulate.tau2.reading import load_tau2
from actions.simulate.tau2.tasks import Task, load_tasks

ANN = frozenset({"ann_poe_1"})
SWAP = {"item_ids": ["111"], "new_item_ids": ["112"], "payment_method_id": "gift_card_1"}
CANCEL = act("cancel_pending_order", order_id="#W1", reason="no longer needed")


def after(*actions: dict[str, Any]) -> dict[tuple[str, str], str]:
    """What became otherwise."""
    db = small_db()
    before, now = tau2_state(db, ANN), expected_state(db, actions, ANN)
    return {key: text for key, text in now.items() if before.get(key) != text}


def read(tmp_path: Path, *tasks: Any) -> tuple[Task, ...]:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return load_tasks(path, small_db())


def test_cancelling_fills_the_gift_card() -> None:
    assert after(CANCEL) == {
        ("order #W1", "state"): "cancelled",
        ("order #W1", "cancelled because"): "no_longer_needed",
        ("customer ann_poe_1", "balance of gift_card_1"): "3400",
    }


def test_other_items_are_paid_from_the_card_and_close_the_order() -> None:
    change = act("modify_pending_order_items", order_id="#W1", **SWAP)
    assert after(change, CANCEL) == {
        ("order #W1", "items"): "112@2550, 121@800",
        ("order #W1", "items changed"): "yes",
        ("order #W1", "paid"): "gift_card_1 3350",
        ("customer ann_poe_1", "balance of gift_card_1"): "50",
    }


def test_two_of_a_kind_are_exchanged_for_two_things() -> None:
    swaps = {"item_ids": ["111", "111"], "new_item_ids": ["112", "112"]}
    exchange = act(
        "exchange_delivered_order_items", order_id="#W2", payment_method_id="paypal_1", **swaps
    )
    assert after(exchange) == {
        ("order #W2", "state"): "exchange_requested",
        ("order #W2", "to exchange"): "111 x2",
        ("order #W2", "for"): "112 x2",
        ("order #W2", "difference"): "1100",
        ("order #W2", "difference by"): "paypal_1",
    }


def test_a_payment_moves_and_the_card_is_filled() -> None:
    moved = act("modify_pending_order_payment", order_id="#W1", payment_method_id="paypal_1")
    assert after(moved) == {
        ("order #W1", "paid"): "paypal_1 2800",
        ("customer ann_poe_1", "balance of gift_card_1"): "3400",
    }


@pytest.mark.parametrize(
    "action",
    [
        act("cancel_pending_order", order_id="#W3", reason="no longer needed"),
        act("cancel_pending_order", order_id="#W1", reason="too dear"),
        act("return_delivered_order_items", order_id="#W2", item_ids=["122"],
            payment_method_id="paypal_1"),
        act("return_delivered_order_items", order_id="#W2", item_ids=["122", "122"],
            payment_method_id="gift_card_1"),
        act("modify_pending_order_items", order_id="#W1", item_ids=["111"], new_item_ids=["113"],
            payment_method_id="paypal_1"),
        act("modify_pending_order_items", order_id="#W1", item_ids=["111"], new_item_ids=["122"],
            payment_method_id="paypal_1"),
        act("exchange_delivered_order_items", order_id="#W1", **SWAP),
        act("modify_pending_order_payment", order_id="#W1", payment_method_id="gift_card_1"),
        act("modify_pending_order_address", order_id="#W2", **HOME),
        act("transfer_to_human_agents", summary="?"),
        act("get_order_details", order_id="#W1"),
    ],
)  # fmt: skip
def test_what_the_tools_refuse_changes_nothing(action: dict[str, Any]) -> None:
    assert after(action) == {}


def test_a_want_tells_things_by_name_and_by_what_sets_them_apart(tmp_path: Path) -> None:
    change = act("modify_pending_order_items", order_id="#W1", **SWAP)
    (made,) = read(tmp_path, task(change))
    assert made.known.postcode == "97301"
    assert (made.known.email, made.known.orders) == ("", frozenset({"#W1"}))
    (want,) = made.wants
    ((before, new),) = want.swaps
    assert (before.title, before.told()) == ("Desk Lamp", {})
    assert new.told() == {"color": "black", "power": "mains"}
    assert (want.kind, want.method_label, want.refused) == ("change_items", "gift card", False)


def test_a_task_that_writes_nothing_asks_or_wants_a_person(tmp_path: Path) -> None:
    mail = "Your e-mail is ben.roe@mail.example, or ann.poe@mail.example for Ann Poe."
    looking, handing = read(
        tmp_path,
        task(act("get_order_details", order_id="#W2")),
        task(act("transfer_to_human_agents", summary="?"), known=mail),
    )
    assert [(one.kind, one.order_id) for one in looking.wants] == [("order_status", "#W2")]
    assert [one.kind for one in handing.wants] == ["human"]


def test_what_the_tools_would_refuse_is_a_want_to_be_told_no(tmp_path: Path) -> None:
    (made,) = read(tmp_path, task(CANCEL, CANCEL))
    assert [want.refused for want in made.wants] == [False, True]


def test_a_folder_or_file_of_another_form_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoTau2, match=r"db\.json can't be read"):
        load_tau2(tmp_path, datetime(2026, 6, 1))
    (tmp_path / "db.json").write_text('{"users": {}}', encoding="utf-8")
    with pytest.raises(NoTau2, match=r"isn't of tau2-retail's form"):
        load_tau2(tmp_path, datetime(2026, 6, 1))
    with pytest.raises(NoTau2, match=r"tasks\.json isn't a tasks file"):
        read(tmp_path, {"id": "0"})
