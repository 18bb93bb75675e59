"""The shipped recommender: a blend with its catalogue, in a folder that may be moved. Owns the
files, and answers in the shop's ids.

```
card.json            settings, figures, how long it took, and the weights of the blend
items.json           the catalogue by row, with attributes
model.safetensors    the network, and for each linear part its strongest weights
```
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from retrieval.errors import RecommenderDamaged, RecommenderMissing
from retrieval.personal.recommend.attention import Attention
from retrieval.personal.recommend.blend import Blend
from retrieval.personal.recommend.items import Items, with_attributes
from retrieval.personal.recommend.linear import Linear
from retrieval.personal.recommend.network import Size
from retrieval.personal.recommend.ranking import best, hide
from retrieval.personal.recommend.scorer import Scorer

CARD, ITEMS, WEIGHTS = "card.json", "items.json", "model.safetensors"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Recommended:
    item: str
    score: float


class Recommender:
    def __init__(self, items: Items, blend: Blend, card: Mapping[str, Any]) -> None:
        self.items = items
        self.blend = blend
        self.card = dict(card)

    def recommend(
        self, history: Iterable[str], k: int = 10, *, leave_out: Iterable[str] = ()
    ) -> list[Recommended]:
        """The best k, best first, without what is in the history (oldest first) or left out. Items
        that aren't known are passed over."""
        had = self.items.rows(history)
        with torch.inference_mode():
            scores = hide(hide(self.blend.scores([had]), [had]), [self.items.rows(leave_out)])
        return [Recommended(self.items.names[r], float(scores[0, r])) for r in best(scores, k)[0]]

    def save(self, folder: Path) -> None:
        """Whole or not at all: what is in the folder is replaced once everything is written."""
        made = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        save_file(_tensors(self.blend), made / WEIGHTS, metadata={"format": "pt"})
        (made / WEIGHTS).chmod(0o644)
        (made / ITEMS).write_text(json.dumps(_catalogue(self.items)), encoding="utf-8")
        card = self.card | {"format": FORMAT, "parts": _parts(self.blend)}
        (made / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)

    @classmethod
    def load(cls, folder: Path, device: str = "cpu") -> Recommender:
        """Raises `RecommenderMissing` or `RecommenderDamaged`."""
        if not (folder / CARD).is_file():
            raise RecommenderMissing(
                f"no recommender in {folder}; make one with `storeclerk train recommend`"
            )
        try:
            card = json.loads((folder / CARD).read_text(encoding="utf-8"))
            listed = json.loads((folder / ITEMS).read_text(encoding="utf-8"))
            tensors = load_file(folder / WEIGHTS, device=device)
            items = with_attributes(tuple(listed["items"]), listed["attributes"])
            return cls(items, _opened(items, card["parts"], tensors), card)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
            raise RecommenderDamaged(f"{folder} can't be read: {error}") from error


def _catalogue(items: Items) -> dict[str, Any]:
    numbers = [
        items.attributes[items.offsets[row] : items.offsets[row + 1]] for row in range(len(items))
    ]
    named = {
        name: [items.attribute_names[one] for one in mine]
        for name, mine in zip(items.names, numbers, strict=True)
        if len(mine)
    }
    return {"items": items.names, "attributes": named}


def _parts(blend: Blend) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, part in blend.parts.items():
        told[name] = {"weight": blend.weights[name]}
        if isinstance(part, Linear):
            told[name]["scale"] = part.scale
        if isinstance(part, Attention):
            told[name]["size"] = asdict(part.network.size)
    return told


def _tensors(blend: Blend) -> dict[str, Tensor]:
    out: dict[str, Tensor] = {}
    for name, part in blend.parts.items():
        state = part.state() if isinstance(part, Linear | Attention) else {}
        out |= {f"{name}.{key}": value.detach().contiguous() for key, value in state.items()}
    return out


def _opened(items: Items, parts: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> Blend:
    opened: dict[str, Scorer] = {}
    for name, told in parts.items():
        start = f"{name}."
        state = {key.removeprefix(start): t for key, t in tensors.items() if key.startswith(start)}
        if "size" in told:
            opened[name] = Attention.of(items, Size(**told["size"]), state)
        else:
            opened[name] = Linear(**state, items=len(items), scale=told["scale"])
    return Blend(opened, {name: told["weight"] for name, told in parts.items()})
