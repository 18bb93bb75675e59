import json
from importlib.util import find_spec

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from transformers import GPT2Config, GPT2LMHeadModel

from actions.cli.bench.decoders import formats as runnable_formats
from actions.cli.bench.generate import CONCURRENT, LOADS, SOLO, command
from actions.cli.bench.poisson import arrivals, continuously, in_batches, in_units
from llm.engine import Engine, GenerateRequest


@pytest.fixture(scope="module")
def tiny():
    config = GPT2Config(
        vocab_size=50, n_positions=80, n_embd=32, n_layer=1, n_head=2,
        bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    return GPT2LMHeadModel(config).eval()


def test_every_decoder_is_timed_against_generate_one_by_one(tiny, tmp_path):
    tiny.save_pretrained(tmp_path)
    result = CliRunner().invoke(
        command, ["--model", tmp_path, "--requests", "3", "--rounds", "1", "--json"]
    )
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    formats, skipped = runnable_formats("cpu")
    names = ["generate_batch, continuous", *(f"ours {each}" for each in formats)]
    assert set(skipped) <= set(report["skipped"])
    if find_spec("ctranslate2"):
        names.append("CTranslate2 int8")
    else:
        assert any("uv pip install" in reason for reason in report["skipped"])
    runs = report["runs"]
    wanted = {SOLO, *(f"{name}, {c}" for name in names for c in CONCURRENT)}
    assert set(runs) == wanted | {f"generate, static batches, {c}" for c in CONCURRENT[1:]}
    assert runs[SOLO]["ratio"] == runs[SOLO]["ratio_cpu"] == 1.0
    assert all(run["tokens_s"] > 0 for run in runs.values())
    assert {f"{name}, load {load}" for name in names[1:] for load in LOADS} < set(report["poisson"])
    assert all(0 < wait["p50"] <= wait["p95"] for wait in report["poisson"].values())


def test_a_gpu_that_is_not_there_is_said(tiny):
    if torch.cuda.is_available():
        pytest.skip("there is one")
    result = CliRunner().invoke(command, ["--device", "cuda"])
    assert result.exit_code == 2
    assert "no GPU" in result.output


class Recorder:
    def __init__(self):
        self.batches = []

    def serve(self, batch):
        self.batches.append(list(batch))


def test_batches_take_all_that_has_come_and_no_more_than_fit():
    recorder = Recorder()
    latencies = in_batches(recorder, list("abcdef"), [0.0, 1e6, 1e6, 1e6, 1e6, 2e6], most=3)
    assert recorder.batches == [["a"], ["b", "c", "d"], ["e"], ["f"]]
    assert len(latencies) == 6
    assert max(latencies) < 1e5  # the clock jumps over idle time


def test_continuously_every_request_is_served_once(tiny):
    requests = [GenerateRequest((1, 2, n), -1, 5) for n in range(9)]
    latencies = continuously(Engine(tiny, slots=2), requests, arrivals(9, rate=1e-3))
    assert len(latencies) == 9
    assert min(latencies) > 0


def test_arrivals_come_at_their_rate_and_latencies_are_told_in_units():
    times = arrivals(4000, rate=5.0)
    assert np.all(np.diff(times) > 0)
    assert times[-1] == pytest.approx(800, rel=0.05)
    assert in_units([1.0, 2.0, 3.0], 2.0)["p50"] == 1.0
