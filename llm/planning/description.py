"""What the shop's page says of a product: what it is, what it is made of, what it can do. Owns how
many facts a length takes; no price, since prices change."""

from __future__ import annotations

from dataclasses import replace

from llm.plan import Fact, Length, Number, Plan, Task, Tone
from llm.planning.asking import AskWords, stems, tokens
from llm.planning.facts import brand_fact, catalog_source, title_fact
from llm.planning.points import Point, Points
from retrieval.values import Product

POINTS = {Length.SHORT: 2, Length.MEDIUM: 4, Length.LONG: 6}
_ORDER = (
    "material", "feature", "feature2", "thing", "capacity", "weight", "predicate", "predicate2",
    "label", "label2", "colours", "sizes",
)  # fmt: skip


def plan_description(
    product: Product,
    *,
    turn: int = 0,
    length: Length = Length.MEDIUM,
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    words: AskWords | None = None,
) -> Plan:
    """Another `turn` tells other things first."""
    words = words or AskWords()
    points = ranked(Points(product, words, locale))
    turned = [*points[turn % len(points) :], *points[: turn % len(points)]] if points else []
    kept = turned[: POINTS[length]]
    told = [fact for point in sorted(kept, key=place) for fact in point]
    facts = [title_fact(product), *introduced(product, words, has_points=bool(told)), *told]
    # More facts make it longer; each in a sentence of its own would make it a list.
    said = Length.SHORT if length is Length.SHORT else Length.MEDIUM
    number = words.number(product)
    return Plan(
        Task.DESCRIPTION, tuple(facts), "", "product", language, tone, locale, said, number=number
    )


def ranked(points: Points) -> list[Point]:
    """The most telling first."""
    features, said = points.features, points.statements
    second = (replace(features[1], slot="feature2"),) if len(features) > 1 else ()
    another = _beside(said[0], said[1]) if len(said) > 1 else ()
    things = () if second else points.things[:1]  # the table has no place for all three
    ranked = (
        points.material, features[:1], things, points.capacity, said[0] if said else (),
        points.weight, points.colours, another, second, points.sizes,
    )  # fmt: skip
    return _whole([point for point in ranked if point])


def _beside(first: Point, second: Point) -> Point:
    """A second point, its slots told apart from the first's."""
    again = second[0].slot == first[0].slot
    return tuple(replace(f, slot=f"{f.slot}2") for f in second) if again else second


def _whole(points: list[Point]) -> list[Point]:
    """A second point beside its first one: neither stands alone."""
    out: list[Point] = []
    for point in points:
        first = point[0].slot.removesuffix("2")
        at = next((n for n, one in enumerate(out) if one[0].slot == first), None)
        if point[0].slot != first and at is not None:
            out[at] = (*out[at], *point)
        else:
            out.append(point)
    return out


def place(point: Point) -> int:
    """Where the table says it."""
    return _ORDER.index(point[0].slot)


def introduced(product: Product, words: AskWords, *, has_points: bool) -> list[Fact]:
    """What else the first sentence says: the kind, if the title doesn't, or the brand."""
    source, known = catalog_source(product), stems(tokens(product.title))
    one = words.number(product) is Number.ONE  # "Trainers are a running shoe" is nobody's English
    kind = words.nouns.introduced(product.category) if one else ""
    if kind and not stems(tokens(product.category.split()[-1])) & known:
        return [Fact("kind", kind, "category", product.category, source)]
    brand = brand_fact(product)
    if brand and not stems(tokens(brand.text)) <= known:
        return [brand]
    if not has_points and product.department:
        return [Fact("department", product.department, "department", product.department, source)]
    return []
