"""What copy is to be written, and the plan of each of its parts. Owns which planner a kind goes to,
and which variant speaks for the product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from actions.copydesk.claims import About
from actions.copydesk.kinds import Kind
from actions.errors import BadInput
from actions.wording.copy_plans import plan_copy
from actions.wording.rows import OfferRow, RequestRow
from llm.plan import Length, Plan, Task, Tone
from llm.planning import AskWords, plan_listing
from retrieval.values import Hit, Product

# They know the product already: an e-mail asks whether they need it again.
BUYERS = "buyers"
Reason = Literal["", "offer", "back_in_stock", "new", "again"]


@dataclass(frozen=True, slots=True)
class Wish:
    """`n` different pieces about a product. `reason` is why an e-mail is written, `until` an
    offer's last day, `customer` the name of the one person it is written to."""

    kind: Kind
    product: Product
    n: int = 1
    audience: str = ""
    tone: Tone = Tone.PLAIN
    length: Length = Length.MEDIUM
    language: str = "en"
    locale: str = "en"
    reason: Reason = ""
    until: date | None = None
    customer: str = ""
    link: str = ""

    def about(self, today: date) -> About:
        return About(today, self.product, self.until)


def plan_part(wish: Wish, part: str, turn: int, words: AskWords, today: date) -> Plan:
    """The `turn`th of that part. Raises `BadInput` for an offer that is none, or is over, and for
    what isn't in stock."""
    hit = offered(wish.product)
    if wish.until is not None and wish.until < today:
        raise BadInput(f"until: the offer ended on {wish.until.isoformat()}", "until")
    try:
        if wish.kind is Kind.LISTING:
            return plan_listing(
                hit, ask=part, turn=turn, tone=wish.tone, language=wish.language,
                locale=wish.locale, words=words,
            )  # fmt: skip
        return plan_copy(_row(wish, part), hit, turn, words, wish.locale, today)
    except ValueError as error:
        raise BadInput(str(error).removeprefix("products: "), "reason") from error


def _row(wish: Wish, part: str) -> RequestRow:
    ask, reason = part, wish.reason
    if wish.kind is Kind.SOCIAL and reason == "offer":
        ask = "offer"
    if wish.kind is Kind.EMAIL and not reason and wish.audience == BUYERS:
        reason = "again"
    return RequestRow(
        id=wish.product.product_id,
        task=Task(wish.kind.value),
        language=wish.language,
        ask=ask,
        tone=wish.tone,
        length=wish.length,
        reason=reason if wish.kind is Kind.EMAIL else "",
        offer=OfferRow(until=wish.until) if wish.until and wish.reason == "offer" else None,
        customer_name=wish.customer if part == "body" else "",
        link=wish.link,
    )


def offered(product: Product) -> Hit:
    """The first variant in stock speaks for the product."""
    known = [variant for variant in product.variants if variant.in_stock]
    return Hit(product, (known or list(product.variants))[0], 0.0)


def link_of(kind: Kind, product: Product) -> str:
    """Where a post or an e-mail leads: the product's own page, if it has an address."""
    leads = kind in (Kind.EMAIL, Kind.SOCIAL) and is_address(product.url)
    return product.url if leads else ""


def is_address(text: str) -> bool:
    """Whether it leads somewhere from a mailbox."""
    return text.startswith(("https://", "http://")) and not any(c.isspace() for c in text)
