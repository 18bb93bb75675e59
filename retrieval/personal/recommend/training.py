"""Histories -> a trained network. Owns the loop, and when it stops: on users held out, never on
those who test."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from retrieval.personal.recommend.attention import Attention
from retrieval.personal.recommend.held_out import Questions
from retrieval.personal.recommend.items import Rows
from retrieval.personal.recommend.losses import Loss
from retrieval.personal.recommend.network import Network
from retrieval.personal.recommend.packing import pack
from retrieval.personal.recommend.ranking import ndcg, ranks

K = 10
BETAS = (0.9, 0.98)

Watch = Callable[[int, int, float], None]
"""Steps done, steps at most, loss."""


@dataclass(frozen=True, slots=True)
class Training:
    """It is measured after every `every` epochs, and stops after `patience` times without a better
    one."""

    rate: float = 2e-3
    batch: int = 128
    epochs: int = 40
    every: int = 2
    patience: int = 3


@dataclass(slots=True)
class Trained:
    """`curve`: (epoch, nDCG@10 on the validation) of each measuring; `valid` is its best."""

    epoch: int = 0
    valid: float = -1.0
    seconds: float = 0.0
    curve: list[tuple[int, float]] = field(default_factory=list)


def train(
    network: Network,
    histories: Sequence[Rows],
    valid: Questions,
    loss: Loss,
    how: Training,
    *,
    seed: int,
    watch: Watch | None = None,
) -> Trained:
    """The network ends in `eval()` with its best epoch's weights; where nobody validates, with the
    last one's. The same seed and number of threads give the same weights."""
    started = time.monotonic()
    learnable = [history for history in histories if len(history) > 1]
    told, weights = Trained(), copy.deepcopy(network.state_dict())
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        for epoch in _epochs(network, learnable, loss, how, watch):
            if epoch % how.every and epoch != how.epochs:
                continue
            value = _measured(network, valid)
            told.curve.append((epoch, value))
            if value > told.valid or not len(valid.answers):
                told.epoch, told.valid = epoch, value
                weights = copy.deepcopy(network.state_dict())
            elif epoch - told.epoch >= how.patience * how.every:
                break
    network.load_state_dict(weights)
    network.eval()
    told.seconds = time.monotonic() - started
    return told


def _epochs(
    network: Network,
    histories: Sequence[Rows],
    loss: Loss,
    how: Training,
    watch: Watch | None,
) -> Iterator[int]:
    """Yields the number of each epoch, from 1, once it is done."""
    optimiser = torch.optim.Adam(network.parameters(), lr=how.rate, betas=BETAS)
    steps = -(-len(histories) // how.batch)
    for epoch in range(1, how.epochs + 1 if steps else 1):
        network.train()
        order = torch.randperm(len(histories)).tolist()
        for step in range(steps):
            batch = [histories[u] for u in order[step * how.batch : (step + 1) * how.batch]]
            wrong = _wrong(network, batch, loss)
            optimiser.zero_grad(set_to_none=True)
            wrong.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            if watch is not None:
                watch((epoch - 1) * steps + step + 1, how.epochs * steps, float(wrong.detach()))
        yield epoch


def _wrong(network: Network, batch: Sequence[Rows], loss: Loss) -> Tensor:
    packed = pack(batch, network.size.length).to(network.item.weight.device)
    table = network.table()
    told = network(table, packed.items, packed.ages, packed.sees)
    return loss(told[packed.real], table, packed.goals[packed.real])


def _measured(network: Network, valid: Questions) -> float:
    network.eval()
    return float(ndcg(ranks(Attention(network), valid), K).mean()) if len(valid.answers) else 0.0
