"""Queries made up from descriptions."""

from small_shop import shop

from retrieval.evaluate import known_items
from retrieval.fold import words


def test_each_names_one_product_in_words_that_it_says() -> None:
    products = {product.product_id: product for product in shop()}
    made = known_items(products.values(), 8, seed=4)
    assert made
    for query, judged in made.items():
        ((product_id, rating),) = judged.items()
        assert rating == 1.0
        said = set(words(products[product_id].description))
        assert sum(word in said for word in query.split()) >= 1
        assert query not in products[product_id].title.lower()


def test_a_seed_gives_the_same_ones() -> None:
    products = list(shop())
    assert known_items(products, 5, seed=4) == known_items(products, 5, seed=4)
    assert known_items(products, 5, seed=4) != known_items(products, 5, seed=5)
