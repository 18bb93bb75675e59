"""What training and measuring recommendations have in common: files read, threads set, progress."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from actions.cli.train.watching import Watch, watching
from actions.errors import BadInput

if TYPE_CHECKING:
    from retrieval.personal.recommend.dataset import Dataset
    from retrieval.personal.recommend.lineup import Lineup


def prepared(
    sequences: Path,
    attributes: Path | None,
    *,
    seed: int,
    threads: int,
    device: str,
    later: Path | None = None,
    again: bool = False,
) -> tuple[Dataset, Lineup]:
    """Nothing is trained yet. Raises `BadInput` for a file or a device that can't be used."""
    # read when torch is loaded: cores that are shared would else be burnt by threads that wait
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch

    from retrieval.personal.recommend.dataset import open_dataset
    from retrieval.personal.recommend.lineup import Lineup, Settings

    if device.partition(":")[0] not in ("cpu", "cuda"):
        raise BadInput(f"no device is called {device!r}: cpu or cuda")
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise BadInput("torch finds no GPU here: leave --device out")
    torch.set_num_threads(threads)
    data = open_dataset(sequences, attributes, seed=seed, later=later, again=again)
    settings = Settings(seed=seed, device=device)
    lineup = Lineup(data.items, data.held.train, data.held.valid, settings, _watched)
    return data, lineup


def _watched(name: str) -> AbstractContextManager[Watch]:
    """The steps are told that it may take at most; it stops where it gets no better."""
    return watching(f"Training {name}", "steps at most")
