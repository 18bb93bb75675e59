"""What is asked of the order that was shown last, and of those beside it; and who may ask."""

from __future__ import annotations

from typing import Any

import pytest
from loaded_words import ears
from two_customers import order_record
from visiting import Shop, Visitor

from actions.service import Ask, Confirm, Done, NotTheirs, Refused, Told
from actions.service.about import Facet
from actions.service.third_person import is_for_another


def only(outcomes: tuple[Any, ...]) -> Any:
    assert len(outcomes) == 1, outcomes
    return outcomes[0]


@pytest.mark.parametrize(
    ("intent", "words", "facet"),
    [
        ("details", "what was in it", Facet.ITEMS),
        ("details", "is it definitely cancelled?", Facet.STATE),
        ("order_status", "when did i order that", Facet.PLACED),
        ("details", "how much was it?", Facet.TOTAL),
        ("change_payment", "did i pay by card?", Facet.PAID),
        ("order_status", "where is it then", None),
    ],
)
def test_one_thing_of_the_order_is_told(
    ada: Visitor, intent: str, words: str, facet: Facet | None
) -> None:
    ada.say("order_status", "where is order 20004")
    told = only(ada.say(intent, words))
    assert isinstance(told, Told)
    assert (told.matter.order_id, told.facet) == ("20004", facet)


def test_a_wish_about_what_was_ordered_is_no_question_after_it(ada: Visitor) -> None:
    asked = only(ada.say("change_items", "I want to change what was in it, order 20005"))
    assert (asked.matter.kind, asked.matter.order_id) == ("change_items", "20005")


def test_so_it_is_after_something_was_done(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20005, ordered by mistake")
    ada.say("affirm", "yes")
    told = only(ada.say("cancel_order", "is it really cancelled?"))
    assert (told.order.order_id, told.states) == ("20005", {"cancelled"})
    assert told.order.state.value in told.states


def test_once_goods_were_looked_at_the_order_is_out_of_view(ada: Visitor) -> None:
    ada.say("order_status", "where is order 20004")
    assert ada.say("search", "show me kettles") == ()
    assert ada.say("details", "what was in it") == ()


def test_nobody_elses_order_is_told_of(ada: Visitor) -> None:
    ada.say("order_status", "where is order 20004")
    assert ada.say("details", "what was in it, 20003?") == ()
    assert ada.shop.visitor("eve").say("details", "what was in it") == ()


@pytest.fixture
def cleo(shop: Shop) -> Visitor:
    """Who has two orders."""
    person = {"id": "C3", "name": "Cleo Ray", "email": "cleo@shop.example"}
    older = order_record("20021", "pending", "C3") | {"placed": "2026-06-01T10:00:00"}
    newer = order_record("20022", "pending", "C3") | {"placed": "2026-06-09T10:00:00"}
    shop.store.import_records([person], [older, newer], ())
    visitor = shop.visitor("cleo")
    assert isinstance(visitor.say("order_status", "order 20022, cleo@shop.example")[0], Told)
    return visitor


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("order_status", "and what about my other order?"),
        ("undo", "and the one before that"),
        ("choose", "no, the other one"),
    ],
)
def test_of_two_orders_it_is_the_other(cleo: Visitor, intent: str, words: str) -> None:
    told = only(cleo.say(intent, words))
    assert isinstance(told, Told)
    assert told.matter.order_id == "20021"


def test_the_other_order_is_cancelled_too(cleo: Visitor) -> None:
    asked = only(cleo.say("cancel_order", "cancel my other order"))
    assert (asked.need, asked.matter.order_id) == ("reason", "20021")


def test_of_several_the_one_just_told_isnt_offered(ada: Visitor) -> None:
    ada.say("order_status", "where is order 20004")
    asked = only(ada.say("order_status", "and my other orders?"))
    assert isinstance(asked, Ask)
    offered = {choice.choice_id for choice in asked.choices}
    assert offered == {"20001", "20002", "20005"}


def test_an_item_picks_the_order_that_holds_it(ada: Visitor) -> None:
    mug = order_record("20030", "shipped")
    mug["items"][0] |= {"product_id": "M", "variant_id": "M-1", "title": "Travel Flask"}
    ada.shop.store.import_records([], [mug], ())
    ada.say("order_status", "where is order 20002")
    told = only(ada.say("inform", "no the one with the flask"))
    assert (told.matter.kind, told.matter.order_id) == ("order_status", "20030")


def test_what_went_wrong_is_said_of_the_order_in_view(ada: Visitor) -> None:
    late = order_record("20031", "delayed") | {"expected_to": "2026-06-27"}
    ada.shop.store.import_records([], [late], ())
    ada.say("order_status", "where is order 20031")
    words = "thats a week late. what do i get for that"
    shown = only(ada.say("recommend", words, sureness=0.51))
    assert isinstance(shown, Confirm)
    assert (shown.matter.order_id, shown.matter.text) == ("20031", words)


def test_after_a_return_the_money_is_what_it_promised(ada: Visitor) -> None:
    ada.say("return_item", "return the lamp of order 20004, it is faulty")
    assert isinstance(only(ada.say("affirm", "yes")), Done)
    told = only(ada.say("refund_status", "and when will i see the money"))
    assert isinstance(told, Told)
    assert [one.refund.amount_minor for one in told.order.returns] == [3000]
    assert told.days == ada.shop.rules.returns.refund_days == 5  # type: ignore[union-attr]


def test_what_no_order_allows_is_refused_without_a_list(shop: Shop) -> None:
    bob = shop.visitor("bob")
    person = {"id": "C4", "name": "Bo Finn", "email": "bo@shop.example"}
    gone = [order_record(f"2004{n}", state, "C4") for n, state in enumerate(("shipped", "packed"))]
    shop.store.import_records([person], gone, ())
    bob.say("order_status", "order 20040, bo@shop.example")
    refused = only(bob.say("return_item", "I want to return something"))
    assert isinstance(refused, Refused)
    assert (refused.verdict.refusal, refused.matter.order_id) == ("none_fits", "")
    why = only(bob.say("return_item", "why can't I return 20041?"))
    assert (why.verdict.refusal, why.matter.order_id) == ("state", "20041")


@pytest.mark.parametrize(
    ("words", "another"),
    [
        ("did he pay by card? im his wife", True),
        ("it's my husband's order", True),
        ("I’m her assistant", True),
        ("asking on behalf of my mother", True),
        ("it's a present for my husband", False),
        ("my husband hates it", False),
        ("I'm his biggest fan", False),
        ("my order please", False),
    ],
)
def test_who_speaks_for_another(words: str, another: bool) -> None:
    assert is_for_another(words, ears()) is another


def test_nothing_is_told_or_done_for_somebody_else(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    assert isinstance(only(ada.say("change_payment", "did she pay by card? im her son")), NotTheirs)
    assert ada.say("affirm", "yes") == ()
    assert ada.shop.state("20001") == "pending"
    assert ada.say("details", "what was in it") == ()
    assert only(ada.say("order_status", "where is order 20001")).need == "who"


def test_what_was_done_before_isnt_told_to_them(ada: Visitor) -> None:
    ada.say("cancel_order", "cancel order 20001, ordered by mistake")
    ada.say("affirm", "yes")
    ada.say("inform", "it's my mother's order")
    assert not any(isinstance(one, Done) for one in ada.say("resume", "where were we"))
    assert not any(isinstance(one, Done) for one in ada.say("affirm", "yes"))
    assert ada.say("inform", "and 20005 as well")[0].need == "who"  # type: ignore[union-attr]
