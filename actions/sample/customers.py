"""Invents the sample shop's customers: names, addresses, what they consented to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from actions.sample.people import Country, People, fill_pattern
from actions.sample.products import AS_OF

COUNT = 200


def make_customers(people: People, seed: int) -> Iterator[dict[str, Any]]:
    """`COUNT` records, no two with the same name or e-mail address."""
    rng = Random(f"{seed}/customers")
    known: dict[str, bool] = {}
    weights = [country.share for country in people.countries]
    while len(known) < COUNT:
        country = rng.choices(people.countries, weights)[0]
        name = f"{rng.choice(country.first)} {rng.choice(country.last)}"
        if name in known:
            continue
        known[name] = True
        yield _customer(f"C{len(known):04d}", name, country, people, rng)


def _customer(
    customer_id: str, name: str, country: Country, people: People, rng: Random
) -> dict[str, Any]:
    joined = AS_OF - timedelta(days=rng.randint(20, 1900))
    mailbox = name.lower().replace(" ", ".")
    personalisation = rng.random() < 0.7
    return {
        "id": customer_id,
        "name": name,
        "email": f"{mailbox}@{rng.choice(people.mail_domains)}",
        "phone": fill_pattern(country.phone, rng),
        "address": _address(country, rng),
        "joined": joined.isoformat(),
        "consent": {
            "service": True,
            "personalisation": personalisation,
            "marketing": personalisation and rng.random() < 0.6,
            "analytics": rng.random() < 0.55,
        },
    }


def _address(country: Country, rng: Random) -> dict[str, str]:
    city, postcode = rng.choice(country.places)
    street, number = rng.choice(country.streets), rng.randint(1, 120)
    return {
        "street": f"{number} {street}" if country.number_first else f"{street} {number}",
        "city": city,
        "postcode": fill_pattern(postcode, rng),
        "country": country.code,
    }
