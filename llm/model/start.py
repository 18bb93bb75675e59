"""What a training starts from: nothing, a folder of GPT-2 weights, or a name on the model hub.

Owns reading them and teaching their tokenizer our control tokens; trains nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from transformers import GPT2Config, GPT2LMHeadModel

from llm.corpus.corpus import Corpus
from llm.errors import ModelError
from llm.model.gpt2 import build
from llm.model.tokenizer import ReplyTokenizer, corpus_texts

FILES = ["config.json", "*.safetensors", "pytorch_model.bin", "tokenizer.json", "vocab.json"]
FILES += ["merges.txt"]
SCRATCH = "scratch"


@dataclass(frozen=True, slots=True)
class Start:
    """`new_tokens` are those that the weights hadn't: the last rows of the embedding. `origin`
    says in words where the weights came from, `fingerprint` which they are."""

    model: GPT2LMHeadModel
    tokenizer: ReplyTokenizer
    new_tokens: int
    origin: str
    fingerprint: str


def from_scratch(corpus: Corpus, seed: int) -> Start:
    tokenizer = ReplyTokenizer.train(corpus_texts(corpus), _codes(corpus))
    model = build(tokenizer.size, eos=tokenizer.eos, pad=tokenizer.pad, seed=seed)
    return Start(model, tokenizer, tokenizer.size, SCRATCH, SCRATCH)


def from_weights(source: str, corpus: Corpus, seed: int) -> Start:
    """`source` is a folder, or a name on the hub. Raises `ModelError`."""
    folder = Path(source)
    if not folder.is_dir():
        folder = _from_hub(source)
    tokenizer = ReplyTokenizer.open_extended(folder, _codes(corpus))
    model = _open(folder)
    before = model.config.vocab_size
    torch.manual_seed(seed)
    if tokenizer.size > before:
        model.resize_token_embeddings(tokenizer.size, mean_resizing=False)
        _at_the_mean(model, before)
    model.config.eos_token_id = model.config.bos_token_id = tokenizer.eos
    model.config.pad_token_id = tokenizer.pad
    new = max(0, tokenizer.size - before)
    return Start(model, tokenizer, new, f"`{Path(source).name}`", _fingerprint(folder))


def _open(folder: Path) -> GPT2LMHeadModel:
    """Single precision, nothing dropped: replies are drawn anew all the time, none comes twice."""
    try:
        config = GPT2Config.from_pretrained(folder, local_files_only=True)
        if config.model_type != "gpt2":
            raise ModelError(f"{folder} holds a {config.model_type}, and a gpt2 is needed")
        config.resid_pdrop = config.embd_pdrop = config.attn_pdrop = 0.0
        model = GPT2LMHeadModel.from_pretrained(
            folder, config=config, dtype=torch.float32, local_files_only=True
        )
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise ModelError(f"{folder} holds no GPT-2 weights: {error}") from error
    model.set_attn_implementation("eager")
    return model


def _from_hub(name: str) -> Path:
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - only where it is asked for

    advice = (
        f"{name!r} is no folder here, and it could not be had from the model hub. Where there is"
        " a hub, download config.json, model.safetensors and tokenizer.json of it into a folder,"
        " bring that here and name it with --from."
    )
    try:
        return Path(snapshot_download(name, allow_patterns=FILES, etag_timeout=5))
    except Exception as error:  # the hub's client raises its own, httpx's and OSError
        raise ModelError(f"{advice} ({type(error).__name__})") from error


def _at_the_mean(model: GPT2LMHeadModel, taught: int) -> None:
    """New tokens start where the taught ones are on average, each a little elsewhere."""
    with torch.no_grad():
        rows = model.transformer.wte.weight
        mean, spread = rows[:taught].mean(dim=0), rows[:taught].std()
        rows[taught:] = mean + 0.1 * spread * torch.randn_like(rows[taught:])


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.safetensors")) + sorted(folder.glob("*.bin")):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _codes(corpus: Corpus) -> Sequence[str]:
    return [language.code for language in corpus.languages]
