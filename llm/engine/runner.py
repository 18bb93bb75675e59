"""The forward pass of GPT-2 over the slots. Owns the arithmetic; knows tokens and positions, no
requests. Attention is written out: at these lengths it beats the fused kernels on a CPU."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import torch
from torch import Tensor
from torch.nn import functional

from llm.engine.gpt2 import Gpt2
from llm.engine.kv_cache import KVCache

Attend: TypeAlias = Callable[[int, Tensor, Tensor, Tensor], Tensor]  # layer, q, k, v -> (N, D)


class Runner:
    """Runs `model`, keeping what it has seen in `cache`."""

    def __init__(self, model: Gpt2, cache: KVCache) -> None:
        self._model = model
        self._cache = cache
        self._device = model.token_embedding.device
        blocked = torch.full((cache.max_len, cache.max_len), float("-inf"), device=self._device)
        self._causal = blocked.triu(1).to(model.token_embedding.dtype)

    def prefill(self, prompts: Sequence[Sequence[int]], first_slot: int) -> Tensor:
        """Logits (B, V) after each prompt; their keys fill the slots from `first_slot` on."""
        batch, longest = len(prompts), max(map(len, prompts))
        padded = [list(prompt) + [0] * (longest - len(prompt)) for prompt in prompts]
        tokens = torch.tensor(padded, device=self._device)  # (B, T)
        x = self._model.token_embedding[tokens] + self._model.position_embedding[:longest]
        mask = self._causal[:longest, :longest]

        def attend(layer: int, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
            q, k, v = (self._split(part, batch, longest) for part in (q, k, v))  # (B, H, T, hd)
            self._cache.write_prompts(layer, first_slot, k, v)
            mixed = self._mix(layer, q, k, v, mask)
            return mixed.transpose(1, 2).reshape(batch * longest, -1)

        x = self._layers(x.flatten(0, 1), attend).view(batch, longest, -1)
        ends = torch.tensor([len(prompt) - 1 for prompt in prompts], device=self._device)
        return self._logits(x[torch.arange(batch, device=self._device), ends])

    def decode(self, tokens: Sequence[int], positions: Sequence[int]) -> Tensor:
        """Logits (B, V) after one more token in each of the first B slots."""
        batch, length = len(tokens), max(positions) + 1
        where = torch.tensor(positions, device=self._device)  # (B,)
        x = self._model.token_embedding[torch.tensor(tokens, device=self._device)]
        x = x + self._model.position_embedding[where]  # (B, D)
        mask = self._causal[where, :length].view(batch, 1, 1, length)

        def attend(layer: int, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
            heads = (batch, self._model.heads, -1)
            self._cache.write_tokens(layer, where, k.view(heads), v.view(heads))
            keys, values = self._cache.read(layer, batch, length)
            mixed = self._mix(layer, self._split(q, batch, 1), keys, values, mask)
            return mixed.reshape(batch, -1)

        return self._logits(self._layers(x, attend))

    def attention(self, tokens: Sequence[int]) -> Tensor:
        """How much each token of one text takes from itself and those before it: (layers, H, T, T),
        a row sums to 1. Touches no slot."""
        length, seen = len(tokens), list[Tensor]()
        ids = torch.tensor(tokens, device=self._device)
        x = self._model.token_embedding[ids] + self._model.position_embedding[:length]  # (T, D)

        def attend(layer: int, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
            q, k, v = (self._split(part, 1, length) for part in (q, k, v))  # (1, H, T, hd)
            weights = self._weights(layer, q, k, self._causal[:length, :length])
            seen.append(weights[0])
            return (weights @ v).transpose(1, 2).reshape(length, -1)

        self._layers(x, attend)
        return torch.stack(seen)

    def _layers(self, x: Tensor, attend: Attend) -> Tensor:
        model = self._model
        for layer, block in enumerate(model.blocks):
            q, k, v = block.qkv(block.norm_1(x)).chunk(3, dim=1)
            x = x + block.attention_out(attend(layer, q, k, v))
            wide = functional.gelu(block.widen(block.norm_2(x)), approximate=model.activation)
            x = x + block.narrow(wide)
        return x  # (N, D)

    def _split(self, x: Tensor, batch: int, length: int) -> Tensor:
        return x.view(batch, length, self._model.heads, -1).transpose(1, 2)  # (B, H, T, hd)

    def _mix(self, layer: int, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
        return self._weights(layer, q, k, mask) @ v  # (B, H, T, hd)

    def _weights(self, layer: int, q: Tensor, k: Tensor, mask: Tensor) -> Tensor:
        scores = q @ k.transpose(2, 3) * self._model.blocks[layer].scale + mask
        return scores.softmax(dim=-1)  # (B, H, T, keys)

    def _logits(self, x: Tensor) -> Tensor:
        return self._model.head(self._model.norm(x))
