import torch

from llm.engine import GenerateRequest, Sequence
from llm.engine.sampler import sample


def sequence(**options):
    return Sequence(GenerateRequest((1,), 0, **options), max_len=9_999)


def test_draws_follow_the_distribution_cut_to_its_nucleus():
    p = torch.tensor([[0.05, 0.5, 0.15, 0.3]])
    one = sequence(temperature=1.0, top_p=0.7, seed=3)
    counts = torch.zeros(4)
    for _ in range(4000):
        counts[sample(p.log(), [one])[0][0]] += 1
    assert counts[0] == counts[2] == 0  # .5 + .3 hold the nucleus
    assert abs(counts[1] / 4000 - 0.5 / 0.8) < 0.03


def test_a_low_temperature_sharpens_and_a_high_one_flattens():
    logits = torch.tensor([[0.0, 1.0]])

    def share(temperature):
        one = sequence(temperature=temperature, seed=1)
        return sum(sample(logits, [one])[0][0] for _ in range(3000)) / 3000

    for temperature in (0.5, 1.0, 4.0):
        wanted = torch.sigmoid(torch.tensor(1 / temperature)).item()
        assert abs(share(temperature) - wanted) < 0.03


def test_greedy_rows_and_drawn_rows_share_a_batch():
    logits = torch.tensor([[0.0, 9.0, 0.0], [0.0, 0.0, 60.0], [5.0, 0.0, 0.0]])
    rows = [sequence(), sequence(temperature=0.7, top_p=0.9), sequence()]
    tokens, nll = sample(logits, rows)
    assert tokens == [1, 2, 0]
    assert nll[1] < 1e-6 < nll[0]


def test_uniform_logits_never_leave_the_vocabulary():
    logits = torch.zeros(1, 5)
    one = sequence(temperature=1.0, top_p=1.0, seed=11)
    assert {sample(logits, [one])[0][0] for _ in range(300)} == {0, 1, 2, 3, 4}
