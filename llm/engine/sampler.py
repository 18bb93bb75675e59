"""Choosing the next tokens of a batch. Owns no state and looks at no value on the host, so that a
graph can hold it, unless told to. A row's draw is its own: it depends on no other row."""

from __future__ import annotations

import torch
from torch import Tensor

from llm.engine.draws import CANDIDATES, COLD
from llm.engine.rows import Rows


def sample(logits: Tensor, rows: Rows, *, draws: bool, look: bool = False) -> tuple[Tensor, Tensor]:
    """A token (B,) for each row of `logits` (B, V) and its -log p (B,) under the unscaled
    distribution. `draws` False promises that every row is greedy. `look` may look at the values on
    the host, to sort only the rows whose nucleus is more than one token: one in ten."""
    log_p = logits.float().log_softmax(dim=-1)
    tokens = log_p.argmax(dim=-1)
    if draws and look:
        tokens = _draw_where_open(log_p, tokens, rows)
    elif draws:
        tokens = torch.where(rows.temperature > 0, _nucleus(log_p, rows), tokens)
    return tokens, -log_p.gather(1, tokens[:, None]).squeeze(1)


def _draw_where_open(log_p: Tensor, likeliest: Tensor, rows: Rows) -> Tensor:
    p = (log_p / rows.temperature.clamp_min(COLD)[:, None]).softmax(dim=-1)
    held = p.gather(1, likeliest[:, None]).squeeze(1)
    some = ((rows.temperature > 0) & (held < rows.top_p)).nonzero().squeeze(1)
    if len(some):
        likeliest[some] = _nucleus(log_p[some], rows.take(some))
    return likeliest


def _nucleus(log_p: Tensor, rows: Rows) -> Tensor:
    """Nucleus sampling (Holtzman et al., 2020): from the fewest tokens that hold `top_p`, at most
    `top_k` of them, by the inverse of their cumulated mass at `uniform`."""
    scaled = log_p / rows.temperature.clamp_min(COLD)[:, None]
    best, order = scaled.topk(min(CANDIDATES, log_p.shape[1]), dim=-1)
    p = (best - scaled.logsumexp(dim=-1, keepdim=True)).exp()
    before = p.cumsum(dim=-1) - p  # mass of the likelier tokens
    rank = torch.arange(p.shape[1], device=p.device)
    inside = (before < rows.top_p[:, None]) & (rank < rows.top_k[:, None])
    kept = torch.where(inside, p, 0.0)
    upto = kept.cumsum(dim=-1)
    place = (upto <= rows.uniform[:, None] * upto[:, -1:]).sum(dim=-1)
    # Rounding may point behind the last kept token: step back onto it.
    last = ((kept > 0).sum(dim=-1) - 1).clamp_min(0)  # a padding row keeps none
    return order.gather(1, torch.minimum(place, last)[:, None]).squeeze(1)
