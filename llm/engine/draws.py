"""How a sequence draws: among how many candidates, and by which random numbers. These are counted
and have no state: the n-th draw of a seed is the same on every device and in every batch."""

from __future__ import annotations

# Nobody draws the 65th likeliest token at a temperature that keeps a reply true, and sorting a
# vocabulary of 50,000 would cost more than the model. transformers' own default is 50.
CANDIDATES = 64
COLD = 1e-4  # a temperature to divide by where there is none

_ALL = 2**64 - 1
_GOLDEN = 0x9E3779B97F4A7C15


def uniform(seed: int, number: int) -> float:
    """The draw `number` of `seed`, in [0, 1). SplitMix64 (Steele et al., 2014), the seed mixed
    first so that neighbouring seeds have nothing in common."""
    return (_mix(_mix(seed) + (number + 1) * _GOLDEN) >> 11) * 2.0**-53


def _mix(value: int) -> int:
    value &= _ALL
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & _ALL
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & _ALL
    return value ^ (value >> 31)
