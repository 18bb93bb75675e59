"""What to recommend, and the one reason to give for it. Owns no choice of products: the reason and
its figures come with the evidence they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.asking import AskWords
from llm.planning.facts import date_fact, list_price_fact, price_fact, title_fact
from llm.planning.shape import SHAPES
from retrieval.values import Hit, Product

ORDERS, EVENTS, OFFERS = "orders", "events", "offers"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Why a product is recommended. `other` was bought with it or looked at; `together` counts the
    orders that held both among `orders` that were looked at; `brand` and `kind` are what the
    customer chose or looked at before; `wanted` is the filter that they set, in words; `until` is
    an offer's last day; `buyers` bought it within `days`."""

    ask: str
    other: Product | None = None
    together: int | None = None
    orders: int | None = None
    brand: str = ""
    kind: str = ""
    wanted: str = ""
    until: date | None = None
    buyers: int | None = None
    days: int | None = None


def plan_recommend(
    hit: Hit,
    reason: Recommendation,
    *,
    query: str = "",
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    today: date | None = None,
    words: AskWords | None = None,
) -> Plan:
    """Raises `ValueError` for a reason that isn't in the shapes, or whose evidence is missing."""
    facts = [title_fact(hit.product)]
    if price := price_fact(hit, locale):
        facts.append(price)
    match reason.ask:
        case "together":
            facts += _other(reason, "title") + _together(reason)
        case "viewed":
            facts += _other(reason, "viewed")
        case "taste":
            facts += _taste(reason)
        case "fits":
            facts += _wanted(reason)
        case "offer":
            facts += _offer(hit, reason, locale, today or date.today())
        case "trending":
            facts += _buyers(reason)
        case _:
            named = ", ".join(SHAPES[Task.RECOMMEND])
            raise ValueError(f"ask: one of {named}, not {reason.ask!r}")
    number = (words or AskWords()).number(hit.product)
    return Plan(
        Task.RECOMMEND, tuple(facts), query, reason.ask, language, tone, locale, number=number
    )


def _other(reason: Recommendation, field: str) -> list[Fact]:
    if reason.other is None:
        raise ValueError("products: a second product is needed for this ask")
    if field == "title":
        return [title_fact(reason.other, 2)]
    title = reason.other.title
    return [Fact("name2", title, field, title, f"{EVENTS}:{reason.other.product_id}")]


def _together(reason: Recommendation) -> list[Fact]:
    """None said where nobody counted; a pair that never was is no reason."""
    if reason.together is None or reason.orders is None:
        return []
    if not 0 < reason.together <= reason.orders:
        raise ValueError("recommendation: `together` is at least 1 and at most `orders`")
    return [
        Fact("together", "", "together", reason.together, ORDERS),
        Fact("orders", "", "orders", reason.orders, ORDERS),
    ]


def _taste(reason: Recommendation) -> list[Fact]:
    facts = []
    if reason.brand:
        facts.append(Fact("brand", reason.brand, "brand", reason.brand, EVENTS))
    if reason.kind:
        facts.append(Fact("kind", reason.kind, "kind", reason.kind, EVENTS))
    if not facts:
        raise ValueError("recommendation: `brand` or `kind` is needed for this ask")
    return facts


def _wanted(reason: Recommendation) -> list[Fact]:
    if not reason.wanted:
        raise ValueError("recommendation: `wanted` is needed for this ask")
    return [Fact("wanted", reason.wanted, "wanted", reason.wanted, "query")]


def _offer(hit: Hit, reason: Recommendation, locale: str, today: date) -> list[Fact]:
    before = list_price_fact(hit, locale)
    if before is None:
        raise ValueError("products: an offer has a price below its list price")
    if reason.until is None:
        return [before]
    return [before, date_fact("until", "until", reason.until, OFFERS, locale, today)]


def _buyers(reason: Recommendation) -> list[Fact]:
    if not reason.buyers:
        return []
    facts = [Fact("buyers", "", "buyers", reason.buyers, EVENTS)]
    if reason.days and reason.days > 1:  # nobody says "in the past 1 day"
        facts.append(Fact("days", "", "days", reason.days, EVENTS))
    return facts
