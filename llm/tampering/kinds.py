"""The kinds of planted errors, and the draw of them. Owns the table and the quota of each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from llm.tampering import figures, phrases, sizes
from llm.tampering.draw import Draw
from llm.tampering.phrases import Planter
from llm.tampering.pool import Pool
from llm.tampering.sample import Sample
from llm.tampering.words import PlantWords

KINDS: Mapping[str, Planter] = {
    "changed digit": figures.changed_digit,
    "date off by one day": figures.off_by_one_date,
    "other month": figures.other_month,
    "other currency": figures.other_currency,
    "changed unit": figures.changed_unit,
    "count off by one": figures.count_off_by_one,
    "changed rating": figures.changed_rating,
    "swapped prices": figures.swapped_prices,
    "swapped ratings": figures.swapped_ratings,
    "swapped values of two products": figures.swapped_values,
    "swapped values of two labels": figures.swapped_labels,
    "price and list price swapped": figures.swapped_list_price,
    "swapped dates": figures.swapped_dates,
    "swapped names": figures.swapped_names,
    "wrong order or tracking number": figures.wrong_number,
    "other product's colour": phrases.another("colour", "color"),
    "other brand": phrases.another("brand"),
    "changed size": sizes.changed_size,
    "changed material": phrases.another("material"),
    "other product's name": phrases.another("name"),
    "other property": phrases.another("feature", "thing"),
    "other carrier or method": phrases.another("carrier", "method"),
    "in stock and out of stock": phrases.flipped_stock,
    "other order state": phrases.other_state,
    "dropped not": phrases.dropped_not,
    "added not": phrases.added_not,
    "yes for no": phrases.other_answer,
    "wrong comparative": phrases.wrong_comparative,
    "sides swapped": phrases.swapped_sides,
    "altered quote": phrases.altered_quote,
    "dropped fact": phrases.dropped_fact,
    "doubled fact": phrases.doubled_fact,
    "invented feature": phrases.invented_feature,
    "invented discount": phrases.inserted("discount"),
    "invented promise": phrases.inserted("promise"),
    "invented policy": phrases.inserted("policy"),
    "superlative": phrases.inserted("superlative"),
    "urgency": phrases.inserted("urgency"),
    "foreign sentence": phrases.inserted("foreign"),
    "markup or control token": phrases.inserted("markup"),
    "gibberish": phrases.gibberish,
}
# States nothing false, and says nothing either: counted by itself.
SALAD = "word salad"
PLANTERS: Mapping[str, Planter] = {**KINDS, SALAD: phrases.word_salad}
MAX_DRAWS = 60  # tries at a sample that a kind fits, for each error wanted


@dataclass(frozen=True, slots=True)
class Planted:
    kind: str
    sample: Sample
    text: str


class Tamperer:
    """Plants in `samples`, with other samples' facts."""

    def __init__(self, samples: Sequence[Sample], words: PlantWords, seed: int) -> None:
        self._samples = samples
        self._pool = Pool.of(samples)
        self._words = words
        self._seed = seed

    def plant(self, errors: int) -> Iterator[Planted]:
        """At least `errors` of them where the samples yield as many, an equal share a kind; what a
        rare kind can't fill, the others do. No text comes twice. Word salads come on top."""
        rng = random.Random(self._seed)
        seen: set[tuple[str, str]] = set()
        yield from self._of_kind(SALAD, errors // len(KINDS), rng, seen)
        missing, quota = errors, -(-errors // len(KINDS))
        kinds = list(KINDS)
        while missing > 0 and kinds:
            full = []
            for kind in kinds:
                found = list(self._of_kind(kind, quota, rng, seen))
                yield from found
                missing -= len(found)
                if len(found) == quota:
                    full.append(kind)
            kinds, quota = full, max(1, -(-missing // max(1, len(full))))

    def _of_kind(
        self, kind: str, wanted: int, rng: random.Random, seen: set[tuple[str, str]]
    ) -> Iterator[Planted]:
        found = 0
        for _ in range(wanted * MAX_DRAWS):
            if found == wanted:
                return
            sample = rng.choice(self._samples)
            text = PLANTERS[kind](Draw(sample, self._pool, self._words, rng))
            if text and text != sample.text and (kind, text) not in seen:
                seen.add((kind, text))
                found += 1
                yield Planted(kind, sample, text)
