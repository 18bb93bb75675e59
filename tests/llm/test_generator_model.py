"""Tokenizer, batches, training and the folder: on a tiny budget, with the real corpus."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from llm.corpus.corpus import Corpus
from llm.corpus.examples import draw_examples
from llm.engine.engine import Engine
from llm.engine.gpt2 import Gpt2
from llm.engine.request import Completion, FinishReason, GenerateRequest
from llm.errors import ModelError
from llm.grounding.gate import Gate, calibrate
from llm.model.batches import BATCH_TOKENS, PROMPT_WEIGHT, batches, encode
from llm.model.bundle import open_generator
from llm.model.gpt2 import POSITIONS
from llm.model.measure import Figures
from llm.model.prompt import delexicalise
from llm.model.saving import save_generator
from llm.model.tokenizer import ReplyTokenizer, corpus_texts
from llm.model.training import Recipe, train
from llm.plan import Fact, Plan, Task
from llm.writer import MAX_NEW_TOKENS

CORPUS = Corpus.load(Path("data/replies"))
TOKENIZER = ReplyTokenizer.train(corpus_texts(CORPUS), ["en"])
FIGURES = Figures(1.0, 2.7, 0.9, 0.99, 0.9, 10, 10, 8, Gate(5.0, 1.0), 0.9)


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def test_every_reply_survives_the_tokenizer() -> None:
    for example in islice(draw_examples(CORPUS, 11), 300):
        prompt, reply = encode(example, TOKENIZER)
        assert TOKENIZER.decode(reply[:-1]) == example.reply
        assert reply[-1] == TOKENIZER.eos
        assert len(prompt) + len(reply) <= POSITIONS


@given(st.text(max_size=300))
def test_no_query_writes_a_control_token_or_outgrows_the_model(query: str) -> None:
    plan = Plan(Task.QA, (), query=query, ask="price")
    said = TOKENIZER.prompt(plan)
    assert len(said) < POSITIONS - MAX_NEW_TOKENS
    assert TOKENIZER.eos not in said
    assert "<" not in delexicalise(plan)


def test_a_query_loses_its_facts_and_numbers() -> None:
    fact = Fact("name", "Harrow Jacket", "title", "Harrow Jacket", "catalog:1")
    plan = Plan(Task.QA, (fact,), query="How much is the Harrow Jacket in 2XL <s:price>?")
    assert delexicalise(plan) == "how much is the _ in _ s:price ?"


def test_a_query_keeps_its_letters_and_loses_its_emoji() -> None:
    plan = Plan(Task.QA, (), query="Combien ça coûte 🧥🧥, s’il vous plaît? 多少钱")
    assert delexicalise(plan) == "combien ça coûte , s’il vous plaît? 多少钱"


def test_a_plan_of_an_untaught_language_is_not_known() -> None:
    assert TOKENIZER.knows(Plan(Task.QA, (), ask="price"))
    assert not TOKENIZER.knows(Plan(Task.QA, (), ask="price", language="xx"))


def test_batches_hold_the_budget_and_weigh_prompts_less() -> None:
    for batch in islice(batches(draw_examples(CORPUS, 2), TOKENIZER, 0), 10):
        assert batch.tokens.numel() <= BATCH_TOKENS
        weights = sorted(batch.weights.unique().tolist())
        assert weights[-2:] == pytest.approx([PROMPT_WEIGHT, 1.0])
        assert (batch.tokens[batch.weights == 0] == TOKENIZER.pad).all()


def test_training_repeats_and_its_folder_opens_again(tmp_path: Path) -> None:
    first = train(CORPUS, Recipe(tokens=6_000, seed=5))
    again = train(CORPUS, Recipe(tokens=6_000, seed=5))
    weights = first.model.state_dict()
    assert all(
        torch.equal(weights[name], value) for name, value in again.model.state_dict().items()
    )
    save_generator(first, CORPUS, FIGURES, tmp_path)
    opened = open_generator(tmp_path)
    stored = Gpt2.from_transformers(first.model.half().float())  # as the file rounds it
    assert torch.equal(stored.token_embedding, opened.model.token_embedding)
    assert _babble(stored) == _babble(opened.model)
    assert opened.gate == Gate(5.0, 1.0)
    assert len(opened.clauses["en"]) == len(CORPUS.languages[0].clauses)
    assert "Perplexity" not in (card := (tmp_path / "MODEL_CARD.md").read_text())
    assert "Limits" in card


def _babble(model: Gpt2) -> Completion:
    prompt = TOKENIZER.prompt(Plan(Task.QA, (), ask="price"))
    engine = Engine(model)
    sequence = engine.add(GenerateRequest(prompt, TOKENIZER.eos, max_new_tokens=20, temperature=0))
    while engine.has_work:
        engine.step()
    return sequence.completion()


def test_serving_needs_no_transformers() -> None:
    """Its import takes longer than all else that a server loads."""
    told = "import sys, llm.writer; print('transformers' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_a_missing_or_broken_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no generator"):
        open_generator(tmp_path)
    with pytest.raises(ModelError, match="missing"):
        ReplyTokenizer.open(tmp_path / "tokenizer.json")
    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}', encoding="utf-8")
    with pytest.raises(ModelError, match=r"model\.safetensors"):
        open_generator(tmp_path)
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        ReplyTokenizer.open(tmp_path / "tokenizer.json")


def test_the_gate_lets_the_likely_through_and_nothing_cut_off() -> None:
    rng = random.Random(0)
    good = [[rng.random() for _ in range(20)] for _ in range(200)]
    gate = calibrate(good)
    assert sum(gate.likely(nll) for nll in good) >= 198
    assert not gate.likely([0.1] * 19 + [9.0])
    assert not gate.likely([0.95] * 20)
    assert not gate.likely([])
    assert not gate.passes(Completion((1, 2), (0.1, 0.1), FinishReason.LENGTH))
    assert gate.passes(Completion((1, 2), (0.1, 0.1, 0.1), FinishReason.STOP))
