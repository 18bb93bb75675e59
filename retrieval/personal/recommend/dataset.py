"""Two files -> numbered items, histories, and what is held out. Owns nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import BadInput
from retrieval.personal.recommend.attributes import read_attributes
from retrieval.personal.recommend.events import read_histories
from retrieval.personal.recommend.held_out import HeldOut, every_next, leave_one_out
from retrieval.personal.recommend.items import Items, Rows, number_items


@dataclass(frozen=True, slots=True)
class Dataset:
    """`users` are those who test; `held.users` says whose each question is. `histories` are whole:
    for who is done with measuring."""

    items: Items
    users: tuple[str, ...]
    histories: tuple[Rows, ...]
    held: HeldOut

    def tested(self) -> list[str]:
        """The users whose last item is asked for, in the order of `held.test`."""
        return [self.users[place] for place in self.held.users]


def open_dataset(
    sequences: Path,
    attributes: Path | None,
    *,
    seed: int,
    later: Path | None = None,
    again: bool = False,
) -> Dataset:
    """The last item of each is asked for, or each of a `later` file's. Raises `BadInput` for a file
    that can't be used; where no user has two items, too."""
    read = read_histories(sequences)
    tested = read_histories(later) if later is not None else read
    known = read_attributes(attributes) if attributes is not None else {}
    items = number_items([*read.values(), *tested.values()], known, seed)
    histories = tuple(items.rows(history) for history in read.values())
    if later is None:
        held = leave_one_out(histories, again=again)
    else:
        asked = [items.rows(history) for history in tested.values()]
        held = every_next(histories, asked, again=again)
    if not len(held.users):
        reason = "no user has two items: there is nothing to ask"
        raise BadInput(reason, source=later or sequences)
    return Dataset(items, tuple(tested), histories, held)
