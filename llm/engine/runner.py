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

Attend: TypeAlias = Callable[[int, Tensor], Tensor]  # layer, qkv (N, 3 D) -> (N, D)


class Runner:
    """Runs `model`, keeping what it has seen in `cache`."""

    def __init__(self, model: Gpt2, cache: KVCache) -> None:
        self._model = model
        self._cache = cache
        self.device = model.device
        blocked = torch.full((cache.max_len, cache.max_len), float("-inf"), device=self.device)
        self._causal = blocked.triu(1).to(model.dtype)

    def prefill(self, prompts: Sequence[Sequence[int]], first_slot: int) -> Tensor:
        """Logits (B, V) after each prompt; their keys fill the slots from `first_slot` on."""
        batch, longest = len(prompts), max(map(len, prompts))
        padded = [list(prompt) + [0] * (longest - len(prompt)) for prompt in prompts]
        tokens = torch.tensor(padded, device=self.device)  # (B, T)
        x = self._model.token_embedding[tokens] + self._model.position_embedding[:longest]
        mask = self._causal[:longest, :longest]

        def attend(layer: int, qkv: Tensor) -> Tensor:
            q, k, v = self._split(qkv, batch, longest)  # (B, H, T, hd)
            self._cache.write_prompts(layer, first_slot, k, v)
            mixed = self._weights(layer, q, k, mask) @ v
            return mixed.transpose(1, 2).reshape(batch * longest, -1)

        x = self._layers(x.flatten(0, 1), attend).view(batch, longest, -1)
        ends = torch.tensor([len(prompt) - 1 for prompt in prompts], device=self.device)
        return self._logits(x[torch.arange(batch, device=self.device), ends])

    def decode(self, tokens: Tensor, positions: Tensor, length: int) -> Tensor:
        """Logits (B, V) after one more token in each of the first B slots; `length` bounds all of
        `positions`. Of fixed shapes and without a look at a value, so that a graph can hold it."""
        model, cache, batch = self._model, self._cache, tokens.shape[0]
        x = model.token_embedding[tokens] + model.position_embedding[positions]  # (B, D)
        rows = cache.rows(positions)
        mask = self._causal[positions, :length]  # (B, length)
        mask = mask.repeat_interleave(model.heads, 0, output_size=batch * model.heads)[:, None]

        def attend(layer: int, qkv: Tensor) -> Tensor:
            parts = qkv.view(batch, 3, model.heads, -1).transpose(0, 1)  # (3, B, H, hd)
            cache.write_tokens(layer, rows, parts[1:])
            keys, values = cache.read(layer, batch, length)
            q = parts[0].reshape(batch * model.heads, 1, -1)
            scale = model.blocks[layer].scale
            scores = torch.baddbmm(mask, q, keys.transpose(1, 2), alpha=scale)
            return torch.bmm(scores.softmax(-1), values).view(batch, -1)

        return self._logits(self._layers(x, attend))

    def attention(self, tokens: Sequence[int]) -> Tensor:
        """How much each token of one text takes from itself and those before it: (layers, H, T, T),
        a row sums to 1. Touches no slot."""
        length, seen = len(tokens), list[Tensor]()
        ids = torch.tensor(tokens, device=self.device)
        x = self._model.token_embedding[ids] + self._model.position_embedding[:length]  # (T, D)

        def attend(layer: int, qkv: Tensor) -> Tensor:
            q, k, v = self._split(qkv, 1, length)  # (1, H, T, hd)
            weights = self._weights(layer, q, k, self._causal[:length, :length])
            seen.append(weights[0])
            return (weights @ v).transpose(1, 2).reshape(length, -1)

        self._layers(x, attend)
        return torch.stack(seen)

    def _layers(self, x: Tensor, attend: Attend) -> Tensor:
        model = self._model
        for layer, block in enumerate(model.blocks):
            x = x + block.attention_out(attend(layer, block.qkv(block.norm_1(x))))
            wide = functional.gelu(block.widen(block.norm_2(x)), approximate=model.activation)
            x = x + block.narrow(wide)
        return x  # (N, D)

    def _split(self, qkv: Tensor, batch: int, length: int) -> tuple[Tensor, Tensor, Tensor]:
        q, k, v = qkv.view(batch, length, 3, self._model.heads, -1).permute(2, 0, 3, 1, 4)
        return q, k, v  # (B, H, T, hd) each

    def _weights(self, layer: int, q: Tensor, k: Tensor, mask: Tensor) -> Tensor:
        scores = q @ k.transpose(2, 3) * self._model.blocks[layer].scale + mask
        return scores.softmax(dim=-1)  # (B, H, T, keys)

    def _logits(self, x: Tensor) -> Tensor:
        return self._model.head(self._model.norm(x))
