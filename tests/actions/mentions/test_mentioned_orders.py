from __future__ import annotations

import pytest
from mention_reading import FOLDER, LETTERED, read

from actions.mentions import MentionReader


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("where is order 10234?", ["10234"]),
        ("#10234", ["10234"]),
        ("# 10 234", ["10234"]),
        ("Order no. 10234 please", ["10234"]),
        ("my order number's 10234.", ["10234"]),
        ("order one oh two three four", ["10234"]),
        ("it's order 1 0 2 3 4 that i mean", ["10234"]),
        ("oder 10234 hasnt come", ["10234"]),
        ("is 10234 here and 10235 not", ["10234", "10235"]),
        ("orders 10234, 10235 and 10236", ["10234", "10235", "10236"]),
        ("order 10234 2 of the mugs", ["10234"]),
        ("cancel 10234 and 10234 again", ["10234"]),
        ("FL-0715 is broken", []),
        ("item 10234 in the list", []),
        ("model TRN-10134", []),
        ("the power bank with 20000 mAh", []),
        ("it cost 10000 euros", []),
        ("€10000", []),
        ("12999.50", []),
        ("call me on 020 7946 0123", []),
        ("zip 19122", []),
        ("986 Sunset Drive, Denver, CO 80279", []),
        ("a tent for 4", []),
    ],
)
def test_order_numbers_as_people_write_them(text: str, numbers: list[str]) -> None:
    assert list(read(text).order_ids) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "#W2378156",
        "w2378156",
        "order W2378156",
        "W 237 8156",
        "it's #w2378156, thanks",
        "W-2378156",
    ],
)
def test_a_number_is_given_as_the_records_write_it(text: str) -> None:
    assert read(text, reader=LETTERED).order_ids == ("#W2378156",)


def test_no_number_of_another_form_is_an_orders() -> None:
    said = read("item 6469567736 of order 10234, zip 19122", reader=LETTERED)
    assert said.order_ids == ()
    assert said.postcodes == ("19122",)


def test_a_number_said_digit_by_digit_counts_where_one_was_asked_for() -> None:
    assert read("one zero two three four").order_ids == ()
    assert read("one zero two three four", "order").order_ids == ("10234",)


@pytest.mark.parametrize("asked", ["postcode", "who"])
def test_what_may_be_a_postcode_or_an_order_number_is_given_as_both(asked: str) -> None:
    said = read("20388", asked)
    assert (said.order_ids, said.postcodes) == (("20388",), ("20388",))
    assert read("20388").postcodes == ()


def test_a_word_before_digits_is_no_part_of_the_number() -> None:
    """Where a number may begin with letters."""
    any_shop = MentionReader.load(FOLDER, r"[A-Z]{0,3}-?\d{4,12}")
    assert read("it is for 75284", reader=any_shop).order_ids == ("75284",)
    assert read("order W 237 8156", reader=any_shop).order_ids == ("W2378156",)
