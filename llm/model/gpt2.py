"""The generator's network: transformers' own GPT-2, built small, saved as its files.

Owns the size; training is next door, opening and decoding are the engine's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import GPT2Config, GPT2LMHeadModel

POSITIONS = 320
LAYERS, WIDTH, HEADS = 4, 256, 4
WEIGHTS_FILE = "model.safetensors"
TIED = "lm_head.weight"  # the token embedding once more, not stored


@dataclass(frozen=True, slots=True)
class Size:
    """A network's measures; as it stands, the generator's."""

    layers: int = LAYERS
    width: int = WIDTH
    heads: int = HEADS
    positions: int = POSITIONS
    dropout: float = 0.0


GENERATOR = Size()


def build(
    vocabulary: int, *, eos: int, pad: int, seed: int, size: Size = GENERATOR
) -> GPT2LMHeadModel:
    """A fresh network (the generator's has about 3.7 million parameters); the same seed gives the
    same weights."""
    torch.manual_seed(seed)
    config = GPT2Config(
        vocab_size=vocabulary,
        n_positions=size.positions,
        n_embd=size.width,
        n_layer=size.layers,
        n_head=size.heads,
        activation_function="gelu_pytorch_tanh",
        resid_pdrop=size.dropout,
        embd_pdrop=size.dropout,
        attn_pdrop=size.dropout,
        bos_token_id=eos,
        eos_token_id=eos,
        pad_token_id=pad,
    )
    model = GPT2LMHeadModel(config)
    model.set_attn_implementation("eager")  # quicker than SDPA at these lengths
    return model


def save(model: GPT2LMHeadModel, folder: Path) -> None:
    """`config.json` and `model.safetensors`, half precision: 8 MB."""
    weights = {
        name: tensor.half().contiguous()
        for name, tensor in model.state_dict().items()
        if name != TIED
    }
    model.config.save_pretrained(folder)
    save_file(weights, folder / WEIGHTS_FILE, metadata={"format": "pt"})
    (folder / WEIGHTS_FILE).chmod(0o644)
