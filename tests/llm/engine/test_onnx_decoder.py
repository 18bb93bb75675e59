"""The graph beside torch's own layers, and a row beside itself in company."""

import random
from dataclasses import replace

import numpy as np
import pytest
import torch
from transformers import GPT2Config, GPT2LMHeadModel

from llm.engine import Engine, GenerateRequest, Gpt2, NumberFormat
from llm.engine.gpt2_graph import project
from llm.engine.graph import Graph
from llm.engine.onnx_decoder import OnnxDecoder, _passes
from llm.engine.projection import Dense
from llm.engine.torch_decoder import TorchDecoder

CPU = torch.device("cpu")
has_int8 = pytest.mark.skipif(
    NumberFormat.AUTO.on(CPU) is not NumberFormat.INT8, reason="no int8 kernels on this CPU"
)
FORMATS = [NumberFormat.FP32, pytest.param(NumberFormat.INT8, marks=has_int8)]


def run(engine, requests):
    sequences = [engine.add(request) for request in requests]
    while engine.has_work:
        engine.step()
    return sequences


def requests(count, seed, **options):
    rng = random.Random(seed)
    return [
        GenerateRequest(
            tuple(rng.choices(range(1, 200), k=rng.randint(1, 30))), 210, 20, seed=n, **options
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"activation_function": "gelu"},
        {"scale_attn_weights": False},
        {"scale_attn_by_inverse_layer_idx": True},
    ],
)
def test_a_reply_is_what_torch_says(options):
    torch.manual_seed(1)
    config = GPT2Config(
        vocab_size=211, n_positions=64, n_embd=48, n_layer=2, n_head=3, initializer_range=0.3,
        bos_token_id=0, eos_token_id=0, **options,
    )  # fmt: skip
    model = GPT2LMHeadModel(config).eval()
    graph, torch_ = Engine(model), Engine(model)
    torch_._decoder = TorchDecoder(torch_._runner, threads=1)
    assert isinstance(graph._decoder, OnnxDecoder)
    asked = requests(20, seed=3)
    for one, other in zip(run(graph, asked), run(torch_, asked), strict=True):
        assert one.tokens == other.tokens
        assert one.nll == pytest.approx(other.nll, abs=1e-3)


@has_int8
@pytest.mark.parametrize("temperature", [0.0, 0.8])
def test_in_int8_a_reply_is_the_same_to_the_bit_in_any_company(tiny_gpt2, temperature):
    model = Gpt2.from_transformers(tiny_gpt2).cast(NumberFormat.INT8)
    asked = requests(24, seed=5, temperature=temperature, top_p=0.95)
    alone = [run(Engine(model, slots=1), [request])[0] for request in asked]
    for one, other in zip(alone, run(Engine(model, slots=7), asked), strict=True):
        assert (one.tokens, one.nll) == (other.tokens, other.nll)


@pytest.mark.parametrize("number_format", FORMATS)
def test_a_layer_in_the_graph_says_what_it_says_in_torch(number_format):
    torch.manual_seed(0)
    layer = Dense(torch.randn(96, 64) * 0.05).cast(number_format)
    graph = Graph()
    x = graph.input("x", np.float32, ["N", 96])
    graph.output(project(layer, graph, x, to="y"), np.float32, ["N", 64])
    rows = torch.randn(9, 96) * torch.tensor([0.0, 0.01, 30.0]).repeat(3)[:, None]
    (said,) = graph.session(threads=1).run(None, {"x": rows.numpy()})
    torch.testing.assert_close(torch.from_numpy(said), layer(rows), atol=1e-5, rtol=1e-5)
    assert (said[0] == 0).all()  # a row of zeros


def test_heads_that_the_graph_has_no_operator_for_run_in_torch():
    config = GPT2Config(vocab_size=50, n_positions=16, n_embd=36, n_layer=1, n_head=3,
                        bos_token_id=0, eos_token_id=0)  # fmt: skip
    engine = Engine(GPT2LMHeadModel(config).eval())
    assert isinstance(engine._decoder, TorchDecoder)
    assert len(run(engine, [GenerateRequest((1, 2), 99, 5)])[0].tokens) == 5


def test_two_engines_of_one_model_share_its_session_and_nothing_else(tiny_gpt2):
    model = Gpt2.from_transformers(tiny_gpt2)
    one, other = Engine(model, slots=3), Engine(model, slots=2)
    assert one._decoder._session is other._decoder._session
    asked = [replace(request, max_new_tokens=9) for request in requests(3, seed=8)]
    wanted = [sequence.tokens for sequence in run(Engine(tiny_gpt2), asked)]
    sequences = [one.add(request) for request in asked]
    for _ in range(12):
        one.step()
        run(other, requests(2, seed=9))
    assert [sequence.tokens for sequence in sequences] == wanted


def test_prompts_of_like_length_are_read_together():
    lengths = [3, 3, 4, 9, 30, 31]
    passes = [lengths[some] for some in _passes(lengths)]
    assert passes == [[3, 3, 4], [9], [30, 31]]
    assert list(_passes([7])) == [slice(0, 1)]
