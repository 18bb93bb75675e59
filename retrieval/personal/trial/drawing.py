"""Who gets which arm: a hash of a trial's salt and a visitor's key. Owns the drawing; nothing is
kept for it, so that it is the same in every process and after every restart."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

WIDTH = 8


def place(salt: str, key: str) -> float:
    """In [0, 1), evenly over keys; with another salt independent of it (Kohavi et al. 2009)."""
    told = blake2b(f"{salt}\n{key}".encode(), digest_size=WIDTH).digest()
    # The top 53 bits: what a float holds exactly, so that 1.0 never comes out.
    return (int.from_bytes(told, "big") >> 11) / 2**53


def drawn(salt: str, key: str, shares: Sequence[float]) -> int:
    """Which of the arms; `shares` add up to 1."""
    at, upto = place(salt, key), 0.0
    for arm, share in enumerate(shares):
        upto += share
        if at < upto:
            return arm
    return len(shares) - 1
