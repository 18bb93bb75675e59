import hashlib
import threading

import numpy as np
import pytest
import torch
from transformers import GPT2Config, GPT2LMHeadModel

from llm.engine import Engine


class HashEncoder:
    """A vector a text, by its bytes. Remembers its batches; a `gate` holds them up."""

    def __init__(self):
        self.batches = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def encode(self, texts):
        self.entered.set()
        if not self.gate.wait(20):
            raise RuntimeError("the test forgot the gate")
        self.batches.append(list(texts))
        if any("poison" in text for text in texts):
            raise ValueError("poison")
        rows = [self.vector(text) for text in texts]
        return np.stack(rows)[: len(rows) - any("lost row" in text for text in texts)]

    @staticmethod
    def vector(text):
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(384).astype(np.float32)


class GatedEngine(Engine):
    """A real engine whose steps a test can hold up, count or break."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.gate = threading.Event()
        self.gate.set()
        self.steps = 0
        self.break_at = set()

    def step(self):
        if not self.gate.wait(20):
            raise RuntimeError("the test forgot the gate")
        self.steps += 1
        if self.steps in self.break_at:
            self.abort_all(RuntimeError("planned"))
            raise RuntimeError("planned")
        return super().step()


@pytest.fixture(scope="session")
def tiny_model():
    torch.manual_seed(3)
    config = GPT2Config(
        vocab_size=101, n_positions=64, n_embd=32, n_layer=2, n_head=2,
        initializer_range=0.3, bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    return GPT2LMHeadModel(config).eval()


@pytest.fixture
def encoder():
    return HashEncoder()


@pytest.fixture
def engine(tiny_model):
    return GatedEngine(tiny_model, slots=4)
