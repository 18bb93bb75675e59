"""A trained network as a scorer. Owns how a history is fed to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from retrieval.personal.recommend.items import Items, Rows
from retrieval.personal.recommend.network import Network, Size
from retrieval.personal.recommend.scorer import padded


class Attention:
    """The network is used as it is now: put it into `eval()` first, and teach it no more. To a
    history of nothing it has no answer, and scores 0 throughout."""

    def __init__(self, network: Network) -> None:
        self.network = network
        with torch.no_grad():
            self.table = network.table()  # (N, D), the same for everybody

    @classmethod
    def of(cls, items: Items, size: Size, state: Mapping[str, Tensor]) -> Attention:
        """From a file's tensors. Raises `RuntimeError` where they don't fit."""
        network = Network(items, size)
        network.load_state_dict(state)
        return cls(network.eval())

    def state(self) -> dict[str, Tensor]:
        state: dict[str, Tensor] = self.network.state_dict()
        return state

    def scores(self, histories: Sequence[Rows]) -> Tensor:
        network = self.network
        device = network.item.weight.device
        none = len(network.item.weight)
        had = padded(histories, network.size.length, none).to(device)  # (B, T)
        real = had < none
        places = torch.arange(had.shape[1], device=device)
        ages = had.shape[1] - 1 - places
        sees = (places[:, None] >= places) & real[:, None, :]
        sees = (sees | torch.eye(len(places), dtype=torch.bool, device=device))[:, None]
        safe = had.clamp(max=none - 1)
        with torch.no_grad():
            told = network(self.table, safe, ages.expand(had.shape), sees)[:, -1]
            scores: Tensor = (told * real[:, -1:]) @ self.table.T
        return scores
