"""Money is exact, whatever the currency's smallest unit."""

import pytest

from retrieval.values import Money


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [(19.9, "EUR", 1990), ("0.005", "EUR", 1), (1500, "JPY", 1500), ("1.2345", "KWD", 1235)],
)
def test_major_units_become_the_currencys_smallest(
    amount: float | str, currency: str, minor: int
) -> None:
    money = Money.of(amount, currency)
    assert money.amount_minor == minor
    assert Money.of(money.amount, currency) == money


def test_text_follows_the_locale() -> None:
    money = Money(123450, "EUR")
    assert money.text("en") == "€1,234.50"
    assert money.text("de").replace("\xa0", " ") == "1.234,50 €"
    assert money.as_json() == {"amount": 1234.5, "currency": "EUR"}
