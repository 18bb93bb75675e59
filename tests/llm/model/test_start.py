from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest
import torch

from llm.corpus.corpus import Corpus
from llm.corpus.examples import draw_examples
from llm.errors import ModelError
from llm.model.batches import encode
from llm.model.bundle import open_generator
from llm.model.loss import held_out_loss
from llm.model.measure import measure
from llm.model.saving import save_generator
from llm.model.start import from_weights
from llm.model.training import Recipe, train


def test_a_foreign_gpt2_learns_our_tokens_and_keeps_its_own(
    gpt2_folder: Path, corpus: Corpus
) -> None:
    start = from_weights(str(gpt2_folder), corpus, seed=1)
    before = json.loads((gpt2_folder / "config.json").read_text("utf-8"))["vocab_size"]
    assert start.model.config.vocab_size == start.tokenizer.size == before + start.new_tokens
    assert start.new_tokens > 100
    assert start.model.config.attn_pdrop == 0.0
    for example in islice(draw_examples(corpus, 11), 50):
        prompt, reply = encode(example, start.tokenizer)
        assert start.tokenizer.decode(reply[:-1]) == example.reply
        assert max(prompt + reply) < start.tokenizer.size
    again = from_weights(str(gpt2_folder), corpus, seed=1)
    assert torch.equal(start.model.transformer.wte.weight, again.model.transformer.wte.weight)
    assert start.fingerprint == again.fingerprint


def test_what_was_trained_from_foreign_weights_is_served(
    gpt2_folder: Path, corpus: Corpus, tmp_path: Path
) -> None:
    start = from_weights(str(gpt2_folder), corpus, seed=1)
    examples = list(islice(draw_examples(corpus, 12), 8))
    before = held_out_loss(start.model.eval(), start.tokenizer, examples)
    trained = train(corpus, Recipe(tokens=24_000, learning_rate=1e-2), start)
    assert held_out_loss(trained.model, trained.tokenizer, examples) < before - 0.5
    figures = measure(trained.model, trained.tokenizer, corpus, count=8)
    save_generator(trained, corpus, figures, tmp_path / "ours")
    opened = open_generator(tmp_path / "ours")
    assert opened.model.vocabulary == start.tokenizer.size
    card = (tmp_path / "ours" / "MODEL_CARD.md").read_text("utf-8")
    assert "from\n`theirs`" in card or "from `theirs`" in card
    assert "loss.svg" in card
    assert (tmp_path / "ours" / "loss.svg").read_text("utf-8").count("<polyline") == 2


def test_a_folder_without_weights_and_an_unreachable_name_say_what_to_do(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ModelError, match=r"no tokenizer\.json"):
        from_weights(str(tmp_path), corpus, seed=1)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match=r"'no-such-gpt2' is no folder here.*--from"):
        from_weights("no-such-gpt2", corpus, seed=1)


def test_another_architecture_is_refused(gpt2_folder: Path, corpus: Corpus) -> None:
    path = gpt2_folder / "config.json"
    config = json.loads(path.read_text("utf-8")) | {"n_embd": 48}
    path.write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match="no GPT-2 weights"):
        from_weights(str(gpt2_folder), corpus, seed=1)
