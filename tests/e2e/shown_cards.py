"""Product cards in the chat, each held against the catalogue's own record. Owns the reading."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from chat_page import words
from playwright.async_api import Locator
from shop_records import Record, products, variant


class Card:
    """A product card, and the record and variant that it claims to show."""

    def __init__(self, text: str, product: Record, chosen: Record) -> None:
        self.text, self.product, self.variant = text, product, chosen

    @classmethod
    async def read(cls, card: Locator) -> Card:
        product, chosen = await shown_in(card)
        assert await words(card.get_by_role("link")) == product["title"]
        return cls(await words(card), product, chosen)

    def holds_true(self) -> None:
        """Price, offer, stock and rating are those of the record."""
        assert f"€{self.variant['price']:,.2f}" in self.text
        was = self.variant.get("list_price")
        assert (f"€{was:,.2f}" in self.text) if was else ("% off" not in self.text)
        assert ("In stock" in self.text) == (self.variant["stock"] > 0)
        rating = self.product.get("rating")
        rated = f"Rated {rating:g} out of 5" if rating else "Rated"
        assert (rated in self.text) == bool(rating)

    def is_a_jacket(self) -> bool:
        return "jacket" in f"{self.product['title']} {self.product['category']}".lower()

    def obeys(self) -> None:
        """Waterproof, under 120, not black."""
        assert self.product["attributes"]["waterproof"] is True
        assert self.variant["price"] <= 120
        assert self.variant["options"]["colour"] != "black"


async def shown_in(card: Locator) -> tuple[Record, Record]:
    """The product that the card links to, and the variant that its picture is of."""
    address = urlsplit(await card.get_by_role("link").get_attribute("href") or "")
    picture = urlsplit(await card.locator("img").get_attribute("src") or "")
    product = products()[address.path.split("/")[2]]
    return product, variant(product, parse_qs(picture.query)["variant"][0])


async def cards_of(answer: Locator) -> list[Card]:
    return [await Card.read(card) for card in await answer.get_by_role("article").all()]
