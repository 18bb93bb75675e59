"""A ranker whose score is a sum of one curve a column, so that what each part added is exact.
Serves with numpy alone; owns no training."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.backends.base import Vectors
from retrieval.errors import BadInput
from retrieval.rank.evidence import NAMES, Columns
from retrieval.rank.pool import Part

FORMAT = 1
RANKER_FILE = "ranker.json"


@dataclass(frozen=True, slots=True)
class Curve:
    """What a column's value adds: straight lines between knots, flat outside. `at` ascends."""

    at: tuple[float, ...]
    added: tuple[float, ...]

    def __call__(self, values: Vectors) -> Vectors:
        return np.interp(values, self.at, self.added).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Ranker:
    """`curves` by the columns' names; `about` says where they come from."""

    curves: Mapping[str, Curve]
    about: Mapping[str, Any]

    def parts(self, columns: Columns) -> tuple[Part, ...]:
        """What each column added to each candidate, counted from what it adds to the worst."""
        parts = []
        for name, curve in self.curves.items():
            added = curve(columns[name])
            parts.append(Part(name, columns[name], added - added.min(initial=np.inf)))
        return tuple(parts)

    def save(self, path: Path) -> None:
        curves = {
            name: {"at": list(curve.at), "added": list(curve.added)}
            for name, curve in self.curves.items()
        }
        held = {"format": FORMAT, "about": dict(self.about), "curves": curves}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Ranker:
        """Raises `BadInput` where `path` holds no ranker of this format."""
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            curves = {
                str(name): _curve(curve["at"], curve["added"])
                for name, curve in held["curves"].items()
            }
            known = held["format"] == FORMAT and set(curves) <= set(NAMES)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput(f"holds no ranker: {error}", source=path) from error
        if not known:
            raise BadInput(
                "is a ranker of another format",
                source=path,
                advice="Train it again with `storeclerk train ranker`",
            )
        return cls(curves, dict(held.get("about", {})))


def _straight(added: float) -> Curve:
    return Curve((0.0, 1.0), (0.0, added))


FUSION = Ranker(
    {"words": _straight(0.5), "meaning": _straight(0.5)},
    {"from": "words and meaning half and half, nothing learned"},
)
"""What a learned ranker must beat."""


def mixed(one: Ranker, other: Ranker, about: Mapping[str, Any]) -> Ranker:
    """Half of each."""
    return Ranker(
        {
            name: _half(one.curves.get(name), other.curves.get(name))
            for name in NAMES
            if name in one.curves or name in other.curves
        },
        about,
    )


def _half(one: Curve | None, other: Curve | None) -> Curve:
    """Straight between the knots of either, so that the mean of the two is exact."""
    curves = [curve for curve in (one, other) if curve is not None]
    knots = np.unique(np.concatenate([curve.at for curve in curves]))
    added = np.sum([np.interp(knots, curve.at, curve.added) for curve in curves], axis=0) / 2
    return Curve(tuple(knots.tolist()), tuple(added.round(5).tolist()))


def _curve(at: Sequence[float], added: Sequence[float]) -> Curve:
    knots = tuple(map(float, at))
    if len(knots) != len(added) or not knots or list(knots) != sorted(knots):
        raise ValueError("a curve's knots don't ascend")
    return Curve(knots, tuple(map(float, added)))
