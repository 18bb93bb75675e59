"""The generator's network: transformers' own GPT-2, built small, saved as its files.

Owns the size; training is next door, opening and decoding are the engine's.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import GPT2Config, GPT2LMHeadModel

POSITIONS = 320
LAYERS, WIDTH, HEADS = 4, 256, 4
WEIGHTS_FILE = "model.safetensors"
TIED = "lm_head.weight"  # the token embedding once more, not stored


def build(vocabulary: int, *, eos: int, pad: int, seed: int) -> GPT2LMHeadModel:
    """A fresh network (about 3.7 million parameters); the same seed gives the same weights."""
    torch.manual_seed(seed)
    config = GPT2Config(
        vocab_size=vocabulary,
        n_positions=POSITIONS,
        n_embd=WIDTH,
        n_layer=LAYERS,
        n_head=HEADS,
        activation_function="gelu_pytorch_tanh",
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
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
