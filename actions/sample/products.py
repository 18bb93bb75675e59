"""Makes the product records, one department after the other. Owns what a record holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from actions.sample.attributes import Facts, draw_attributes
from actions.sample.describe import Describer
from actions.sample.errors import MaterialError
from actions.sample.material import Brand, Department, Item, Kind
from actions.sample.price import draw_price
from actions.sample.variants import draw_variants

AS_OF = date(2026, 11, 20)
NEW_SHARE = 0.05


def make_products(departments: Sequence[Department], seed: int) -> Iterator[dict[str, Any]]:
    """Each kind draws from its own generator: a change to one leaves the others as they were."""
    number = 0
    titles: Counter[str] = Counter()
    for department in departments:
        for kind in department.kinds:
            maker = _KindMaker(department.name, kind, Random(f"{seed}/{kind.name}"), titles)
            for _ in range(kind.count):
                number += 1
                yield maker.make(f"FL-{number:04d}")


class _KindMaker:
    """The products of one kind: remembers which lines and sentences are used up."""

    def __init__(self, department: str, kind: Kind, rng: Random, titles: Counter[str]) -> None:
        self._department, self._kind, self._rng, self._titles = department, kind, rng, titles
        self._describer = Describer(kind)
        self._lines = {brand.name: _shuffled(kind.lines_of(brand), rng) for brand in kind.brands}
        self._made = 0

    def make(self, product_id: str) -> dict[str, Any]:
        kind, rng = self._kind, self._rng
        brand = kind.brands[self._made % len(kind.brands)]
        item = kind.items[self._made] if self._made < len(kind.items) else None
        self._made += 1
        low, high = brand.level
        quality = low + (high - low) * rng.random()
        facts = draw_attributes({**kind.attributes, **(item.sets if item else {})}, quality, rng)
        line, title = self._name(brand, facts, item)
        price = draw_price(*kind.price, quality, rng)
        return {
            "id": product_id,
            "title": title,
            "brand": brand.name,
            "department": self._department,
            "category": kind.name,
            "description": self._describer.write(facts, brand, line, item, rng),
            "currency": "EUR",
            **_reception(quality, rng),
            "codes": [f"{brand.code}-{1000 + 7 * int(product_id[3:]) + rng.randrange(7)}"],
            "url": f"/p/{product_id}",
            "image": f"/images/{product_id}.svg",
            "attributes": facts.as_json(),
            "variants": draw_variants(kind, product_id, price, rng),
        }

    def _name(self, brand: Brand, facts: Facts, item: Item | None) -> tuple[str, str]:
        """A line of the brand and the title with it; no two products share a title."""
        if item is not None:
            self._titles[item.title.lower()] += 1
            return item.title, item.title
        frames = [t for t in self._kind.titles if t.condition.holds(facts.values)]
        lines = self._lines[brand.name]
        for line in list(lines):
            title = self._rng.choice(frames).fill(facts.words() | {"line": line}, self._rng)
            if not self._titles[title.lower()]:
                self._titles[title.lower()] += 1
                lines.remove(line)
                return line, title
        raise MaterialError(f"{brand.name} has too few lines for {self._kind.name}")


def _reception(quality: float, rng: Random) -> dict[str, Any]:
    """When it came into the shop and what customers made of it; a new one has no rating yet."""
    if rng.random() < NEW_SHARE:
        added = AS_OF - timedelta(days=rng.randint(1, 24))
        return {"rating_count": 0, "added": added.isoformat()}
    age = rng.randint(30, 1500)
    mean = 3.75 + 0.45 * quality + (rng.random() + rng.random() - 1) * 0.75
    pull = rng.random()
    count = 1 + int(age * (0.02 + 0.9 * pull * pull * pull * pull))
    return {
        "rating": round(min(5.0, max(2.6, mean)), 1),
        "rating_count": count,
        "added": (AS_OF - timedelta(days=age)).isoformat(),
    }


def _shuffled(lines: Sequence[str], rng: Random) -> list[str]:
    shuffled = list(lines)
    rng.shuffle(shuffled)
    return shuffled
