"""Claims that any reply may make: quotes, counts, bare numbers, codes, names of things, answers to
yes-or-no questions, and that a record is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from llm.evaluate.binding import Scene
from llm.evaluate.canvas import Canvas, Mark
from llm.evaluate.polarity import is_lacking, last_words
from llm.evaluate.problem import Problem
from llm.evaluate.records import Item, Records, squeeze, stem, words_of
from llm.evaluate.silence import about_what, is_silent
from llm.evaluate.words import WordLists, any_of, matches

CAPITALISED = re.compile(r"(?<![\w'’-])[A-Z][\w'’&-]*\w|(?<![\w'’-])[A-Z](?!\w)")


@dataclass(frozen=True, slots=True)
class TextChecks:
    """`vocabulary` holds the words that are values or brands in other requests of the file."""

    canvas: Canvas
    records: Records
    words: WordLists
    vocabulary: frozenset[str] = frozenset()

    def problems(self, scene: Scene) -> Iterator[Problem]:
        yield from self._quoted(scene)
        yield from self._counts(scene)
        yield from self._numbers(scene)
        yield from self._labels(scene)
        yield from self._silence(scene)
        yield from self._names(scene)

    def _quoted(self, scene: Scene) -> Iterator[Problem]:
        sources = [self.records.query, *self.records.loose_texts]
        sources += [text for item in self.records.items for text in item.texts]
        for claim in scene.marks(self.canvas, "quoted"):
            said = squeeze(claim.text).strip(" .,!?…").lower()
            if set(words_of(said)) <= self.records.query_words or self._suggested(scene, claim):
                continue
            if not any(said in squeeze(source).lower() for source in sources):
                yield Problem("quote", claim.text, "stands in no record and not in the query")

    def _suggested(self, scene: Scene, claim: Mark) -> bool:
        """Words that the customer is told to say."""
        return matches(self.words.list("suggesting"), scene.sentence.before(claim.start, 16))

    def _counts(self, scene: Scene) -> Iterator[Problem]:
        everything = {len(self.records.items), self.records.total}
        named, here = len(scene.named), len(scene.mentions)
        for claim in scene.marks(self.canvas, "count"):
            counted = self._is_an_attribute(claim)
            if not counted and int(claim.key) not in everything | {here or named}:
                yield Problem("count", claim.text, "isn't how many there are")
        left = {number - 1 for number in everything if number} | {here, named - 1}
        for claim in scene.marks(self.canvas, "others"):
            if int(claim.key) not in left:
                yield Problem("count", claim.text, "isn't how many others there are")

    def _is_an_attribute(self, claim: Mark) -> bool:
        """The "1500 pieces" of a jigsaw are its own, no count of products."""
        name = claim.text.split()[-1].lower()
        return any(claim.key in item.values.get(name, ()) for item in self.records.items)

    def _numbers(self, scene: Scene) -> Iterator[Problem]:
        numbers = set(self.records.loose_numbers)
        for items in (scene.focus, *scene.named):
            for number in items:
                numbers |= self.records.items[number].numbers
        query = self.records.query.lower()
        for claim in scene.marks(self.canvas, "number"):
            if Decimal(claim.key) not in numbers and claim.text not in query:
                yield Problem("number", claim.text, "is in no record")
        texts = [*self.records.loose_texts, query]
        texts += [text for item in self.records.items for text in item.texts]
        for claim in scene.marks(self.canvas, "code"):
            if not any(claim.text.lower() in text.lower() for text in texts):
                yield Problem("code", claim.text, "is in no record")

    def _labels(self, scene: Scene) -> Iterator[Problem]:
        """`label: value`, and yes or no to a yes-or-no attribute."""
        if scene.sentence.question or self._silent(scene):
            return
        items = [self.records.items[n] for n in sorted(scene.focus)]
        for name in dict.fromkeys(name for item in items for name in item.values):
            label = name.replace("_", " ")
            # Within a title or a quotation it is a part of that.
            plain = self.canvas.without("name", "quoted", "policy", "heading")
            said = plain[scene.sentence.start : scene.sentence.stop]
            written = r"[\s-]".join(map(re.escape, label.split()))  # "dishwasher-safe" is one too
            found = re.search(rf"(?<!\w){written}(?!\w)", said, re.I)
            if not found or self._within_a_longer(label, found, items, scene):
                continue
            held = {value.lower() for item in items for value in item.values.get(name, ())}
            if held <= {*self.words.list("yes"), *self.words.list("no")}:
                yield from self._answers(scene, found, name)
            else:
                yield from self._stated(scene, found, held, label)

    def _within_a_longer(
        self, label: str, found: re.Match[str], items: list[Item], scene: Scene
    ) -> bool:
        """`weight` in "package weight" is no label of its own."""
        for longer in {name.replace("_", " ") for item in items for name in item.values}:
            if len(longer) > len(label) and label in longer:
                for match in re.finditer(re.escape(longer), scene.sentence.text, re.IGNORECASE):
                    if match.start() <= found.start() and found.end() <= match.end():
                        return True
        return False

    def _answers(self, scene: Scene, found: re.Match[str], name: str) -> Iterator[Problem]:
        """Each yes or no of the sentence belongs to a product; without one, the plain words do."""
        answers = self._marks_of_answers(scene)
        if not answers:
            plain = self._plain_answer(scene, found)
            answers = [plain] if plain else []
        for answer, bound in zip(answers, scene.bind(answers), strict=True):
            held = {v.lower() for n in bound for v in self.records.items[n].values.get(name, ())}
            if held and answer.key not in held:
                why = f"is the contrary of the record on {name.replace('_', ' ')}"
                yield Problem("negation", scene.sentence.text.strip(), why)

    def _marks_of_answers(self, scene: Scene) -> list[Mark]:
        start = scene.sentence.start
        pattern = any_of((*self.words.list("yes"), *self.words.list("no")))
        return [
            Mark("answer", start + m.start(), start + m.end(), m.group(), key=m.group().lower())
            for m in re.finditer(pattern, scene.sentence.bare, re.IGNORECASE)
        ]

    def _plain_answer(self, scene: Scene, found: re.Match[str]) -> Mark | None:
        """ "It is packable", "it isn't packable"; None where the label only names a topic."""
        text = scene.sentence.text
        head = text[: found.start()]
        value = any(m.kind == "value" for m in scene.marks(self.canvas, "value"))
        if matches(self.words.list("restating"), head) or value or len(scene.mentions) > 1:
            return None
        clause = re.split(r"[,;:()]|\bbut\b", head)[-1]
        near = last_words(clause, 4)
        denied = matches(self.words.list("negators"), near) or is_lacking(clause, self.words)
        key = "no" if denied else "yes"
        start = scene.sentence.start + found.start()
        return Mark("answer", start, start + len(found.group()), found.group(), key=key)

    def _stated(
        self, scene: Scene, found: re.Match[str], held: set[str], label: str
    ) -> Iterator[Problem]:
        """`weight: 420 g`, or "the record gives the weight as 420 g": one of the values stands
        in the sentence."""
        text = scene.sentence.text
        colon = re.match(r"\s*(?:is|of \S+)?:\s+", text[found.end() :])
        stated = colon or matches(self.words.list("stating"), text)
        if not stated or label in self.words.list("everyday_labels"):
            return
        said = text[found.end() :].lower() if colon else text.lower()
        if not any(value in said for value in held):
            yield Problem("value", text.strip(), f"doesn't give the record's {label}")

    def _silence(self, scene: Scene) -> Iterator[Problem]:
        """A record that speaks of something mustn't be called silent about it."""
        if not self._silent(scene):
            return
        about = about_what(scene.sentence.bare, self.words)
        for number in scene.focus:
            item = self.records.items[number]
            for label in _labels_of(item):
                if label not in self.words.list("everyday_labels") and matches((label,), about):
                    yield Problem("silence", scene.sentence.text.strip(), f"hides the {label}")

    def _names(self, scene: Scene) -> Iterator[Problem]:
        """Capitalised words within a sentence, and words that are facts elsewhere in the file."""
        known = set(self.records.loose_words | self.records.query_words | self.words.capitals)
        for number in {*scene.focus, *(n for named in scene.named for n in named)}:
            known |= self.records.items[number].words
        bare = scene.sentence.bare
        for match in CAPITALISED.finditer(bare):
            word = match.group()
            low = stem(word.lower())
            first = not bare[: match.start()].strip(' "“(:')
            after_colon = bare[: match.start()].rstrip().endswith((":", "“"))
            if low in known or word.lower() in known or word.lower() in self.words.capitals:
                continue
            if not (first or after_colon) or low in self.vocabulary:
                yield Problem("name", word, "is no name in the records")
        for word in re.findall(r"(?<![\w-])[a-z][a-z-]+", bare):
            low = stem(word)
            if low in self.vocabulary and low not in known:
                yield Problem("word", word, "is a fact of another record, not of this one")

    def _silent(self, scene: Scene) -> bool:
        return is_silent(self.canvas, self.words, scene.sentence)


def _labels_of(item: Item) -> Iterator[str]:
    for name in item.values:
        yield name.replace("_", " ")
    for label, value in (("price", item.prices), ("rating", item.rating), ("stock", item.in_stock)):
        if value not in (None, ()):
            yield label
    if item.brand:
        yield "brand"
