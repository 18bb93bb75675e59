"""A row -> a plan, by `llm.planning`. Owns the reading of the row's records into values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from actions.wording.copy_plans import COPY_TASKS, plan_copy
from actions.wording.row import MoneyRow
from actions.wording.rows import HitRow, NativeRow, OrderRow, RequestRow
from actions.wording.service_plans import SERVICE, plan_service
from llm.plan import Plan, Task
from llm.planning import (
    AskWords,
    OrderFacts,
    plan_card,
    plan_clarify,
    plan_compare,
    plan_nothing,
    plan_order,
    plan_policy,
    plan_qa,
    plan_search,
    plan_why,
)
from retrieval.catalog.build import ProductBuilder
from retrieval.catalog.mapping import COMMON
from retrieval.values import (
    Attribute,
    AttributeValue,
    Hit,
    Money,
    Passage,
    Product,
    Reason,
    Relaxation,
    SearchResult,
    Understood,
    Variant,
)

OPTIONS = ("colour", "color", "size")
FLAGS = {"yes": True, "no": False}
MIN_WORD = 3
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?) ([^\d\s]{1,4})")


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans rows in one shop's voice: `asks` gives a language's ways of asking."""

    asks: Callable[[str], AskWords]
    currency: str
    locale: str
    today: date

    def plan(self, row: RequestRow, turn: int = 0) -> Plan:
        """`turn` counts the pieces of copy that a row asks for. Raises `ValueError` or `KeyError`
        saying what the row lacks."""
        hits = [self._hit(product, row.query) for product in row.products]
        if row.task in COPY_TASKS:
            words = self.asks(row.language)
            return plan_copy(row, _first(hits), turn, words, self.locale, self.today)
        if row.task is Task.ORDER:
            return self._order(row)
        passages = [Passage(p.source, p.heading, p.text) for p in row.passages]
        if row.task in SERVICE:
            words = self.asks(row.language)
            plan = plan_service(row, hits, passages, self.locale, self.today, words)
            return self._voiced(plan, row)
        if row.task is Task.POLICY:
            return self._voiced(plan_policy(passages, row.query), row)
        return self._voiced(self._over_hits(row, hits), row)

    def _voiced(self, plan: Plan, row: RequestRow) -> Plan:
        return replace(plan, tone=row.tone, length=row.length, language=row.language)

    def _over_hits(self, row: RequestRow, hits: list[Hit]) -> Plan:
        understood, asks = _understood(row), self.asks(row.language)
        match row.task:
            case Task.SEARCH:
                result = SearchResult(tuple(hits), understood, _relaxed(row), _total(row, hits))
                more = row.ask == "more"
                return plan_search(result, locale=self.locale, more=more, words=asks)
            case Task.WHY:
                plan = plan_card if row.ask == "card" else plan_why
                return plan(_first(hits), understood, locale=self.locale, words=asks)
            case Task.COMPARE:
                return plan_compare(hits, query=row.query, locale=self.locale, words=asks)
            case Task.QA:
                hit = _first(hits)
                return plan_qa(
                    hit.product, hit.variant, row.query, ask=row.ask, words=asks, locale=self.locale
                )
            case Task.NOTHING:
                return plan_nothing(understood, hits, locale=self.locale)
            case _:
                missing = row.ask if row.ask in ("order", "product") else "unclear"
                choices = [hit.product.title for hit in hits]
                return plan_clarify(choices, missing=missing, query=row.query)

    def _order(self, row: RequestRow) -> Plan:
        order = _order_facts(row.order, self.currency) if row.order else None
        asked = row.ask or " ".join(re.findall(r"\b[\w-]*\d[\w-]*\b", row.query)[:1])
        plan = plan_order(
            order, order_id=asked, query=row.query, locale=self.locale, today=self.today
        )
        return self._voiced(plan, row)

    def _hit(self, product: HitRow | NativeRow, query: str) -> Hit:
        if isinstance(product, HitRow):
            return _public_hit(product)
        record = product.model_dump()
        built = ProductBuilder(COMMON, self.currency).build(record)
        in_stock = [variant for variant in built.variants if variant.in_stock]
        return Hit(built, (in_stock or built.variants)[0], 0.0, _found(built, query))


def _first(hits: list[Hit]) -> Hit:
    if not hits:
        raise ValueError("products: at least one product is needed for this task")
    return hits[0]


def _understood(row: RequestRow) -> Understood:
    if row.understood is None:
        return Understood(row.query, row.query, language=row.language)
    return Understood.from_json({"query": row.query, "text": row.query} | row.understood)


def _relaxed(row: RequestRow) -> tuple[Relaxation, ...]:
    return tuple(
        Relaxation(r.get("constraint", ""), r.get("from", ""), r.get("to", "")) for r in row.relaxed
    )


def _total(row: RequestRow, hits: list[Hit]) -> int:
    return len(hits) if row.total is None else row.total


def _money(row: MoneyRow | None) -> Money | None:
    return Money.of(row.amount, row.currency) if row else None


def _public_hit(row: HitRow) -> Hit:
    stock = None if row.in_stock is None else int(row.in_stock)
    options = {n: str(v) for n, v in row.attributes.items() if n in OPTIONS}
    variant = Variant(
        row.variant_id or row.product_id, options, _money(row.price), _money(row.list_price), stock
    )
    product = Product(
        row.product_id,
        row.title,
        (variant,),
        brand=row.brand,
        attributes=tuple(_attribute(n, v) for n, v in row.attributes.items()),
        rating=row.rating,
        rating_count=row.rating_count,
    )
    reasons = tuple(Reason(r.kind, r.field, r.value, r.words) for r in row.reasons)
    return Hit(product, variant, 0.0, reasons)


def _attribute(name: str, value: str | bool | int | float | list[str]) -> Attribute:
    """The public form writes a measure as it is read, `1.7 m`."""
    found = _MEASURE.fullmatch(value) if isinstance(value, str) else None
    measured = Attribute(name, float(found[1]), found[2]) if found else None
    same = measured is not None and measured.text == value
    return measured if measured and same else Attribute(name, _value(value))


def _value(value: str | bool | int | float | list[str]) -> AttributeValue:
    """The public form says a flag as `yes` or `no`."""
    if isinstance(value, list):
        return tuple(value)
    return FLAGS.get(value, value) if isinstance(value, str) else value


def _found(product: Product, query: str) -> tuple[Reason, ...]:
    """The query's words that stand in the title: what a search would have given as its reason."""
    title = set(re.findall(r"\w+", product.title.lower()))
    words = [w for w in re.findall(r"\w+", query.lower()) if w in title and len(w) >= MIN_WORD]
    return (Reason("words", "title", product.title, " ".join(words)),) if words else ()


def _order_facts(row: OrderRow, currency: str) -> OrderFacts:
    refund = row.refund
    return OrderFacts(
        order_id=row.id,
        state=row.state.value,
        placed=row.placed.date() if row.placed else None,
        carrier=row.carrier,
        tracking=row.tracking,
        shipped_on=row.shipped_on,
        expected_from=row.expected_from,
        expected_to=row.expected_to,
        delivered_on=row.delivered_on,
        cancelled_on=row.cancelled_on,
        refund=Money.of(refund.amount, row.currency or currency) if refund else None,
        refund_issued_on=refund.issued_on if refund else None,
        refund_method=refund.method if refund else "",
    )
