"""A catalogue made from a seed, of any size, for timing: things with categories, brands, prices,
colours and descriptions, each about as uneven as in a real shop. Owns no judgement of relevance.

Words of descriptions and brands are made of syllables, so that rare words are as many as in real
text; frequencies fall as Zipf has it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from retrieval.values import Attribute, Money, Product, Variant

_split = str.split
THINGS = _split(
    "kettle lamp tent blanket jacket boot bag pan mug chair desk shelf rug clock mirror vase kite "
    "rope torch stove cooler saddle helmet glove scarf sock belt wallet watch necklace razor towel "
    "pillow curtain basket bucket hammer drill saw wrench ladder hose rake spade planter feeder "
    "keyboard monitor printer router speaker microphone camera tripod charger cable drone puzzle "
    "notebook pencil stapler folder easel flute drum bicycle scooter kayak paddle racket whistle"
)
STYLES = _split(
    "copper steel oak walnut linen wool cotton leather ceramic glass bamboo folding compact heavy "
    "light slim wide tall deep soft stiff quiet classic modern rustic outdoor indoor travel winter "
    "summer studio garden kitchen office workshop junior senior daily festive"
)
COLOURS = _split("black white grey blue navy red green beige brown yellow pink purple orange teal")
DEPARTMENTS = _split("Home Garden Kitchen Outdoor Office Fashion Sports Music Tools Electronics")
RANGES = {"everyday": 0.1, "signature": 0.01, "limited": 0.001, "atelier": 0.0001}
"""Values of the attribute `range`, and the share of products that have each."""

STYLES_OF_A_THING = 12
BRANDS = 3_000
FILLERS = 60_000
DESCRIPTION_WORDS = (8, 40)
BLOCK = 10_000
_STARTS = _split("b br c cl d dr f fl g gl h j k kr l m n p pl qu r s sk st t tr v w z")
_CORES = _split("a e i o u ae ea io ou ar en il or um")


def products(count: int, seed: int = 20) -> Iterator[Product]:
    """The same `count` products each time; the first ones of a longer run are those of a shorter
    one."""
    shop = _Shop(seed)
    for start in range(0, count, BLOCK):
        rng = np.random.default_rng([seed, start])
        yield from shop.block(rng, start, min(BLOCK, count - start))


def queries(count: int, seed: int = 21) -> list[str]:
    """As shoppers ask: a thing, its style, a brand, a price, a colour or one that isn't wanted."""
    shop, rng = _Shop(20), np.random.default_rng(seed)
    made = []
    for number in range(count):
        thing = THINGS[int(rng.choice(len(THINGS), p=shop.thing_shares))]
        style = str(rng.choice(shop.styles[thing]))
        colour, other = rng.choice(COLOURS, 2, replace=False)
        brand = shop.brands[int(rng.choice(200, p=_zipf(200)))]
        price = int(rng.integers(2, 20)) * 10
        made.append(
            (
                f"{style} {thing}",
                f"{thing} under {price}",
                f"{brand} {thing}",
                f"{colour} {thing}, not {other}",
                f"{style} {thing} in {colour} between {price} and {price * 3}",
                f"{thing} for {shop.fillers[number + 40]} {shop.fillers[number + 300]}",
                f"waterproof {thing} over {price}",
                f"a {colour} {style} {thing} that isn't from {brand}",
            )[number % 8]
        )
    return made


class _Shop:
    """What all blocks share: which words there are, and how common each is."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.fillers = _made_words(rng, FILLERS)
        self.brands = [word.capitalize() for word in _made_words(rng, BRANDS)]
        self.thing_shares = _zipf(len(THINGS), 0.7)
        self.styles = {
            thing: rng.choice(STYLES, STYLES_OF_A_THING, replace=False).tolist() for thing in THINGS
        }
        self._departments = dict(
            zip(THINGS, rng.choice(DEPARTMENTS, len(THINGS)).tolist(), strict=True)
        )
        bounds = np.cumsum([round(share * 10_000) for share in RANGES.values()]).tolist()
        self._ranges = list(zip(bounds, RANGES, strict=True))

    def block(self, rng: np.random.Generator, start: int, count: int) -> Iterator[Product]:
        things = rng.choice(len(THINGS), BLOCK, p=self.thing_shares)
        styles = rng.choice(STYLES_OF_A_THING, BLOCK, p=_zipf(STYLES_OF_A_THING, 0.8))
        brands = rng.choice(BRANDS, BLOCK, p=_zipf(BRANDS))
        prices = np.exp(rng.normal(3.7, 0.9, BLOCK))
        lengths = rng.integers(*DESCRIPTION_WORDS, BLOCK)
        ends = np.cumsum(lengths)
        fillers = rng.choice(FILLERS, int(ends[-1]), p=_zipf(FILLERS)).tolist()
        variants = rng.choice([1, 2, 3, 5], BLOCK, p=[0.6, 0.2, 0.12, 0.08])
        for place in range(count):
            said = fillers[ends[place] - lengths[place] : ends[place]]
            yield self._product(
                rng,
                f"p{start + place}",
                THINGS[things[place]],
                int(styles[place]),
                self.brands[brands[place]],
                float(prices[place]),
                [self.fillers[f] for f in said],
                self._range(start + place),
                int(variants[place]),
            )

    def _range(self, number: int) -> str:
        """Spread evenly, so that each has its share of a small catalogue, too."""
        place = number * 7919 % 10_000
        return next((name for bound, name in self._ranges if place < bound), "")

    def _product(
        self,
        rng: np.random.Generator,
        product_id: str,
        thing: str,
        style: int,
        brand: str,
        price: float,
        said: list[str],
        range_name: str,
        variants: int,
    ) -> Product:
        draw = rng.random(6)
        own = self.styles[thing][style]
        attributes = [Attribute("weight", round(float(50 + 4000 * draw[0] ** 3)), "g")]
        if draw[1] < 0.3:
            attributes.append(Attribute("waterproof", bool(draw[1] < 0.2)))
        if range_name:
            attributes.append(Attribute("range", range_name))
        first = int(draw[2] ** 1.5 * len(COLOURS))
        return Product(
            product_id,
            f"{brand} {said[0].capitalize()} {own} {thing}",
            tuple(
                Variant(
                    f"{product_id}-{number}",
                    {"colour": COLOURS[(first + number) % len(COLOURS)]},
                    Money.of(round(price * (1 + 0.05 * number), 2), "EUR"),
                    stock=int(draw[3] * 12) if number else int(draw[4] * 12),
                )
                for number in range(variants)
            ),
            brand=brand,
            department=self._departments[thing],
            category=f"{own.capitalize()} {thing}s",
            description=" ".join(said[1:]).capitalize() + ".",
            attributes=tuple(attributes),
            rating=round(float(2.5 + 2.5 * draw[5]), 1),
            rating_count=int(200 * draw[0] ** 4),
        )


def _made_words(rng: np.random.Generator, count: int) -> list[str]:
    """Of two to four syllables, no two alike."""
    syllables = [start + core for start in _STARTS for core in _CORES]
    words: dict[str, None] = {}
    while len(words) < count:
        places = rng.integers(0, len(syllables), (count, 4))
        lengths = rng.integers(2, 5, count)
        for row, length in zip(places.tolist(), lengths.tolist(), strict=True):
            words["".join(syllables[place] for place in row[:length])] = None
    return list(words)[:count]


def _zipf(count: int, exponent: float = 1.0) -> np.typing.NDArray[np.float64]:
    shares = 1.0 / np.arange(1, count + 1) ** exponent
    return np.asarray(shares / shares.sum())
