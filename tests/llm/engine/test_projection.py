"""Number formats: how near they are to fp32, and that a row's result is its own."""

import random
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
import torch

from llm.corpus.corpus import Corpus
from llm.corpus.examples import draw_examples
from llm.engine import Engine, GenerateRequest, Gpt2, NumberFormat, UnsupportedModel
from llm.engine.projection import Dense
from llm.plan import Fact, Plan
from llm.writer import Writer

LANGUAGES = Path("data/languages")
SHIPPED = Path("data/models/generator")
CPU = torch.device("cpu")
has_int8 = pytest.mark.skipif(
    NumberFormat.AUTO.on(CPU) is not NumberFormat.INT8, reason="no int8 kernels on this CPU"
)


def layer(inner=96, outer=64, seed=0):
    torch.manual_seed(seed)
    return Dense(torch.randn(inner, outer) * 0.05, torch.randn(outer))


@pytest.mark.parametrize(
    ("number_format", "error"),
    [(NumberFormat.BF16, 0.02), pytest.param(NumberFormat.INT8, 0.03, marks=has_int8)],
)
def test_a_rounded_layer_says_nearly_what_fp32_says(number_format, error):
    exact = layer()
    rounded = exact.cast(number_format)
    x = torch.randn(9, 96) * torch.tensor([0.01, 1.0, 30.0]).repeat(3)[:, None]
    dtype = torch.bfloat16 if number_format is NumberFormat.BF16 else torch.float32
    with torch.inference_mode():
        off = (rounded(x.to(dtype)).float() - exact(x)).norm(dim=1)
        assert (off / exact(x).norm(dim=1)).max() < error


@has_int8
def test_a_row_in_int8_depends_on_no_other_row():
    rounded = layer().cast(NumberFormat.INT8)
    x = torch.randn(16, 96)
    x[3] *= 1_000  # with one scale for all, this one would round the others away
    with torch.inference_mode():
        alone = torch.cat([rounded(row[None]) for row in x])
        assert torch.equal(rounded(x), alone)


@has_int8
def test_int8_takes_a_row_of_zeros():
    rounded = layer().cast(NumberFormat.INT8)
    with torch.inference_mode():
        torch.testing.assert_close(rounded(torch.zeros(1, 96))[0], layer().bias)


@has_int8
def test_packing_leaves_torchs_quantised_engine_as_it_was():
    before = torch.backends.quantized.engine
    layer().cast(NumberFormat.INT8)
    assert torch.backends.quantized.engine == before


@has_int8
def test_what_is_rounded_is_not_cast_again(tiny_gpt2):
    rounded = Gpt2.from_transformers(tiny_gpt2).cast(NumberFormat.INT8)
    with pytest.raises(UnsupportedModel):
        rounded.cast(NumberFormat.BF16)


def test_fp32_is_the_model_itself(tiny_gpt2):
    exact = Gpt2.from_transformers(tiny_gpt2)
    assert exact.cast(NumberFormat.FP32) is exact
    rounded = exact.cast(NumberFormat.BF16)
    assert (rounded.dtype, exact.dtype) == (torch.bfloat16, torch.float32)


@pytest.mark.parametrize(
    "number_format", [NumberFormat.BF16, pytest.param(NumberFormat.INT8, marks=has_int8)]
)
def test_a_rounded_model_goes_on_nearly_as_fp32_does(tiny_gpt2, number_format):
    exact = Gpt2.from_transformers(tiny_gpt2)
    tokens = {}
    for model in (exact, exact.cast(number_format)):
        engine = Engine(model)
        rng = random.Random(1)
        prompts = [tuple(rng.choices(range(1, 200), k=9)) for _ in range(40)]
        sequences = [engine.add(GenerateRequest(prompt, -1, 1)) for prompt in prompts]
        while engine.has_work:
            engine.step()
        tokens[model.dtype, model is exact] = [s.tokens[0] for s in sequences]
    first, second = tokens.values()
    assert sum(a == b for a, b in zip(first, second, strict=True)) >= 36


@has_int8
@pytest.mark.skipif(not (SHIPPED / "model.safetensors").exists(), reason="no shipped weights")
def test_the_shipped_weights_write_in_int8_as_verified_as_in_fp32():
    drawn = draw_examples(Corpus.load(Path("data/replies")), seed=11)
    plans, said = [_plan(example) for example in islice(drawn, 60)], {}
    for number_format in (NumberFormat.FP32, NumberFormat.INT8):
        writer = Writer.open(SHIPPED, LANGUAGES, number_format)
        said[number_format] = Counter(reply.source for reply in writer.write_all(plans))
    exact, rounded = (said[f]["model"] for f in (NumberFormat.FP32, NumberFormat.INT8))
    assert exact >= 40
    assert rounded >= exact - 3


def _plan(example):
    facts = tuple(Fact(slot, f"the {slot}", slot, slot, "search") for slot in example.slots)
    return Plan.of(example.form, facts, example.query)
