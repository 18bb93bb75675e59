"""Customers who walk along chains of items: what comes next is known, and the other way round
never happens."""

from __future__ import annotations

import random

CHAINS, LINKS = 5, 6


def walks(users: int, seed: int) -> dict[str, tuple[str, ...]]:
    """user -> up to five links of one chain, in order, beginning anywhere in its ring."""
    rng = random.Random(seed)
    found = {}
    for user in range(users):
        chain, start = rng.randrange(CHAINS), rng.randrange(LINKS)
        links = [(start + step) % LINKS for step in range(rng.randint(3, 5))]
        found[f"u{user}"] = tuple(f"chain{chain}-{link}" for link in links)
    return found


def traits() -> dict[str, tuple[str, ...]]:
    return {f"chain{c}-{n}": (f"chain {c}", "any") for c in range(CHAINS) for n in range(LINKS)}


def written(sequences: dict[str, tuple[str, ...]]) -> str:
    return "".join(f"{user} {' '.join(items)}\n" for user, items in sequences.items())
