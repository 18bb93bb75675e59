"""Composes a description from a kind's hand-written sentences. Owns the choice, not the words.

What is least used comes first, so that a page of one kind repeats itself as little as it can;
two sentences of one description never speak of the same attribute.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from actions.sample.attributes import Facts
from actions.sample.errors import MaterialError
from actions.sample.material import Brand, Item, Kind
from actions.sample.sentence import Sentence

BRAND_SHARE = 0.2


class Describer:
    """One kind's descriptions: counts which sentences were used."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._uses: Counter[str] = Counter()

    def write(self, facts: Facts, brand: Brand, line: str, item: Item | None, rng: Random) -> str:
        """Two to four sentences, true of these facts. Raises `MaterialError` if none fit."""
        words = facts.words() | {"line": line, "brand": brand.name}
        said: set[str] = set()
        if item is not None:
            sentences = [Sentence.parse(item.opens)]
        else:
            sentences = self._pick(self._kind.opens, 1, facts, words, said, rng)
        details = rng.choice((1, 1, 2) if item else (1, 2, 2, 2))
        sentences += self._pick(self._kind.details, details, facts, words, said, rng)
        if len(sentences) < 4 and rng.random() < BRAND_SHARE:
            sentences += self._pick(brand.says, 1, facts, words, said, rng)
        if not sentences:
            raise MaterialError(f"no sentence of {self._kind.name} fits {facts.values}")
        return " ".join(sentence.fill(words, rng) for sentence in sentences)

    def _pick(
        self,
        among: Sequence[Sentence],
        count: int,
        facts: Facts,
        words: dict[str, str],
        said: set[str],
        rng: Random,
    ) -> list[Sentence]:
        picked: list[Sentence] = []
        for _ in range(count):
            fitting = [
                sentence
                for sentence in among
                if sentence not in picked
                and sentence.fits(facts.values, words)
                and not said & sentence.subjects
            ]
            if not fitting:
                break
            least = min(self._uses[sentence.text] for sentence in fitting)
            chosen = rng.choice([s for s in fitting if self._uses[s.text] == least])
            self._uses[chosen.text] += 1
            said |= chosen.subjects
            picked.append(chosen)
        return picked
