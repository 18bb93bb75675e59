"""An amount of money in one currency: exact, in minor units. Owns no exchange rates."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency, get_currency_precision


@dataclass(frozen=True, slots=True)
class Money:
    """`amount_minor` is in the currency's smallest unit (cents); `currency` is an ISO 4217 code."""

    amount_minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | float | str, currency: str) -> Money:
        """From major units (19.90 euros), rounded half up to the currency's smallest unit."""
        scaled = Decimal(str(amount)).scaleb(get_currency_precision(currency))
        return cls(int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP)), currency)

    @property
    def amount(self) -> Decimal:
        """In major units."""
        return Decimal(self.amount_minor).scaleb(-get_currency_precision(self.currency))

    def text(self, locale: str = "en") -> str:
        """As a customer reads it, by the rules of Unicode's CLDR: `€19.90` in English."""
        return str(format_currency(self.amount, self.currency, locale=locale))

    def as_json(self) -> dict[str, float | str]:
        return {"amount": float(self.amount), "currency": self.currency}
