from __future__ import annotations

import pytest
from small_shop import thing

from retrieval.codes import bare, codes_in, codes_of, is_code


def test_a_code_is_compared_without_case_and_signs() -> None:
    assert bare("AX-2201/B") == bare("ax 2201 b") == "ax2201b"


@pytest.mark.parametrize("code", ["t5600", "gl4400x", "0095205603217"])
def test_letters_with_digits_or_very_many_digits_are_a_code(code: str) -> None:
    assert is_code(code)


@pytest.mark.parametrize("word", ["mouse", "2024", "10234", "4k", "", "a1"])
def test_words_prices_and_order_numbers_are_none(word: str) -> None:
    assert not is_code(word)


def test_a_code_spread_over_words_is_put_together_longest_first() -> None:
    codes = list(codes_in("price of gl 4400 x please"))
    assert "gl4400x" in codes
    assert codes.index("gl4400x") < codes.index("gl4400")


def test_a_product_answers_to_its_codes_skus_and_id() -> None:
    product = thing("FL-0018", "Jacket", codes=("GL-4400/X", "red"), colours=("red",))
    assert codes_of(product) == ("fl0018", "gl4400x", "fl0018red")
