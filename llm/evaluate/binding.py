"""Which product a claim is about. Owns the rules of reference: a claim belongs to the name beside
it, pair by pair where a sentence lists several, or to what was last spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from llm.evaluate.canvas import Canvas, Mark, Sentence

Bound = frozenset[int]


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with the products it names, those named before it, and what `it` stands for."""

    sentence: Sentence
    mentions: tuple[Mark, ...]
    named: tuple[Bound, ...]  # in the order of their first naming, this sentence's included
    focus: Bound

    def marks(self, canvas: Canvas, *kinds: str) -> list[Mark]:
        inside = range(self.sentence.start, self.sentence.stop)
        return [mark for mark in canvas.of(*kinds) if mark.start in inside]

    def bind(self, claims: Sequence[Mark]) -> list[Bound]:
        """For each claim of one kind, in order, the products it may be about."""
        ordinals = [mention for mention in self.mentions if mention.kind == "ordinal"]
        for listed in (self.mentions, ordinals):
            if listed and len(claims) == len(listed):
                return [mention.items for mention in listed]
        if self.mentions:
            return [self._nearest(claim) for claim in claims]
        if len(claims) > 1 and len(claims) == len(self.named):
            return list(self.named)
        return [self.focus] * len(claims)

    def beside(self, claim: Mark) -> Bound:
        """The products named just before and just after a claim: "linen on the first"."""
        before = [mention for mention in self.mentions if mention.start < claim.start][-1:]
        after = [mention for mention in self.mentions if mention.start > claim.start][:1]
        return frozenset().union(*(mention.items for mention in before + after))

    def _nearest(self, claim: Mark) -> Bound:
        before = [mention for mention in self.mentions if mention.start < claim.start]
        return (before[-1] if before else self.mentions[0]).items


def in_order(mentions: Iterable[Mark]) -> list[Bound]:
    """What is named, in the order of its first naming. Where several products bear one title each
    of them is named by saying it once more: then which is which isn't known, but how many are."""
    named: list[Bound] = []
    for mention in mentions:
        times = len(mention.items) if mention.kind == "name" else 1
        if named.count(mention.items) < times:
            named.append(mention.items)
    return named


def scenes(canvas: Canvas, subject: Bound) -> Iterator[Scene]:
    """The reply sentence by sentence; `subject` is spoken of before anything is named."""
    named: list[Mark] = []
    focus = subject
    mentions = canvas.of("name", "ordinal")
    for sentence in canvas.sentences():
        here = tuple(m for m in mentions if sentence.start <= m.start < sentence.stop)
        named += here
        if here:
            focus = frozenset().union(*(mention.items for mention in here))
        yield Scene(sentence, here, tuple(in_order(named)), focus)
