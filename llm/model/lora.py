"""Low-rank adaptation (Hu et al., 2021) of a GPT-2: two thin matrices beside each projection
learn, the projection itself rests.

Owns putting them in and folding them back; the loop is `training`'s."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from transformers import GPT2LMHeadModel
from transformers.pytorch_utils import Conv1D

RANK = 8
ALPHA = 16.0


class LoraConv1D(nn.Module):
    """`base(x) + x A B * alpha / rank`; B starts at nothing, so that the model starts unchanged."""

    def __init__(self, base: Conv1D, rank: int = RANK, alpha: float = ALPHA) -> None:
        super().__init__()
        self.base = base
        inner, outer = base.weight.shape
        self.a = nn.Parameter(torch.randn(inner, rank) / inner**0.5)
        self.b = nn.Parameter(torch.zeros(rank, outer))
        self.scale = alpha / rank

    def forward(self, x: Tensor) -> Tensor:
        resting: Tensor = self.base(x)
        return resting + (x @ self.a @ self.b) * self.scale

    def merged(self) -> Conv1D:
        with torch.no_grad():
            self.base.weight.add_((self.a @ self.b) * self.scale)
        return self.base


def adapt(model: GPT2LMHeadModel, new_tokens: int = 0) -> None:
    """Freezes the model, and puts an adapter beside each projection of its blocks. The last
    `new_tokens` rows of the token embedding learn too: nobody has taught them yet."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    for parent, name, child in list(_projections(model)):
        setattr(parent, name, LoraConv1D(child))
    if new_tokens:
        embedding = model.transformer.wte.weight.requires_grad_(True)
        taught = embedding.shape[0] - new_tokens
        embedding.register_hook(  # type: ignore[no-untyped-call]
            lambda gradient: _only_after(gradient, taught)
        )


def merge(model: GPT2LMHeadModel) -> None:
    """Folds the adapters into the projections: a plain GPT-2 again."""
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, LoraConv1D):
                setattr(module, name, child.merged())
    for parameter in model.parameters():
        parameter.requires_grad_(True)


def _projections(model: GPT2LMHeadModel) -> Iterator[tuple[nn.Module, str, Conv1D]]:
    for module in model.transformer.h.modules():
        for name, child in module.named_children():
            if isinstance(child, Conv1D):
                yield module, name, child


def _only_after(gradient: Tensor, row: int) -> Tensor:
    masked = gradient.clone()
    masked[:row] = 0
    return masked
