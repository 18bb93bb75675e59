"""Claims about products: price, rating, reviews, stock, values, units, brand, single words. Each is
held against the product that the sentence is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from llm.evaluate.binding import Bound, Scene
from llm.evaluate.canvas import Canvas, Mark
from llm.evaluate.polarity import polarities, said_negated
from llm.evaluate.problem import Problem
from llm.evaluate.records import Amount, Item, Records, numbers_of, stem, words_of
from llm.evaluate.silence import is_silent
from llm.evaluate.units import measures_of, same_measure
from llm.evaluate.words import WordLists, matches

RATING_SLACK = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class ProductChecks:
    canvas: Canvas
    records: Records
    words: WordLists

    def problems(self, scene: Scene) -> Iterator[Problem]:
        tests: tuple[tuple[str, Callable[[Mark, Item], bool], str], ...] = (
            ("rating", self._rating, "isn't this product's rating"),
            ("reviews", self._reviews, "isn't this product's count of reviews"),
            ("stock", self._stock, "isn't what this product's record says of its stock"),
            ("brand", self._brand, "isn't this product's brand"),
        )
        for kind, test, why in tests:
            yield from self._hold(scene, kind, test, why)
        yield from self._money(scene)
        yield from self._values(scene)
        yield from self._units(scene)
        yield from self._words(scene)

    def _hold(
        self, scene: Scene, kind: str, test: Callable[[Mark, Item], bool], why: str
    ) -> Iterator[Problem]:
        claims = scene.marks(self.canvas, kind)
        if kind == "stock" and (scene.sentence.question or self._silent(scene)):
            return
        for claim, bound in zip(claims, scene.bind(claims), strict=True):
            if kind == "brand" and self._restated(scene, claim):
                continue
            if kind == "brand" and len(claims) != len(scene.mentions):
                bound = bound | scene.beside(claim)
            if not self._true_of(scene, claim, bound, test):
                yield Problem(kind, claim.text, why)

    def _true_of(
        self, scene: Scene, claim: Mark, bound: Bound, test: Callable[[Mark, Item], bool]
    ) -> bool:
        everyone = not scene.mentions and matches(self.words.list("both"), scene.sentence.text)
        if everyone and len(scene.named) > 1:
            bound = frozenset().union(*scene.named)
        answers = [test(claim, self.records.items[number]) for number in bound]
        return all(answers) if everyone else any(answers)

    def _rating(self, claim: Mark, item: Item) -> bool:
        said = Decimal(claim.key)
        if item.rating is None:
            return False
        digits = -int(said.as_tuple().exponent)
        return abs(said - item.rating) <= (RATING_SLACK if digits == 1 else Decimal(0))

    def _reviews(self, claim: Mark, item: Item) -> bool:
        return item.rating_count is not None and Decimal(claim.key) == item.rating_count

    def _stock(self, claim: Mark, item: Item) -> bool:
        if claim.key.startswith("left"):
            return item.stock is not None and Decimal(claim.key.split()[1]) == item.stock
        head = self.canvas.text[max(0, claim.start - 12) : claim.start]
        negated = matches(self.words.list("negators"), head)
        return item.in_stock is ((claim.key == "in") != negated)

    def _brand(self, claim: Mark, item: Item) -> bool:
        return claim.key == item.brand or claim.text.lower() in item.title.lower()

    def _money(self, scene: Scene) -> Iterator[Problem]:
        claims = scene.marks(self.canvas, "money")
        listed = [c for c in claims if self._is_list_price(scene, c)]
        asked = [c for c in claims if c not in listed and self._is_limit(scene, c)][:1]
        prices = [c for c in claims if c not in listed and c not in asked]
        for group, field in ((listed, "list_prices"), (prices, "prices")):
            for claim, bound in zip(group, scene.bind(group), strict=True):
                held = [a for n in bound for a in getattr(self.records.items[n], field)]
                if not held and Decimal(claim.key.split()[0]) in self.records.loose_numbers:
                    continue
                if not any(self._same(claim, amount) for amount in held):
                    name = field.removesuffix("s").replace("_", " ")
                    yield Problem("price", claim.text, f"isn't the {name} of what it is said of")

    def _is_list_price(self, scene: Scene, claim: Mark) -> bool:
        """By what stands before it, other than a name: "The Year the Snow Was Late, at €8.50"."""
        head = self.canvas.without("name")[scene.sentence.start : claim.start]
        return matches(self.words.list("list_price"), head[-26:])

    def _is_limit(self, scene: Scene, claim: Mark) -> bool:
        """The customer's own limit, in a sentence that speaks of one; one a sentence at most."""
        said = Decimal(claim.key.split()[0])
        if said not in {*numbers_of(self.records.query), *self.records.loose_numbers}:
            return False
        held = {a.value for n in scene.focus for a in self.records.items[n].prices}
        return said not in held and matches(self.words.list("limits"), scene.sentence.text)

    def _is_bound(self, scene: Scene, claim: Mark) -> bool:
        return matches(self.words.list("bounds"), scene.sentence.before(claim.start, 24))

    def _same(self, claim: Mark, amount: Amount) -> bool:
        value, symbol = claim.key.split()
        codes = self.words.currencies.get(symbol, (symbol.upper(),))
        return Decimal(value) == amount.value and (not amount.currency or amount.currency in codes)

    def _values(self, scene: Scene) -> Iterator[Problem]:
        claims = scene.marks(self.canvas, "value")
        for name in dict.fromkeys(claim.key for claim in claims):
            group = [claim for claim in claims if claim.key == name]
            for claim, bound in zip(group, scene.bind(group), strict=True):
                if claim.items & bound:
                    if self._denied(scene, claim):
                        yield Problem("negation", claim.text, "is the contrary of the record")
                    continue
                if self._restated(scene, claim):
                    continue
                if claim.items & scene.beside(claim) and self._under_a_label(scene):
                    continue
                held = [self.records.items[number] for number in bound]
                if not any(set(words_of(claim.text)) <= item.words for item in held):
                    yield Problem("value", claim.text, f"is another product's {name}")

    def _denied(self, scene: Scene, claim: Mark) -> bool:
        """Of a colour or a material, which are facts by themselves: "not cream"."""
        if claim.text.lower() not in self.words.fact_words or self._silent(scene):
            return False
        return not self._restated(scene, claim) and said_negated(
            self.canvas.text, scene.sentence, claim, self.words
        )

    def _under_a_label(self, scene: Scene) -> bool:
        names = {name for number in scene.focus for name in self.records.items[number].values}
        return matches((name.replace("_", " ") for name in names), scene.sentence.text)

    def _units(self, scene: Scene) -> Iterator[Problem]:
        claims = scene.marks(self.canvas, "unit")
        for claim, bound in zip(claims, scene.bind(claims), strict=True):
            texts = [t for n in bound for t in self.records.items[n].texts]
            if self._restated(scene, claim) or self._is_bound(scene, claim):
                texts.append(self.records.query)
            texts += self.records.loose_texts
            number, unit = claim.key.split(maxsplit=1)
            said = (Decimal(number), self.words.units[unit])
            held = measures_of(texts, self.words)
            if not any(same_measure(said, one) for one in held):
                yield Problem("unit", claim.text, "isn't in the record")

    def _words(self, scene: Scene) -> Iterator[Problem]:
        """Colours, materials, properties, offers: facts by themselves."""
        if self._silent(scene):
            return
        claims = scene.marks(self.canvas, "word")
        for claim, bound in zip(claims, scene.bind(claims), strict=True):
            low = stem(claim.text.lower())
            if self._restated(scene, claim) or low in self.records.loose_words:
                continue
            items = [self.records.items[number] for number in bound]
            if scene.sentence.question and not scene.mentions:
                continue
            if any(self._labels(item, low, scene) for item in items):
                continue
            held = {sign for item in items for sign in polarities(item, low, self.words)}
            negated = said_negated(self.canvas.text, scene.sentence, claim, self.words)
            if not held and not negated:
                yield Problem(claim.key.rstrip("s"), claim.text, "isn't in the record")
            elif held and (not negated) not in held:
                yield Problem("negation", claim.text, "is the contrary of what the record says")

    def _labels(self, item: Item, word: str, scene: Scene) -> bool:
        """The word names an attribute here, whose value is checked for itself."""
        values = {v.lower() for n, vs in item.values.items() if word in words_of(n) for v in vs}
        answers = (*self.words.list("yes"), *self.words.list("no"))
        if values and values <= set(answers):
            return matches(answers, scene.sentence.text)
        return bool(values)

    def _restated(self, scene: Scene, claim: Mark) -> bool:
        """The customer's own word, in a sentence that says it is theirs."""
        if not matches(self.words.list("restating"), scene.sentence.text):
            return False
        said = set(words_of(claim.text))
        return said <= self.records.query_words | self.records.loose_words

    def _silent(self, scene: Scene) -> bool:
        return is_silent(self.canvas, self.words, scene.sentence)
