"""Attention summed up: how much went to each part and to each fact, when a token was written.

A token is written by the row before it: that row's output is what it was drawn from. Owns the
sums; the heads are weighed alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from llm.explain.token import Part, Token

PLACES = 4


@dataclass(frozen=True, slots=True)
class Look:
    """One head looking at one token while another, `token`, was written."""

    token: int
    layer: int
    head: int
    share: float

    def as_json(self) -> dict[str, Any]:
        return {
            "token": self.token,
            "layer": self.layer,
            "head": self.head,
            "share": _rounded(self.share),
        }


@dataclass(frozen=True, slots=True)
class SlotShares:
    """When the slot at `token` was written: the share of all attention that went to each part, and
    to each fact of the plan (`facts`). `looks` has the strongest look at each fact since the slot's
    sentence began, the strongest first: a fact is often looked at when its sentence begins."""

    slot: str
    token: int
    parts: dict[str, float]
    facts: dict[str, float]
    looks: dict[str, Look]

    @property
    def of_facts(self) -> float:
        """What its own fact got of all that went to facts."""
        given = sum(self.facts.values())
        return self.facts[self.slot] / given if given else 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "slot": self.slot,
            "token": self.token,
            "own": _rounded(self.facts[self.slot]),
            "own_of_facts": _rounded(self.of_facts),
            "facts": {slot: _rounded(share) for slot, share in self.facts.items()},
            "parts": {part: _rounded(share) for part, share in self.parts.items()},
            "looks": {slot: look.as_json() for slot, look in self.looks.items()},
        }


@dataclass(frozen=True, slots=True)
class HeadShares:
    """A head over the whole reply: `parts` when any token was written; `own` what a slot's own
    fact got when the slot was written, 0 where there is no slot."""

    layer: int
    head: int
    own: float
    parts: dict[str, float]

    def as_json(self) -> dict[str, Any]:
        parts = {part: _rounded(share) for part, share in self.parts.items()}
        return {"layer": self.layer, "head": self.head, "own": _rounded(self.own), "parts": parts}


def slot_shares(attention: Tensor, tokens: Sequence[Token]) -> list[SlotShares]:
    """One for each slot that the reply says, in its order. `attention` is (layers, H, T, T)."""
    return [_of_slot(attention, tokens, at) for at, _ in _said_slots(tokens)]


def head_shares(attention: Tensor, tokens: Sequence[Token]) -> list[HeadShares]:
    """Every head of every layer, the one that finds the slots' facts best first."""
    own, means = _own_by_head(attention, tokens), written_rows(attention, tokens).mean(2)
    layers, heads = own.shape
    every = [
        HeadShares(layer, head, float(own[layer, head]), part_shares(means[layer, head], tokens))
        for layer in range(layers)
        for head in range(heads)
    ]
    return sorted(every, key=lambda one: -one.own)


def written_rows(attention: Tensor, tokens: Sequence[Token]) -> Tensor:
    """(layers, H, completion tokens, T): the rows that wrote the reply's tokens."""
    first = sum(token.part is not Part.REPLY for token in tokens)
    return attention[:, :, first - 1 : -1]


def part_shares(row: Tensor, tokens: Sequence[Token]) -> dict[str, float]:
    """What each part gets of one row (T,)."""
    shares = dict.fromkeys((part.value for part in Part), 0.0)
    for token, share in zip(tokens, row.tolist(), strict=True):
        shares[token.part.value] += share
    return shares


def _said_slots(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where the reply says each slot, and where the prompt names its fact."""
    facts = _fact_places(tokens)
    return [
        (at, facts[token.slot])
        for at, token in enumerate(tokens)
        if token.part is Part.REPLY and token.slot in facts
    ]


def _fact_places(tokens: Sequence[Token]) -> dict[str, int]:
    return {token.slot: at for at, token in enumerate(tokens) if token.part is Part.FACTS}


def _of_slot(attention: Tensor, tokens: Sequence[Token], at: int) -> SlotShares:
    mean, places = attention[:, :, at - 1].mean((0, 1)), _fact_places(tokens)  # (T,)
    facts = {slot: float(mean[place]) for slot, place in places.items()}
    looks = {slot: _strongest(attention, tokens, at, place) for slot, place in places.items()}
    ranked = dict(sorted(looks.items(), key=lambda one: -one[1].share))
    return SlotShares(tokens[at].slot, at, part_shares(mean, tokens), facts, ranked)


def _strongest(attention: Tensor, tokens: Sequence[Token], at: int, fact: int) -> Look:
    """At the prompt's `fact`, from the first token of the sentence of `at` up to `at`."""
    begun = next(n for n, token in enumerate(tokens) if token.sentence == tokens[at].sentence)
    looks = attention[:, :, begun - 1 : at, fact]  # (layers, H, the sentence's tokens so far)
    layer, head, token = (int(place) for place in (looks == looks.max()).nonzero()[0])
    return Look(begun + token, layer, head, float(looks[layer, head, token]))


def _own_by_head(attention: Tensor, tokens: Sequence[Token]) -> Tensor:
    """(layers, H): what a slot's own fact got, on average over the slots."""
    said = _said_slots(tokens)
    if not said:
        return attention.new_zeros(attention.shape[:2])
    rows, columns = [at - 1 for at, _ in said], [own for _, own in said]
    return attention[:, :, rows, columns].mean(-1)


def _rounded(share: float) -> float:
    return round(share, PLACES)
