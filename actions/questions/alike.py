"""Near-identical wordings of one question. Owns what is alike: as many telling words, each the same
but for an ending or a slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
STEM = 4
NEAR = 0.8


def gathered(
    items: Iterable[T], phrase_of: Callable[[T], str], apart: Callable[[T], Hashable]
) -> list[list[T]]:
    """In groups, each led by the first of `items` that is like the others; what `apart` tells
    apart is never alike."""
    groups: list[list[T]] = []
    by_shape: dict[Hashable, list[list[T]]] = defaultdict(list)
    for item in items:
        words = phrase_of(item).split()
        near = by_shape[apart(item), tuple(word[:2] for word in words)]
        for group in near:
            if _alike(words, phrase_of(group[0]).split()):
                group.append(item)
                break
        else:
            near.append([item])
            groups.append(near[-1])
    return groups


def _alike(one: list[str], other: list[str]) -> bool:
    return all(_same(a, b) for a, b in zip(one, other, strict=True))


def _same(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and len(shorter) >= STEM:
        return True
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR
