"""The silhouettes: which file draws which kind. Owns reading and checking them, no colours mixed.

A shape file is the inside of a 400 x 400 SVG; its first line says where the shadow falls. It uses
the frame's gradients (`lit`, `round`, `steel`, `wood`, `glass`) and `{{colour}}`-like placeholders.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_SHADOW = re.compile(r"<!-- shadow (\d+) (\d+) (\d+) -->\n")


@dataclass(frozen=True, slots=True)
class Shape:
    """`shadow` is x, y and half its width."""

    drawing: str
    shadow: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """How one product is drawn; `tint` names the attribute that colours it, if any."""

    shape: Shape
    tint: str
    tones: tuple[str, ...]


class Shapes:
    """The shape files and `kinds.toml`, read once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        data = tomllib.loads((folder / "kinds.toml").read_text(encoding="utf-8"))
        self.frame = (folder / "frame.xml").read_text(encoding="utf-8")
        self._colours: Mapping[str, str] = data["colours"]
        self._kinds: Mapping[str, Mapping[str, Any]] = data["kinds"]
        self._shapes = {path.stem: _read(path) for path in sorted(folder.glob("*.svg"))}

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self._kinds)

    def look(self, kind: str, facts: Mapping[str, str]) -> Look:
        """An unknown kind is drawn as a parcel with the shop's ribbon."""
        entry = self._kinds.get(kind, self._kinds["anything"])
        by = entry.get("by", {})
        name = by.get(facts.get(entry.get("ask", ""), ""), entry["shape"])
        tones = tuple(self._colours[tone] for tone in entry.get("tones", ("rust", "sage", "navy")))
        return Look(self._shapes[name], entry.get("tint", "material"), tones)

    def tone(self, name: str) -> str | None:
        """`#rrggbb` for a colour's or a material's name."""
        return self._colours.get(name.lower())


def _read(path: Path) -> Shape:
    text = path.read_text(encoding="utf-8")
    match = _SHADOW.match(text)
    shadow = tuple(map(int, match.groups())) if match else (200, 340, 110)
    return Shape(text[match.end() :] if match else text, (shadow[0], shadow[1], shadow[2]))


@cache
def load_shapes() -> Shapes:
    return Shapes()
