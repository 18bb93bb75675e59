from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mention_reading import LETTERED, PLAIN, TODAY, read

from actions.mentions import Amount


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("it arrived on 3 May", date(2026, 5, 3)),
        ("3rd of May", date(2026, 5, 3)),
        ("May 3rd, 2025", date(2025, 5, 3)),
        ("may 3", date(2026, 5, 3)),
        ("2026-05-03", date(2026, 5, 3)),
        ("03/05/2026", date(2026, 5, 3)),
        ("3.5.26", date(2026, 5, 3)),
        ("12/25/2025", date(2025, 12, 25)),
        ("I need it by 3 Dec", date(2026, 12, 3)),
        ("I bought it on 3 Dec", date(2026, 12, 3)),
        ("bought on 14 February", date(2026, 2, 14)),
        ("by 14 February", date(2027, 2, 14)),
        ("last Tuesday", date(2026, 11, 24)),
        ("on tuesday", date(2026, 11, 24)),
        ("next tuesday", date(2026, 12, 1)),
        ("yesterday", date(2026, 11, 26)),
        ("the day before yesterday", date(2026, 11, 25)),
        ("tomorrow", date(2026, 11, 28)),
        ("two weeks ago", date(2026, 11, 13)),
        ("3 days ago", date(2026, 11, 24)),
        ("since the 14th", date(2026, 11, 14)),
        ("on the 30th", date(2026, 10, 30)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert read(text).dates == (day,)


@pytest.mark.parametrize(
    "text", ["may I return it?", "31 February", "1/2", "I sat on it", "a 3 day trip", "99.99.2026"]
)
def test_no_day_is_read_into_other_words(text: str) -> None:
    assert read(text).dates == ()


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("a refund of €40", "40", "EUR"),
        ("40 euros", "40", "EUR"),
        ("$1,299.50", "1299.50", "USD"),
        ("19,90 EUR", "19.90", "EUR"),
        ("1.299,50 €", "1299.50", "EUR"),
        ("twenty quid", "20", ""),
        ("£5", "5", "GBP"),
        ("eur 12", "12", "EUR"),
    ],
)
def test_sums_of_money(text: str, value: str, currency: str) -> None:
    assert read(text).amounts == (Amount(Decimal(value), currency),)


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("two of the mugs", [2]),
        ("return 3 lamps", [3]),
        ("x2", [2]),
        ("2x the keyboard", [2]),
        ("just one of them", [1]),
        ("I ordered twelve", [12]),
        ("make it 4 please", [4]),
        ("4", [4]),
        ("3 pairs of socks and two hats", [3, 2]),
        ("size 42", []),
        ("a tent for 4 people", []),
        ("within 30 days", []),
        ("16 GB of memory", []),
        ("the one in blue", []),
        ("under 50", []),
        ("number 2", []),
    ],
)
def test_how_many(text: str, quantities: list[int]) -> None:
    assert list(read(text).quantities) == quantities


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("the second one", [2]),
        ("first and third", [1, 3]),
        ("the last one", [-1]),
        ("the 2nd", [2]),
        ("my last name is Kelly", []),
        ("last week", []),
        ("first of all, hello", []),
        ("last tuesday", []),
        ("3rd of May", []),
    ],
)
def test_which_place(text: str, ordinals: list[int]) -> None:
    assert list(read(text).ordinals) == ordinals


@given(st.text(max_size=200))
def test_no_words_break_it(text: str) -> None:
    asked = frozenset({"who", "address", "postcode", "order", "name", "method"})
    for reader in (PLAIN, LETTERED):
        said = reader.read(text, today=TODAY, asked=asked)
        assert all(0 <= span.start <= span.end <= len(text) for span in said.spans)


@pytest.mark.parametrize(
    "text", ["a.b" * 700, "12 rue " * 300, "1 " * 1000, "anna at post dot " * 130, "(" * 2000]
)
def test_a_long_hostile_message_is_read_to_its_end(text: str) -> None:
    asked = frozenset({"who", "address"})
    said = PLAIN.read(text, today=TODAY, asked=asked)
    assert said.emails in ((), ("anna@post.anna",)) or "@" in said.emails[0]


def test_spans_say_where_each_stands() -> None:
    text = "cancel order 10234 from last Tuesday, two of the mugs"
    said = {span.kind: text[span.start : span.end] for span in read(text).spans}
    assert said == {"order_id": "10234", "date": "last Tuesday", "quantity": "two"}
