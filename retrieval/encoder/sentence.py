"""MiniLM from token ids to a unit vector, as one torch module: what is exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel
from transformers.utils import logging


class SentenceModel(nn.Module):
    """Mean over the real tokens, then unit norm, as the model was trained."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    @classmethod
    def load(cls, folder: Path, attention: str = "eager") -> SentenceModel:
        """`eager` attention can be traced; `sdpa` is faster on a GPU."""
        quieten: Callable[[], None] = logging.disable_progress_bar
        quieten()
        body = AutoModel.from_pretrained(
            folder, attn_implementation=attention, dtype=torch.float32, local_files_only=True
        )
        return cls(body).eval()

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        tokens = self.body(input_ids=input_ids, attention_mask=attention_mask)
        weights = attention_mask.unsqueeze(-1).to(tokens.last_hidden_state.dtype)  # (B, T, 1)
        total = (tokens.last_hidden_state * weights).sum(dim=1)  # (B, D)
        return nn.functional.normalize(total / weights.sum(dim=1).clamp(min=1.0), dim=1)
