"""How wrong a network's answers are. Owns two losses: the one that is used, and SASRec's own.

Both take `told` (P, D), what was answered; `table` (N, D); `goals` (P,), the right rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

Loss = Callable[[Tensor, Tensor, Tensor], Tensor]

AT_ONCE = 256


class _Softmax(torch.autograd.Function):
    """Cross-entropy over the whole catalogue, some hundred answers at a time: (P, N) is never held
    and the gradients are made on the way, in bfloat16 products where the processor has them."""

    @staticmethod
    def forward(ctx: Any, told: Tensor, table: Tensor, goals: Tensor) -> Tensor:
        kind = product_kind(told.device)
        small, items = told.to(kind), table.to(kind)
        to_told, to_table = torch.empty_like(told), torch.zeros_like(table)
        loss = told.new_zeros(())
        for start in range(0, len(told), AT_ONCE):
            here = slice(start, start + AT_ONCE)
            share = (small[here] @ items.T).float()
            right = goals[here, None]
            loss -= (share.gather(1, right)[:, 0] - share.logsumexp(1)).sum()
            share = share.softmax(1)
            share.scatter_add_(1, right, share.new_full(right.shape, -1.0))
            wrong = share.to(kind)
            to_told[here] = (wrong @ items).float()
            to_table += (wrong.T @ small[here]).float()
        ctx.save_for_backward(to_told / len(told), to_table / len(told))
        return loss / len(told)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, Tensor, None]:
        to_told, to_table = ctx.saved_tensors
        return grads[0] * to_told, grads[0] * to_table, None


def softmax_loss(told: Tensor, table: Tensor, goals: Tensor) -> Tensor:
    """Mean of -log softmax(told . table)[goal] over every item."""
    loss: Tensor = _Softmax.apply(told, table, goals)  # type: ignore[no-untyped-call]
    return loss


def binary_loss(told: Tensor, table: Tensor, goals: Tensor) -> Tensor:
    """SASRec's: the right item against one drawn at random, each yes or no."""
    drawn = torch.randint(len(table), goals.shape, device=goals.device)
    right = (told * table[goals]).sum(1)
    wrong = (told * table[drawn]).sum(1)
    fair = (drawn != goals).float()
    return -(functional.logsigmoid(right) + fair * functional.logsigmoid(-wrong)).mean()


def product_kind(device: torch.device) -> torch.dtype:
    """bfloat16 where its products are quick: on a GPU, and on processors that know them."""
    if device.type == "cuda" or torch.cpu.get_capabilities().get("avx512_bf16", False):
        return torch.bfloat16
    return torch.float32
