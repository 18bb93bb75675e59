"""Which version of a product is to go into the cart, asked and not answered yet: "in M", said next,
is no change of the search. Owns which words answer it; choosing the version is the cart's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.dialogue.services import Services
from actions.dialogue.state import CartAsked
from actions.dialogue.utterance import Utterance
from actions.dialogue.versions import read_version
from retrieval.values import Product

OPTIONS = "options"


@dataclass(frozen=True, slots=True)
class CartAnswer:
    """`said` is the answer behind the words that it completes."""

    product: Product
    said: Utterance


def ask_for_cart(said: Utterance, product: Product, services: Services) -> None:
    shown = said.state.shown if said.state else ()
    asked = CartAsked(product.product_id, said.text, shown)
    services.cart_asked.keep(said.sender_id, asked)


def cart_answer(said: Utterance, services: Services) -> CartAnswer | None:
    """None where nothing was asked, something else has been shown since, or the words say more
    than a version."""
    asked = services.cart_asked.of(said.sender_id)
    shown = said.state.shown if said.state else ()
    if asked is None or asked.shown != shown:
        return None
    product = services.index.product(asked.product_id)
    if product is None or not _names_a_version(said, services, product):
        return None
    return CartAnswer(product, replace(said, text=f"{asked.text}, {said.text}"))


def _names_a_version(said: Utterance, services: Services, product: Product) -> bool:
    words = services.replies.asks(said.language)
    version = read_version(said, services, product, said.text)
    asks = said.text.rstrip().endswith("?") or words.kind(said.text) not in (None, OPTIONS)
    return version is not None and not asks and not words.left(version.rest, product.title)
