"""Invents reviews of the sample shop's products: sentences of `reviews.toml`, drawn by a seed.

Made up, all of them, and nobody's: they show the merchant's report, and measure nothing. Owns how
good each product is at what, and two turns of events for the report to show: parcels are late in
the last weeks, and one product's workmanship gives out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

FILE = "reviews.toml"
ALWAYS = ("delivery", "price", "service")
GOOD_AT = 0.72
"""How often an aspect of a product is good."""
LATE_DAYS, LATE = 45, 0.8
SPOILT, SPOILT_DAYS = "quality", 90
REVIEWED = 48
"""Products that have reviews; the first has the most."""
Review = dict[str, Any]


def read_material(catalog: Path) -> dict[str, Any]:
    return tomllib.loads((catalog / FILE).read_text(encoding="utf-8"))


def make_reviews(
    products: Sequence[Mapping[str, Any]], material: Mapping[str, Any], as_of: date, seed: int
) -> list[Review]:
    """Oldest first."""
    rng = Random(f"{seed}/reviews")
    suited = [one for one in products if one["department"] in material["suits"]]
    chosen = rng.sample(suited, REVIEWED)
    weights = [1 / (place + 4) for place in range(REVIEWED)]
    reviews = []
    for _ in range(material["count"]):
        product = rng.choices(chosen, weights)[0]
        days = int(material["days"] * rng.random())
        spoilt = product is chosen[0] and days < SPOILT_DAYS
        review = _review(product, days, spoilt, material, rng, seed)
        reviews.append(review | {"written": (as_of - timedelta(days=days)).isoformat()})
    reviews.sort(key=lambda one: (one["written"], one["text"]))
    return [{"id": f"RV-{number:04}", **one} for number, one in enumerate(reviews, 1)]


def _review(
    product: Mapping[str, Any], days: int, spoilt: bool, material: Mapping[str, Any],
    rng: Random, seed: int,
) -> Review:  # fmt: skip
    able = list(material["suits"][product["department"]])
    aspects = rng.sample(able, min(len(able), rng.choice((1, 1, 2))))
    if rng.random() < 0.45:
        aspects.append("delivery" if days < LATE_DAYS else rng.choice(ALWAYS))
    if spoilt and SPOILT not in aspects:
        aspects.append(SPOILT)
    felt = {one: _felt(product, one, days, spoilt, rng, seed) for one in aspects}
    good = sum(feeling == "positive" for feeling in felt.values())
    overall = _overall(good, len(felt))
    said = list(_sentences(felt, overall, material, rng))
    thing = product["category"]
    title = rng.choice(material["titles"][overall]) if rng.random() < 0.6 else ""
    return {
        "product_id": product["id"],
        "rating": max(1, min(5, round(1.5 + 3 * good / len(felt) + rng.random()))),
        "title": title.format(thing=thing),
        "text": " ".join(said).format(thing=thing),
    }


def _felt(
    product: Mapping[str, Any], aspect: str, days: int, spoilt: bool, rng: Random, seed: int
) -> str:
    """A product is good at something or it isn't, and some see it otherwise."""
    if aspect == SPOILT and spoilt:
        return "negative"
    if aspect == "delivery" and days < LATE_DAYS:
        return "negative" if rng.random() < LATE else "positive"
    is_good = Random(f"{seed}/{product['id']}/{aspect}").random() < GOOD_AT
    return "positive" if is_good == (rng.random() < 0.88) else "negative"


def _overall(good: int, of: int) -> str:
    return "positive" if good == of else "negative" if not good else "mixed"


def _sentences(
    felt: Mapping[str, str], overall: str, material: Mapping[str, Any], rng: Random
) -> Iterator[str]:
    if rng.random() < 0.3:
        yield rng.choice(material["neutral"]["any"])
    for aspect, feeling in felt.items():
        yield rng.choice(material[feeling][aspect])
    if overall != "mixed" and rng.random() < 0.4:
        yield rng.choice(material[overall]["any"])
