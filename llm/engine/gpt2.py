"""The weights of a GPT-2 as the runner wants them. Owns reading a transformers checkpoint; runs
nothing; how a layer is stored in a number format is `projection`'s."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor

from llm.engine.errors import UnsupportedModel
from llm.engine.projection import Dense, NumberFormat, Projection

ACTIVATIONS = {"gelu_new": "tanh", "gelu_pytorch_tanh": "tanh", "gelu": "none"}


@dataclass(frozen=True, slots=True)
class Norm:
    weight: Tensor  # (D,)
    bias: Tensor  # (D,)
    epsilon: float

    def cast(self, dtype: torch.dtype) -> Norm:
        return Norm(self.weight.to(dtype), self.bias.to(dtype), self.epsilon)

    def __call__(self, x: Tensor) -> Tensor:
        return torch.layer_norm(x, self.weight.shape, self.weight, self.bias, self.epsilon)


@dataclass(frozen=True, slots=True)
class Block:
    norm_1: Norm
    qkv: Projection
    attention_out: Projection
    norm_2: Norm
    widen: Projection
    narrow: Projection
    scale: float

    def cast(self, number_format: NumberFormat, dtype: torch.dtype) -> Block:
        return Block(
            norm_1=self.norm_1.cast(dtype),
            qkv=_cast(self.qkv, number_format),
            attention_out=_cast(self.attention_out, number_format),
            norm_2=self.norm_2.cast(dtype),
            widen=_cast(self.widen, number_format),
            narrow=_cast(self.narrow, number_format),
            scale=self.scale,
        )


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Gpt2:
    """`activation` is the `approximate` argument of torch's gelu."""

    token_embedding: Tensor  # (V, D)
    position_embedding: Tensor  # (positions, D)
    blocks: tuple[Block, ...]
    norm: Norm
    head: Projection
    heads: int
    activation: str

    @property
    def width(self) -> int:
        return self.token_embedding.shape[1]

    @property
    def vocabulary(self) -> int:
        return self.token_embedding.shape[0]

    @property
    def positions(self) -> int:
        return self.position_embedding.shape[0]

    @property
    def dtype(self) -> torch.dtype:
        """What is computed and cached between the projections."""
        return self.token_embedding.dtype

    @property
    def device(self) -> torch.device:
        return self.token_embedding.device

    def cast(self, number_format: NumberFormat) -> Gpt2:
        """The same weights in another format; from fp32 only, as rounding twice loses twice."""
        number_format = number_format.on(self.device)
        if number_format is NumberFormat.FP32:
            return self
        dtype = torch.bfloat16 if number_format is NumberFormat.BF16 else torch.float32
        return replace(
            self,
            token_embedding=self.token_embedding.to(dtype),
            position_embedding=self.position_embedding.to(dtype),
            blocks=tuple(block.cast(number_format, dtype) for block in self.blocks),
            norm=self.norm.cast(dtype),
            head=_cast(self.head, number_format),
        )

    @classmethod
    def from_transformers(cls, model: Any, dtype: torch.dtype = torch.float32) -> Gpt2:
        """From a `GPT2LMHeadModel`; shares its memory where the dtype is the same."""
        return cls.from_state(model.state_dict(), model.config.to_dict(), dtype)

    @classmethod
    def from_folder(
        cls, folder: Path, dtype: torch.dtype = torch.float32, device: str = "cpu"
    ) -> Gpt2:
        """From `config.json` and `model.safetensors`, without loading transformers. Raises
        `UnsupportedModel` for a `device` that torch doesn't find."""
        config = json.loads((folder / "config.json").read_text("utf-8"))
        state = load_file(folder / "model.safetensors", device=_present(device))
        return cls.from_state(state, config, dtype)

    @classmethod
    def from_state(
        cls, state: Mapping[str, Tensor], config: Mapping[str, Any], dtype: torch.dtype
    ) -> Gpt2:
        """Raises `UnsupportedModel` for another architecture or a missing tensor."""
        if config.get("model_type") != "gpt2" or config.get("add_cross_attention"):
            raise UnsupportedModel(f"a plain gpt2 is needed, not {config.get('model_type')!r}")
        activation = ACTIVATIONS.get(config.get("activation_function", "gelu_new"))
        if activation is None:
            raise UnsupportedModel(f"unknown activation {config['activation_function']!r}")
        try:
            return cls._read(_Reader(state, dtype), config, activation)
        except KeyError as error:
            raise UnsupportedModel(f"the checkpoint has no tensor {error}") from error

    @classmethod
    def _read(cls, reader: _Reader, config: Mapping[str, Any], activation: str) -> Gpt2:
        epsilon = float(config.get("layer_norm_epsilon", 1e-5))
        tokens = reader.tensor("transformer.wte.weight")
        head = "lm_head.weight" if reader.has("lm_head.weight") else "transformer.wte.weight"
        return cls(
            token_embedding=tokens,
            position_embedding=reader.tensor("transformer.wpe.weight"),
            blocks=tuple(_block(reader, config, n, epsilon) for n in range(config["n_layer"])),
            norm=reader.norm("transformer.ln_f", epsilon),
            head=Dense(reader.tensor(head).t()),
            heads=int(config["n_head"]),
            activation=activation,
        )


def _present(device: str) -> str:
    """torch's own words for a missing GPU differ by build and tell a merchant nothing."""
    try:
        torch.empty(0, device=device)
    except (AssertionError, RuntimeError) as error:
        raise UnsupportedModel(
            f"torch finds no device {device!r} here: `storeclerk doctor` says what it was built for"
        ) from error
    return device


def _cast(projection: Projection, number_format: NumberFormat) -> Projection:
    if not isinstance(projection, Dense):
        raise UnsupportedModel("only fp32 weights can be cast")
    return projection.cast(number_format)


@dataclass(frozen=True, slots=True)
class _Reader:
    state: Mapping[str, Tensor]
    dtype: torch.dtype

    def has(self, name: str) -> bool:
        return name in self.state

    def tensor(self, name: str) -> Tensor:
        return self.state[name].detach().to(self.dtype)

    def dense(self, name: str) -> Dense:
        return Dense(self.tensor(f"{name}.weight"), self.tensor(f"{name}.bias"))

    def norm(self, name: str, epsilon: float) -> Norm:
        return Norm(self.tensor(f"{name}.weight"), self.tensor(f"{name}.bias"), epsilon)


def _block(reader: _Reader, config: Mapping[str, Any], number: int, epsilon: float) -> Block:
    name = f"transformer.h.{number}"
    head_width = config["n_embd"] // config["n_head"]
    scale = head_width**-0.5 if config.get("scale_attn_weights", True) else 1.0
    if config.get("scale_attn_by_inverse_layer_idx"):
        scale /= number + 1
    return Block(
        norm_1=reader.norm(f"{name}.ln_1", epsilon),
        qkv=reader.dense(f"{name}.attn.c_attn"),
        attention_out=reader.dense(f"{name}.attn.c_proj"),
        norm_2=reader.norm(f"{name}.ln_2", epsilon),
        widen=reader.dense(f"{name}.mlp.c_fc"),
        narrow=reader.dense(f"{name}.mlp.c_proj"),
        scale=scale,
    )
