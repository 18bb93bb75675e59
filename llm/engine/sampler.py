"""Choosing the next tokens of a batch. Owns no state: each sequence brings its own random stream,
so that a draw doesn't depend on who shares the batch."""

from __future__ import annotations

from collections.abc import Sequence as Rows

import torch
from torch import Tensor

from llm.engine.sequence import Sequence


def sample(logits: Tensor, sequences: Rows[Sequence]) -> tuple[list[int], list[float]]:
    """A token for each row of `logits` (B, V) and its -log p under the unscaled distribution."""
    log_p = logits.float().log_softmax(dim=-1)
    tokens = logits.argmax(dim=-1)
    drawn = [row for row, sequence in enumerate(sequences) if sequence.request.temperature > 0]
    if drawn:
        tokens[drawn] = _nucleus(logits[drawn].float(), [sequences[row] for row in drawn])
    nll = -log_p.gather(1, tokens[:, None]).squeeze(1)
    return tokens.tolist(), nll.tolist()


def _nucleus(logits: Tensor, sequences: Rows[Sequence]) -> Tensor:
    """Nucleus sampling (Holtzman et al., 2020): from the fewest tokens that hold `top_p`."""

    def column(values: list[float]) -> Tensor:
        return torch.tensor(values, device=logits.device)[:, None]  # (B, 1)

    temperature = column([sequence.request.temperature for sequence in sequences])
    top_p = column([sequence.request.top_p for sequence in sequences])
    uniform = column([sequence.draw() for sequence in sequences])
    p, order = (logits / temperature).softmax(dim=-1).sort(dim=-1, descending=True, stable=True)
    before = p.cumsum(dim=-1) - p  # mass of the likelier tokens
    kept = torch.where(before < top_p, p, 0.0)
    upto = kept.cumsum(dim=-1)
    target = uniform * upto[:, -1:]
    place = torch.searchsorted(upto, target, right=True).clamp(max=logits.shape[1] - 1)
    # Rounding may point behind the last kept token: step back onto it.
    last = (kept > 0).sum(dim=-1, keepdim=True) - 1
    return order.gather(1, torch.minimum(place, last)).squeeze(1)
