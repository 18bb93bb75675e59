"""A process that changes an index and rebuilds it, over and over, until it is killed. What it does
at a step follows from the step's number, so that whoever killed it knows what must be there."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from pathlib import Path

from hash_encoder import HashEncoder
from shelf_oracle import odd_product, with_other_offers

from retrieval import kept
from retrieval.changes import Change, Put, Remove
from retrieval.index import Index
from retrieval.query import Language
from retrieval.values import Product

IDS = tuple(f"p{number}" for number in range(40))
ALWAYS = "always"  # a product that stays, so that there is something to rebuild


def changes_at(step: int, product: Callable[[str], Product | None]) -> list[Change]:
    """One change, or several that are made together; `product` gives what is there before."""
    rng = random.Random(step)
    made: list[Change] = []
    for product_id in rng.sample(IDS, rng.choice((1, 1, 1, 2, 8))):
        there = product(product_id)
        if there is not None and rng.random() < 0.4:
            made.append(Put(with_other_offers(rng, there)))
        elif there is not None and rng.random() < 0.4:
            made.append(Remove(product_id))
        else:
            made.append(Put(odd_product(rng, product_id)))
    return made


def work(folder: Path, log: Path, language: Path, step: int) -> None:
    """Writes `b 7` before step 7 begins and `d 7` when it is acknowledged."""
    kept.WORTH_KEEPING = 1  # so that it may be killed while it keeps what it derived
    index = Index.open(folder, encoder=HashEncoder(), languages=[Language.load(language)])
    with log.open("a", encoding="utf-8") as told:
        threading.Thread(target=_rebuild_for_ever, args=(index,), daemon=True).start()
        while True:
            print("b", step, file=told, flush=True)
            index.apply(changes_at(step, index.product))
            print("d", step, file=told, flush=True)
            step += 1


def _rebuild_for_ever(index: Index) -> None:
    while True:
        index.rebuild(product for product in index.products())
