"""What training and measuring recommendations have in common: options, files read, threads set,
progress."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from actions.cli.train.watching import Watch, watching
from actions.errors import BadInput

if TYPE_CHECKING:
    from retrieval.personal.recommend.dataset import Dataset
    from retrieval.personal.recommend.lineup import Lineup


FEWEST = 50
"""People whose histories teach something; of fewer a network learns their names."""
Decorated = Callable[..., Any]

attributes_option = click.option(
    "--attributes",
    type=click.Path(path_type=Path),
    help="JSON: item -> [attribute, ...]; .gz too.",
)
_SEED = click.option(
    "--seed", type=int, default=1, show_default=True, help="Of item numbers and weights."
)
_THREADS = click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
_DEVICE = click.option(
    "--device", default="cpu", show_default=True, help="Of the networks: cpu or cuda."
)


def learning_options(command: Decorated) -> Decorated:
    """`--seed`, `--threads`, `--device`."""
    return _SEED(_THREADS(_DEVICE(command)))


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


@contextmanager
def from_files_or_shop(
    sequences: Path | None, attributes: Path | None
) -> Iterator[tuple[Path, Path | None, str]]:
    """The files to learn from, and what the card calls their source; without `sequences` they are
    written for the moment from the shop's own past. Raises `BadInput` where that is too little."""
    if sequences is not None:
        yield sequences, attributes, sequences.name
        return
    from actions.cli.opening import open_index
    from actions.config import load_config
    from actions.personal.histories import write_histories
    from actions.stores import SqlStore

    config = load_config()
    with TemporaryDirectory(prefix="storeclerk-train-") as folder:
        index, store = open_index(None, config), SqlStore(config.database_url)
        try:
            zone = ZoneInfo(config.shop.time_zone)
            products = list(index.products())
            told = write_histories(store.engine, products, Path(folder), zone)
        finally:
            store.close()
            index.close()
        table, traits, people = told
        if people < FEWEST:
            raise BadInput(
                f"only {people} people of whom something may be learned had two things or more, "
                f"and {FEWEST} are needed: wait for more, or name a file with --sequences"
            )
        yield table, attributes or traits, "the shop's own events and orders"


def _watched(name: str) -> AbstractContextManager[Watch]:
    """The steps are told that it may take at most; it stops where it gets no better."""
    return watching(f"Training {name}", "steps at most")
