"""An e-mail about one product, part by part: subject, preview, body. Owns which facts each reason
to write takes; how to unsubscribe is for the code that sends it."""

from __future__ import annotations

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.asking import AskWords
from llm.planning.facts import brand_fact, price_fact, stock_fact
from llm.planning.occasion import Occasion
from llm.planning.points import Point, Points
from llm.planning.selling import chosen, selling_points, short_enough
from llm.planning.shapes.copy import LIMITS
from llm.planning.short_name import fitting_title, short_name
from llm.planning.social import named, offered
from retrieval.values import Hit

REASONS = {"": "", "offer": "offer_", "back_in_stock": "back_", "new": "new_", "again": "again_"}
PARTS = ("subject", "preview", "body")
# What the words around the facts need at least.
SUBJECT_WORDS, PREVIEW_WORDS, ROOM, FEW_WORDS = 30, 42, 14, 10


def plan_email(
    hit: Hit,
    occasion: Occasion,
    *,
    part: str = "body",
    reason: str = "",
    turn: int = 0,
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    words: AskWords | None = None,
) -> Plan:
    """`reason` is one of `REASONS`. Raises `ValueError` for a part or reason there isn't, for an
    offer that is none, and for something back in stock that isn't."""
    if part not in PARTS:
        raise ValueError(f"ask: {part!r} is no part of an e-mail: {', '.join(PARTS)}")
    if reason not in REASONS:
        raise ValueError(f"reason: {reason!r} is no reason to write: {', '.join(REASONS)}")
    mail = _Mail(hit, occasion, reason, turn, locale, words or AskWords())
    facts: list[Fact] = getattr(mail, part)()
    asks = "preview" if part == "preview" and reason != "offer" else f"{REASONS[reason]}{part}"
    limit = LIMITS.get((Task.EMAIL, asks), 0)
    return Plan(Task.EMAIL, tuple(facts), "", asks, language, tone, locale, limit=limit)


class _Mail:
    """One e-mail's facts, part by part."""

    def __init__(
        self, hit: Hit, occasion: Occasion, reason: str, turn: int, locale: str, words: AskWords
    ) -> None:
        self._hit, self._occasion, self._reason = hit, occasion, reason
        self._turn, self._locale, self._words = turn, locale, words
        self._points = Points(hit.product, words, locale)

    def subject(self) -> list[Fact]:
        limit = LIMITS[Task.EMAIL, "subject"]
        name = short_name(self._hit.product, limit - SUBJECT_WORDS, self._words)
        alone = fitting_title(self._hit.product, limit - FEW_WORDS) or name
        besides: list[Fact | None] = []
        match self._reason:
            case "offer":
                offered(self._hit, self._locale)
                besides = [price_fact(self._hit, self._locale)]
            case "back_in_stock":
                besides = [self._back()]
            case "new" | "":
                features = self._points.features[:1] if not self._reason else ()
                besides = [*features, self._brand(name)]
        # Where only the brand fits, what is said beside it would be said of all that it makes.
        whole = name.field != "brand" or self._reason == "back_in_stock"
        options: list[Point] = [(name, fact) for fact in besides if fact and whole]
        if self._reason == "back_in_stock":
            return list(options[0])
        return list(chosen([(alone,), *short_enough(options, limit - ROOM)], self._turn))

    def preview(self) -> list[Fact]:
        limit = LIMITS[Task.EMAIL, "preview"]
        if self._reason == "offer":
            _, *prices = offered(self._hit, self._locale)
            return [*prices, *self._occasion.until_facts(self._locale)]
        options = short_enough(selling_points(self._points), limit - PREVIEW_WORDS)
        name = short_name(self._hit.product, limit // 2, self._words)
        return list(chosen(options or [(name,)], self._turn))

    def body(self) -> list[Fact]:
        return [
            *self._occasion.customer_facts(),
            *self._lead(),
            *chosen(selling_points(self._points), self._turn),
            *self._occasion.link_facts(),
        ]

    def _lead(self) -> list[Fact]:
        title = named(self._hit)
        match self._reason:
            case "offer":
                until = self._occasion.until_facts(self._locale)
                return [*offered(self._hit, self._locale), *until]
            case "back_in_stock":
                return [title[0], self._back()]
            case "again":
                return title[:1]
            case _:
                return title

    def _back(self) -> Fact:
        stock = stock_fact(self._hit)
        if stock is None or stock.value is not True:
            raise ValueError("products: it isn't in stock, so it isn't back")
        return stock

    def _brand(self, name: Fact) -> Fact | None:
        brand = brand_fact(self._hit.product)
        return brand if brand and brand.text.lower() not in name.text.lower() else None
