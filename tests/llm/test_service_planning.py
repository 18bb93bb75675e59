"""Plans of service: each fact with its evidence, every plan a shape, nothing without a record."""

from __future__ import annotations

from datetime import date

import pytest

from llm.plan import Plan, Task
from llm.planning import (
    Recommendation,
    ReturnFacts,
    plan_apology,
    plan_chat,
    plan_handoff,
    plan_recommend,
    plan_return,
)
from llm.planning.shape import SHAPES, fits
from retrieval.values import Hit, Money, Passage, Product, Variant

TODAY = date(2026, 11, 26)
UNTIL = date(2026, 12, 10)
EUROS = Money.of(89, "EUR")
STEPS = Passage("returns", "How to return something", "Ask us for a label. Pack the goods.")


def _hit(list_price: int | None = None) -> Hit:
    before = Money.of(list_price, "EUR") if list_price else None
    variant = Variant("J1-M", {"size": "M"}, EUROS, before, 3)
    return Hit(Product("J1", "Skerry Jacket", (variant,), brand="Tarn"), variant, 1.0, ())


OTHER = Product("B1", "Fell Boot", (Variant("B1", {}, EUROS, None, 1),))


def _slots(plan: Plan) -> tuple[str, ...]:
    assert fits(plan.task, plan.ask, plan.slots), plan.slots
    return plan.slots


def _return(ask: str, facts: ReturnFacts | None = None, *passages: Passage) -> Plan:
    return plan_return(ask, facts or ReturnFacts(), passages, today=TODAY)


def test_steps_are_the_policys_sentences_one_by_one() -> None:
    plan = _return("steps", None, STEPS)
    assert _slots(plan) == ("heading", "step", "step2")
    assert [f.text for f in plan.facts[1:]] == ["Ask us for a label.", "Pack the goods."]
    assert {f.source for f in plan.facts} == {"policy:returns#How to return something"}


def test_a_longer_passage_is_quoted_whole_rather_than_cut() -> None:
    text = "One. Two. Three. Four."
    plan = _return("steps", None, Passage("returns", "", text))
    assert _slots(plan) == ("step",)
    assert plan.facts[0].text == text


@pytest.mark.parametrize("ask", ["open", "closed"])
def test_the_last_day_is_said_of_the_order_else_of_the_product_else_alone(ask: str) -> None:
    full = ReturnFacts("10234", OTHER, UNTIL)
    assert _slots(_return(ask, full)) == ("order", "until")
    assert _slots(_return(ask, ReturnFacts(product=OTHER, until=UNTIL))) == ("name", "until")
    plan = _return(ask, ReturnFacts(until=UNTIL))
    assert _slots(plan) == ("until",)
    assert plan.facts[0].evidence() == {
        "field": "until",
        "value": "2026-12-10",
        "source": "return",
    }


def test_a_refund_says_what_is_known_of_amount_method_and_days() -> None:
    facts = ReturnFacts("10234", None, None, EUROS, "card", 5, working=True)
    plan = _return("refund", facts)
    assert _slots(plan) == ("order", "refund", "method", "working_days")
    assert {f.source for f in plan.facts} == {"return:10234"}
    assert _slots(_return("refund", ReturnFacts(refund=EUROS, days=14))) == ("refund", "days")


def test_exchanges_and_refusals_quote_the_rule() -> None:
    exchange = _return("exchange", ReturnFacts(until=UNTIL), STEPS)
    assert _slots(exchange) == ("heading", "quote", "until")
    refusal = _return("not_returnable", ReturnFacts(product=OTHER), STEPS)
    assert _slots(refusal) == ("name", "heading", "quote")


@pytest.mark.parametrize("ask", ["open", "closed", "refund", "steps", "exchange", "not_returnable"])
def test_a_return_without_its_fact_is_refused(ask: str) -> None:
    with pytest.raises(ValueError, match="needed"):
        _return(ask)


def _recommend(hit: Hit, **reason: object) -> Plan:
    return plan_recommend(hit, Recommendation(**reason), today=TODAY)  # type: ignore[arg-type]


def test_bought_together_names_both_and_what_was_counted() -> None:
    plan = _recommend(_hit(), ask="together", other=OTHER, together=12, orders=300)
    assert _slots(plan) == ("name", "price", "name2", "together", "orders")
    assert [f.value for f in plan.facts[-2:]] == [12, 300]
    assert {f.source for f in plan.facts[-2:]} == {"orders"}


def test_a_look_is_proved_by_an_event_that_names_the_product() -> None:
    plan = _recommend(_hit(), ask="viewed", other=OTHER)
    assert _slots(plan) == ("name", "price", "name2")
    assert plan.facts[-1].evidence() == {
        "field": "viewed",
        "value": "Fell Boot",
        "source": "events:B1",
    }


def test_the_other_reasons_bring_their_evidence() -> None:
    assert _slots(_recommend(_hit(), ask="taste", brand="Tarn", kind="jackets"))[-2:] == (
        "brand",
        "kind",
    )
    assert _slots(_recommend(_hit(), ask="fits", wanted="under €100"))[-1] == "wanted"
    offer = _recommend(_hit(120), ask="offer", until=UNTIL)
    assert _slots(offer) == ("name", "price", "list_price", "until")
    trending = _recommend(_hit(), ask="trending", buyers=31, days=7)
    assert _slots(trending)[-2:] == ("buyers", "days")
    assert _slots(_recommend(_hit(), ask="trending")) == ("name", "price")


@pytest.mark.parametrize(
    "reason",
    [
        {"ask": "together"},
        {"ask": "together", "other": OTHER, "together": 0, "orders": 9},
        {"ask": "together", "other": OTHER, "together": 10, "orders": 9},
        {"ask": "viewed"},
        {"ask": "taste"},
        {"ask": "fits"},
        {"ask": "offer"},
        {"ask": "because"},
    ],
)
def test_a_reason_without_evidence_is_refused(reason: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"needed|at least|below|one of"):
        _recommend(_hit(), **reason)


def test_a_handoff_says_only_what_its_ask_speaks_of() -> None:
    def slots(ask: str) -> tuple[str, ...]:
        plan = plan_handoff(ask, opens="on Monday at 09:00", ahead=3, contact="us@shop.example")
        return _slots(plan)

    assert [slots(ask) for ask in SHAPES[Task.HANDOFF]] == [
        (),
        ("opens",),
        ("ahead",),
        ("contact",),
    ]
    assert _slots(plan_handoff("waiting", ahead=0)) == ()


@pytest.mark.parametrize("ask", list(SHAPES[Task.CHAT]))
def test_small_talk_states_the_shops_name_at_most(ask: str) -> None:
    assert set(_slots(plan_chat(ask, shop="Fenwick & Lane"))) <= {"shop"}
    assert _slots(plan_chat(ask)) == ()


def test_apologies_state_nothing() -> None:
    for ask in SHAPES[Task.APOLOGY]:
        assert _slots(plan_apology(ask)) == ()


def test_an_unknown_ask_is_refused() -> None:
    for plan in (plan_chat, plan_apology, plan_handoff):
        with pytest.raises(ValueError, match="one of"):
            plan("sing")
    with pytest.raises(ValueError, match="one of"):
        _return("sing", ReturnFacts())
