"""Every model that can be asked for, by name, fitted when it is first needed. Owns which model
needs what, the settings that are shipped, and how long each took."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

import numpy as np
import torch

from retrieval.personal.recommend.attention import Attention
from retrieval.personal.recommend.blend import Blend, choose_weights
from retrieval.personal.recommend.ease import ease
from retrieval.personal.recommend.held_out import Questions
from retrieval.personal.recommend.items import Items, Rows
from retrieval.personal.recommend.losses import Loss, binary_loss, softmax_loss
from retrieval.personal.recommend.neighbours import neighbours
from retrieval.personal.recommend.network import Network, Size
from retrieval.personal.recommend.popularity import Popularity
from retrieval.personal.recommend.scorer import Scorer
from retrieval.personal.recommend.sessions import LastItem, LikeSessions
from retrieval.personal.recommend.together import Together, count_together
from retrieval.personal.recommend.training import Trained, Training, Watch, train
from retrieval.personal.recommend.transitions import transitions

MODELS = ("popularity", "item-knn", "ease", "transitions", "sasrec", "attention", "blend")
OF_SESSIONS = ("last-item", "session-knn")
"""Baselines for visits, run where they are named."""
OURS = "blend"
PARTS = ("attention", "transitions", "ease")
"""Of the blend."""

PUBLISHED = Size(heads=1, attributes=False)
"""SASRec's own measures for sparse data; its normalisation stands elsewhere in a block."""


@dataclass(frozen=True, slots=True)
class Settings:
    size: Size = field(default_factory=Size)
    training: Training = field(default_factory=Training)
    published: Training = field(default_factory=lambda: Training(rate=1e-3, epochs=200, every=5))
    seed: int = 1
    device: str = "cpu"


class Lineup:
    """`train` teaches, `valid` says when to stop and how to blend; nobody here sees a test."""

    def __init__(
        self,
        items: Items,
        train: Sequence[Rows],
        valid: Questions,
        settings: Settings,
        watched: Callable[[str], AbstractContextManager[Watch | None]] = lambda _: nullcontext(),
    ) -> None:
        self.items, self.train, self.valid = items, train, valid
        self.settings = settings
        self.watched = watched
        self.seconds: dict[str, float] = {}
        self.trained: dict[str, Trained] = {}
        self.weights: dict[str, float] = {}
        self._made: dict[str, Scorer] = {}
        self._counted: Together | None = None

    def model(self, name: str) -> Scorer:
        """`seconds[name]` is what it took, with what it is made of; counted once for all."""
        if name not in self._made:
            needed = [self.model(part) for part in PARTS] if name == OURS else []
            started = time.monotonic()
            self._made[name] = self._build(name)
            took = time.monotonic() - started
            parts = sum(self.seconds[part] for part in PARTS) if needed else 0.0
            self.seconds[name] = took + parts
        return self._made[name]

    def _build(self, name: str) -> Scorer:
        many = len(self.items)
        builders: dict[str, Callable[[], Scorer]] = {
            "popularity": lambda: Popularity(self.train, many),
            "last-item": lambda: LastItem(self.train, many),
            "session-knn": lambda: LikeSessions(self.train, many),
            "item-knn": lambda: neighbours(self._together()),
            "ease": lambda: ease(self._together()),
            "transitions": lambda: transitions(self.train, many),
            "sasrec": lambda: self._network(
                "sasrec", PUBLISHED, binary_loss, self.settings.published
            ),
            "attention": lambda: self._network(
                "attention", self.settings.size, softmax_loss, self.settings.training
            ),
            OURS: self._blend,
        }
        return builders[name]()

    def _together(self) -> Together:
        if self._counted is None:
            self._counted = count_together(self.train, len(self.items))
        return self._counted

    def _network(self, name: str, size: Size, loss: Loss, how: Training) -> Attention:
        with torch.random.fork_rng():
            torch.manual_seed(self.settings.seed)
            network = Network(self.items, size).to(self.settings.device)
        with self.watched(name) as watch:
            self.trained[name] = train(
                network, self.train, self.valid, loss, how, seed=self.settings.seed, watch=watch
            )
        return Attention(network)

    def blend(self) -> Blend:
        """What is shipped."""
        made = self.model(OURS)
        if not isinstance(made, Blend):
            raise TypeError(f"{OURS} is a {type(made).__name__}")
        return made

    def refitted(self, histories: Sequence[Rows]) -> Blend:
        """The blend learned anew from whole histories, for as many epochs and by the weights that
        were chosen when their ends were held out."""
        weights = self.blend().weights
        how = replace(self.settings.training, epochs=self.trained[PARTS[0]].epoch)
        nobody = Questions((), np.empty(0, np.int64))
        settings = replace(self.settings, training=how)
        whole = Lineup(self.items, histories, nobody, settings, self.watched)
        return Blend({name: whole.model(name) for name in weights}, weights)

    def _blend(self) -> Blend:
        parts = {name: self.model(name) for name in PARTS}
        self.weights = choose_weights(parts, self.valid, seed=self.settings.seed)
        counting = {name: weight for name, weight in self.weights.items() if weight}
        return Blend({name: parts[name] for name in counting}, counting)
