"""Colours of the pictures: names to tones, and the lighter and darker tones round one.

Owns no drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WHITE, BLACK = "#ffffff", "#1c1a18"


@dataclass(frozen=True, slots=True)
class Tones:
    """One colour as light falls on it, from `glow` (lit edge) to `deep` (seams, gaps)."""

    colour: str

    def named(self) -> Mapping[str, str]:
        """By the placeholder that a shape file uses."""
        return {
            "colour": self.colour,
            "glow": mix(self.colour, WHITE, 0.42),
            "light": mix(self.colour, WHITE, 0.2),
            "shade": mix(self.colour, BLACK, 0.18),
            "deep": mix(self.colour, BLACK, 0.42),
            "ink": "#2b2926" if _is_light(self.colour) else "#f7f2ea",
        }


def mix(one: str, other: str, share: float) -> str:
    """`share` of `other` in `one`; both and the result are `#rrggbb`."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _is_light(colour: str) -> bool:
    red, green, blue = _channels(colour)
    return 299 * red + 587 * green + 114 * blue > 150_000
