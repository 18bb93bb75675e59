"""Words of a message that are names of goods, as the catalogue has them."""

from __future__ import annotations

import pytest

from actions.gateway.names import FRESH_S, Names
from actions.shelves import Shelves
from retrieval.errors import RetrievalError
from retrieval.values import Product, Variant

pytestmark = pytest.mark.asyncio(loop_scope="session")


def product(title: str, brand: str = "") -> Product:
    return Product(title, title, (Variant(title, {}),), brand=brand)


async def within(names: Names, text: str) -> str:
    """Once what is being gathered is there."""
    if gathering := names.refresh():
        await gathering
    return names.within(text)


async def test_the_words_of_names_and_brands_are_told() -> None:
    names = Names(Shelves(lambda: [product("Chard 1.5 L Watering Can", brand="Bothy")]))
    assert await within(names, "Change the CHARD watering can for the bothy one") == (
        "chard watering can bothy"
    )
    assert await within(names, "where is my order") == ""


async def test_what_came_since_is_known_a_minute_later() -> None:
    sold, now = [product("Desk Lamp")], [100.0]
    shelves = Shelves(lambda: sold)
    names = Names(shelves, lambda: now[0])
    assert await within(names, "the tarn lamp") == "lamp"
    sold.append(product("Tarn Tent"))
    shelves.refresh()
    assert await within(names, "the tarn lamp") == "lamp"
    now[0] += FRESH_S
    assert await within(names, "the tarn lamp") == "tarn lamp"


async def test_an_index_that_cannot_be_read_costs_no_turn_and_is_tried_again() -> None:
    now, broken = [100.0], [True]

    def products() -> list[Product]:
        if broken[0]:
            raise RetrievalError("the disk is gone")
        return [product("Desk Lamp")]

    names = Names(Shelves(products), lambda: now[0])
    assert await within(names, "the lamp") == ""
    broken[0], now[0] = False, now[0] + FRESH_S
    assert await within(names, "the lamp") == "lamp"
