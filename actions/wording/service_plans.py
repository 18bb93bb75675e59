"""A row of service -> a plan: returns, recommendations, a person, apologies, small talk. Owns the
reading of their objects into values."""

from __future__ import annotations

from datetime import date

from actions.wording.row import MoneyRow
from actions.wording.rows import RequestRow
from actions.wording.service_rows import HandoffRow, RecommendationRow, ReturnRow
from llm.plan import Plan, Task
from llm.planning import (
    AskWords,
    Recommendation,
    ReturnFacts,
    plan_apology,
    plan_chat,
    plan_handoff,
    plan_recommend,
    plan_return,
)
from retrieval.values import Hit, Money, Passage

SERVICE = (Task.RETURN, Task.RECOMMEND, Task.HANDOFF, Task.APOLOGY, Task.CHAT)


def plan_service(
    row: RequestRow,
    hits: list[Hit],
    passages: list[Passage],
    locale: str,
    today: date,
    words: AskWords,
) -> Plan:
    """Raises `ValueError` saying what the row lacks."""
    match row.task:
        case Task.RETURN:
            facts = _return_facts(row.returned or ReturnRow(), hits)
            return plan_return(
                row.ask, facts, passages, query=row.query, locale=locale, today=today
            )
        case Task.RECOMMEND:
            if not hits:
                raise ValueError("products: at least one product is needed for this task")
            reason = _reason(row.ask, row.recommendation or RecommendationRow(), hits)
            return plan_recommend(
                hits[0], reason, query=row.query, locale=locale, today=today, words=words
            )
        case Task.HANDOFF:
            desk = row.handoff or HandoffRow()
            return plan_handoff(
                row.ask or "now",
                opens=desk.opens,
                ahead=desk.ahead,
                contact=desk.contact,
                query=row.query,
                locale=locale,
            )
        case Task.APOLOGY:
            return plan_apology(row.ask or "trouble", query=row.query, locale=locale)
        case _:
            return plan_chat(row.ask, shop=row.shop, query=row.query, locale=locale)


def _return_facts(row: ReturnRow, hits: list[Hit]) -> ReturnFacts:
    return ReturnFacts(
        order_id=row.order_id,
        product=hits[0].product if hits else None,
        until=row.until,
        refund=_money(row.refund),
        method=row.method,
        days=row.working_days or row.days,
        working=row.working_days is not None,
    )


def _reason(ask: str, row: RecommendationRow, hits: list[Hit]) -> Recommendation:
    return Recommendation(
        ask=ask,
        other=hits[1].product if len(hits) > 1 else None,
        together=row.together,
        orders=row.orders,
        brand=row.brand,
        kind=row.kind,
        wanted=row.wanted,
        until=row.until,
        buyers=row.buyers,
        days=row.days,
    )


def _money(row: MoneyRow | None) -> Money | None:
    return Money.of(row.amount, row.currency) if row else None
