"""A tiny corpus's worth of weights: real GPT-2s, of two layers, never trained."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer

from llm.corpus.corpus import Corpus
from llm.model.gpt2 import Size, build

TINY = Size(layers=2, width=32, heads=2, positions=320)


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return Corpus.load(Path("data/replies"))


@pytest.fixture
def gpt2_folder(tmp_path: Path) -> Path:
    """Somebody else's GPT-2: its own tokenizer, dropout, positions; none of our tokens."""
    folder = tmp_path / "theirs"
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=300,
        special_tokens=["<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(["the kettle is on the shelf and costs little"], trainer)
    size = Size(layers=2, width=32, heads=2, positions=320, dropout=0.1)
    model = build(tokenizer.get_vocab_size(), eos=0, pad=0, seed=3, size=size)
    model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
