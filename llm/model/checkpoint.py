"""A training's state on disk, so that one that was cut off goes on where it was. Owns the file.

The examples are drawn anew from the seed and passed over: nothing of them is kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

STATE_FILE = "state.pt"


@dataclass(frozen=True, slots=True)
class Progressed:
    """`steps` taken and `seen` tokens; the `curve` so far and the losses since its last point."""

    steps: int
    seen: int
    curve: list[list[float]]
    recent: list[float]


class Checkpoints:
    """In `folder`, of the training that `key` tells from every other."""

    def __init__(self, folder: Path, key: str, every: int) -> None:
        self.folder = folder
        self.every = every
        self._key = key

    def save(
        self, model: torch.nn.Module, optimizer: torch.optim.Optimizer, progressed: Progressed
    ) -> None:
        """Whole or not at all: what is cut off while it writes leaves the state before."""
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f"{STATE_FILE}.part"
        state = {
            "key": self._key,
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "random": torch.get_rng_state(),
            "steps": progressed.steps,
            "seen": progressed.seen,
            "curve": progressed.curve,
            "recent": progressed.recent,
        }
        with unfinished.open("wb") as file:
            torch.save(state, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.folder / STATE_FILE)

    def restore(
        self, model: torch.nn.Module, optimizer: torch.optim.Optimizer
    ) -> Progressed | None:
        """None where there is no state, or one of another training."""
        path = self.folder / STATE_FILE
        if not path.is_file():
            return None
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        if state["key"] != self._key:
            return None
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        return Progressed(state["steps"], state["seen"], state["curve"], state["recent"])

    def remove(self) -> None:
        for name in (STATE_FILE, f"{STATE_FILE}.part"):
            (self.folder / name).unlink(missing_ok=True)
        if self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()
