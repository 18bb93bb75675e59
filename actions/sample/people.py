"""Reads who customers are drawn from and what delivery costs. Draws nothing itself."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random


@dataclass(frozen=True, slots=True)
class Country:
    """`share` is its weight among the customers; `phone` is empty where none may be invented."""

    code: str
    share: int
    first: tuple[str, ...]
    last: tuple[str, ...]
    streets: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    number_first: bool
    phone: str


@dataclass(frozen=True, slots=True)
class Zone:
    """Where standard delivery costs the same. `days` from the parcel's leaving, inclusive."""

    name: str
    countries: frozenset[str]
    price: float
    free_from: float
    days: tuple[int, int]
    carrier: str
    tracking: str


@dataclass(frozen=True, slots=True)
class People:
    countries: tuple[Country, ...]
    mail_domains: tuple[str, ...]
    zones: tuple[Zone, ...]

    def zone(self, country: str) -> Zone:
        """Raises `StopIteration` for a country the shop doesn't send to."""
        return next(zone for zone in self.zones if country in zone.countries)


def read_people(catalog: Path) -> People:
    people = tomllib.loads((catalog / "people.toml").read_text(encoding="utf-8"))
    delivery = tomllib.loads((catalog / "delivery.toml").read_text(encoding="utf-8"))
    countries = tuple(
        Country(
            code=data["code"],
            share=data["share"],
            first=tuple(data["first"]),
            last=tuple(data["last"]),
            streets=tuple(data["streets"]),
            places=tuple((city, postcode) for city, postcode in data["places"]),
            number_first=data["street_order"] == "number first",
            phone=data["phone"],
        )
        for data in people["countries"]
    )
    zones = tuple(
        Zone(
            name=data["name"],
            countries=frozenset(data["countries"]),
            price=data["price"],
            free_from=data["free_from"],
            days=(data["days"][0], data["days"][1]),
            carrier=data["carrier"],
            tracking=data["tracking"],
        )
        for data in delivery["zones"]
    )
    return People(countries, tuple(people["mail_domains"]), zones)


def fill_pattern(pattern: str, rng: Random) -> str:
    """`#` becomes a digit, `X` and `Y` a letter that can't be misread."""
    return "".join(_filled(mark, rng) for mark in pattern)


def _filled(mark: str, rng: Random) -> str:
    if mark == "#":
        return str(rng.randrange(10))
    return rng.choice("ACDEFHKNPRTVWXY") if mark in "XY" else mark
