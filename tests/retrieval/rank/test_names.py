"""What things are called is read from the titles; measures and values are no names."""

from __future__ import annotations

from retrieval.rank.names import phrases, thing_names
from retrieval.rank.wishes import Wishes
from retrieval.values import Attribute, Product, Variant

BRANDS = ("Arden", "Boll", "Corvo", "Dunn", "Elm", "Falk")


def shelf() -> list[Product]:
    """Records without a category, whose titles run from the thing to its values and measures."""
    colours = ("black", "white", "green")
    return [
        Product(
            f"{brand}-{number}",
            f"{brand} X{number} toner cartridge original {colour} {number * 600} dpi",
            (Variant("1", {"colour": colour}),),
            brand=brand,
            attributes=(Attribute("type", "Original"),),
        )
        for brand in BRANDS
        for number, colour in enumerate(colours, 1)
    ]


def test_a_thing_is_called_by_neither_a_value_nor_a_measure() -> None:
    names = thing_names(shelf())
    assert {"toner", "cartridge", "toner cartridge"} <= set(names)
    assert not {"original", "black", "dpi", "toner cartridge original", "original black"} & set(
        names
    )


def test_a_product_is_called_by_the_longest_name() -> None:
    wishes = Wishes(shelf())
    assert {wishes.thing(product) for product in shelf()} == {"toner cartridge"}


def test_a_word_that_is_now_and_then_a_value_stays_a_name() -> None:
    """Paper is what labels are made of, too."""
    papers = [
        Product(f"p{n}", f"{brand} photo paper", (Variant("1"),), brand=brand)
        for n, brand in enumerate(BRANDS * 2)
    ]
    labels = [
        Product(
            f"l{n}",
            f"{brand} labels paper",
            (Variant("1"),),
            brand=brand,
            attributes=(Attribute("material", "Paper"),),
        )
        for n, brand in enumerate(BRANDS)
    ]
    assert "photo paper" in thing_names(papers + labels)


def test_no_phrase_reaches_over_a_number_or_a_comma() -> None:
    assert list(phrases("desk lamp 40 W, oak")) == ["desk", "desk lamp", "lamp", "oak"]


def test_a_catalogue_that_says_nothing_gives_no_query() -> None:
    assert list(Wishes([Product("1", "X1", (Variant("1"),))]).made(5)) == []
