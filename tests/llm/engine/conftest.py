import pytest
import torch
from transformers import GPT2Config, GPT2LMHeadModel


@pytest.fixture(scope="session")
def tiny_gpt2():
    """Random, but with logits far enough apart that rounding can't change the best token."""
    torch.manual_seed(7)
    config = GPT2Config(
        vocab_size=211, n_positions=96, n_embd=64, n_layer=3, n_head=4,
        initializer_range=0.3, bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    return GPT2LMHeadModel(config).eval()
