"""What the catalogue knows by name, and that it follows the live index."""

from dataclasses import replace

from shelf import english, shelf

from retrieval.query import Gazetteers, QueryParser
from retrieval.values import Attribute, Money, Product, Variant


def fields(gazetteers: Gazetteers, query: str) -> list[str]:
    return [c.field for c in QueryParser(english(), gazetteers, "EUR").parse(query).constraints]


def kite() -> Product:
    return Product(
        "k1",
        "Zephyr kite",
        (Variant("k1", {"colour": "Vermilion", "size": "2.5"}, Money.of(30, "EUR"), None, 1),),
        brand="Aerolo",
        department="Skies",
        category="Kites",
        attributes=(Attribute("stunt_ready", True), Attribute("span", 200, "cm")),
    )


def test_new_product_brings_its_names() -> None:
    known = Gazetteers.of(shelf(), english())
    queries = [
        "aerolo kite",
        "vermilion kite",
        "stunt ready kite",
        "kites in skies",
        "kite over 1 m",
    ]
    assert [fields(known, q) for q in queries] == [[]] * 5
    known.put(len(shelf()), kite())
    assert [fields(known, q) for q in queries] == [
        ["brand"],
        ["colour"],
        ["attribute:stunt_ready"],
        ["department"],
        ["attribute:span"],
    ]


def test_removed_product_takes_its_names_along() -> None:
    known = Gazetteers.of([*shelf(), kite()], english())
    known.remove(len(shelf()), kite())
    known.remove(999, kite())
    queries = [
        "aerolo kite",
        "vermilion kite",
        "stunt ready kite",
        "kites in skies",
        "kite over 1 m",
    ]
    assert [fields(known, q) for q in queries] == [[]] * 5
    assert "zephyr" not in known.vocabulary
    assert len(known) == len(shelf())


def test_adding_and_removing_everything_leaves_nothing() -> None:
    known = Gazetteers.of(shelf(), english())
    for row, product in enumerate(shelf()):
        known.remove(row, product)
    tables = [known.brands, known.colours, known.sizes, known.flags, known.departments]
    assert [len(table) for table in tables] == [0] * 5
    assert len(known.brand_phrases) == len(known.brand_aliases) == len(known.flag_phrases) == 0
    assert "jacket" not in known.vocabulary


def test_changed_product_is_known_by_its_new_names_only() -> None:
    known = Gazetteers.of([*shelf(), kite()], english())
    known.put(len(shelf()), replace(kite(), brand="Nimbusco"), kite())
    assert fields(known, "aerolo kite") == []
    assert fields(known, "nimbusco kite") == ["brand"]


def test_price_and_stock_change_no_name() -> None:
    known = Gazetteers.of([kite()], english())
    cheaper = replace(kite().variants[0], price=Money.of(9, "EUR"), stock=0)
    known.put(0, replace(kite(), variants=(cheaper,)), kite())
    assert fields(known, "aerolo kite") == ["brand"]


def test_shared_brand_stays_until_its_last_product_goes() -> None:
    known = Gazetteers.of([kite(), replace(kite(), product_id="k2")], english())
    known.remove(0, kite())
    assert fields(known, "aerolo kite") == ["brand"]
    known.remove(1, kite())
    assert fields(known, "aerolo kite") == []


def test_brand_is_shown_as_most_products_write_it() -> None:
    loud, first, second = (replace(kite(), product_id=f"k{n}") for n in range(3))
    known = Gazetteers.of([replace(loud, brand="AEROLO"), first, second], english())
    (brand,) = QueryParser(english(), known, "EUR").parse("aerolo").constraints
    assert brand.values == ("Aerolo",)


def test_spelling_follows_the_catalogue() -> None:
    known = Gazetteers.of(shelf(), english())
    assert known.vocabulary.nearest("zephir") is None
    known.put(len(shelf()), kite())
    assert known.vocabulary.nearest("zephir") == "zephyr"
    known.remove(len(shelf()), kite())
    assert known.vocabulary.nearest("zephir") is None
