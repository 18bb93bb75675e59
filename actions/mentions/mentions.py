"""What a message mentions, as plain values. Owns the shapes; whether any of it is true of a
customer or an order is for others to check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from actions.mentions.found import Found
from actions.stores.customer import Address


@dataclass(frozen=True, slots=True)
class Amount:
    """`currency` is an ISO 4217 code; empty where only "quid" or a bare sum was said."""

    value: Decimal
    currency: str = ""


@dataclass(frozen=True, slots=True)
class AddressSaid:
    """Parts that were not said are empty. `number` is a house number that was said alone, as when
    an address is corrected; otherwise it stands in `street`. `country` is an ISO 3166 code."""

    street: str = ""
    extra: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    number: str = ""

    @property
    def whole(self) -> bool:
        """Whether a parcel would find it, but for the country."""
        return bool(self.street and self.city and self.postcode)

    def onto(self, known: Address) -> Address:
        """`known` with the parts that were said in place of its own. A new street takes the old
        flat with it."""
        street = self.street or known.street
        if self.number and not self.street:
            street = _renumbered(street, self.number)
        extra = self.extra or ("" if self.street else known.extra)
        return replace(
            known,
            street=street,
            extra=extra,
            city=self.city or known.city,
            postcode=self.postcode or known.postcode,
            region=self.region or ("" if self.street else known.region),
            country=self.country or known.country,
        )


@dataclass(frozen=True, slots=True)
class Mentions:
    """In the order said, each once. `spans` says where each stands in the text."""

    order_ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    gift_cards: tuple[str, ...] = ()
    quantities: tuple[int, ...] = ()
    ordinals: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()
    amounts: tuple[Amount, ...] = ()
    last_fours: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    address: AddressSaid | None = None
    spans: tuple[Found, ...] = ()


def _renumbered(street: str, number: str) -> str:
    """`3 Mill Street` -> `14 Mill Street`, `Am Markt 3` -> `Am Markt 14`."""
    words = street.split()
    places = [place for place, word in enumerate(words) if word[:1].isdecimal()]
    if not places:
        return f"{number} {street}".strip()
    words[places[0]] = number
    return " ".join(words)
