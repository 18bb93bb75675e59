"""Two files -> numbered items, histories, and what is held out. Owns nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import BadInput
from retrieval.personal.recommend.attributes import read_attributes
from retrieval.personal.recommend.held_out import HeldOut, leave_one_out
from retrieval.personal.recommend.items import Items, Rows, number_items
from retrieval.personal.recommend.sequences import read_sequences


@dataclass(frozen=True, slots=True)
class Dataset:
    """`histories[u]` are the rows of `users[u]`'s items, oldest first."""

    items: Items
    users: tuple[str, ...]
    histories: tuple[Rows, ...]
    held: HeldOut

    def tested(self) -> list[str]:
        """The users whose last item is asked for, in the order of `held.test`."""
        return [self.users[place] for place in self.held.users]


def open_dataset(sequences: Path, attributes: Path | None, *, seed: int) -> Dataset:
    """Raises `BadInput` for a file that can't be used; where no user has two items, too."""
    read = read_sequences(sequences)
    known = read_attributes(attributes) if attributes is not None else {}
    items = number_items(read.values(), known, seed)
    histories = tuple(items.rows(history) for history in read.values())
    held = leave_one_out(histories)
    if not len(held.users):
        raise BadInput("no user has two items: there is nothing to ask", source=sequences)
    return Dataset(items, tuple(read), histories, held)
