"""The draw on the host beside the draw on the device, to the same random numbers."""

import numpy as np
import pytest
import torch

from llm.engine import GenerateRequest, Sequence
from llm.engine.host_sampler import choose
from llm.engine.rows import Rows, table_of
from llm.engine.sampler import sample


def sequences(count, **options):
    made = [Sequence(GenerateRequest((1,), 0, seed=n, **options), 99) for n in range(count)]
    for number, each in enumerate(made):
        each.nll = [0.0] * number
    return made


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"temperature": 0.6, "top_p": 0.95},
        {"temperature": 1.7, "top_p": 0.8},
        {"temperature": 1.0},
        {"temperature": 0.9, "top_k": 3},
        {"temperature": 1e-9},
    ],
)
@pytest.mark.parametrize("vocabulary", [5, 300])
def test_the_host_draws_what_the_device_draws(options, vocabulary):
    torch.manual_seed(1)
    logits = torch.randn(400, vocabulary) * torch.tensor([1.0, 4.0]).repeat(200)[:, None]
    rows = sequences(400, **options)
    tokens, nll, _ = choose(logits.numpy().copy(), rows)
    wanted, wanted_nll = sample(logits, Rows.of(table_of(rows)), draws=True)
    same = np.array(tokens) == wanted.numpy()
    assert same.mean() >= 0.995  # a draw on the very border of two tokens may round either way
    assert np.array(nll)[same] == pytest.approx(wanted_nll.numpy()[same], abs=1e-4)
    if options.get("temperature", 0) > 0.5:
        assert (wanted != logits.argmax(1)).any()


def test_greedy_rows_and_drawing_rows_share_a_batch():
    logits = np.array([[0, 9, 0], [0, 0, 60], [5, 0, 0]], np.float32)
    rows = [*sequences(1), *sequences(1, temperature=0.7, top_p=0.9), *sequences(1)]
    tokens, nll, _ = choose(logits, rows)
    assert tokens == [1, 2, 0]
    assert nll[1] < 1e-6 < nll[0]
