"""What a shop's own request adds to a product: an offer's last day, where to read on, who is
written to. Owns these facts; the shop says them, no record of the catalogue does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from llm.plan import Fact
from llm.planning.facts import date_fact

SOURCE = "shop"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Each is empty where the shop didn't say."""

    today: date
    until: date | None = None
    link: str = ""
    customer: str = ""

    def until_facts(self, locale: str) -> list[Fact]:
        if self.until is None:
            return []
        return [date_fact("until", "offer.until", self.until, SOURCE, locale, self.today)]

    def link_facts(self) -> list[Fact]:
        return [Fact("link", self.link, "link", self.link, SOURCE)] if self.link else []

    def customer_facts(self) -> list[Fact]:
        name = self.customer
        return [Fact("customer", name, "customer_name", name, SOURCE)] if name else []
