import torch

from llm.engine import GenerateRequest, Sequence
from llm.engine.draws import uniform
from llm.engine.rows import Rows, table_of
from llm.engine.sampler import sample


def sequence(**options):
    return Sequence(GenerateRequest((1,), 0, **options), max_len=9_999)


def drawn(logits, count, look=True, **options):
    """`count` draws in a row from the same distribution: tokens (count,)."""
    rows = [sequence(**options) for _ in range(count)]
    for number, row in enumerate(rows):
        row.nll = [0.0] * number  # the row's place in the stream of its seed
    table = Rows.of(table_of(rows))
    tokens, _ = sample(logits.expand(count, -1), table, draws=True, look=look)
    return tokens


def test_draws_follow_the_distribution_cut_to_its_nucleus():
    p = torch.tensor([[0.05, 0.5, 0.15, 0.3]])
    counts = drawn(p.log(), 4000, temperature=1.0, top_p=0.7, seed=3).bincount(minlength=4)
    assert counts[0] == counts[2] == 0  # .5 + .3 hold the nucleus
    assert abs(counts[1] / 4000 - 0.5 / 0.8) < 0.03


def test_top_k_leaves_out_what_is_less_likely():
    p = torch.tensor([[0.1, 0.4, 0.2, 0.3]])
    counts = drawn(p.log(), 4000, temperature=1.0, top_k=2, seed=5).bincount(minlength=4)
    assert counts[0] == counts[2] == 0
    assert abs(counts[1] / 4000 - 0.4 / 0.7) < 0.03
    assert set(drawn(p.log(), 99, temperature=1.0, top_k=1).tolist()) == {1}


def test_a_low_temperature_sharpens_and_a_high_one_flattens():
    logits = torch.tensor([[0.0, 1.0]])
    for temperature in (0.5, 1.0, 4.0):
        share = drawn(logits, 3000, temperature=temperature, seed=1).double().mean().item()
        assert abs(share - torch.sigmoid(torch.tensor(1 / temperature)).item()) < 0.03


def test_greedy_rows_and_valuesrows_share_a_batch():
    logits = torch.tensor([[0.0, 9.0, 0.0], [0.0, 0.0, 60.0], [5.0, 0.0, 0.0]])
    rows = Rows.of(table_of([sequence(), sequence(temperature=0.7, top_p=0.9), sequence()]))
    tokens, nll = sample(logits, rows, draws=True)
    assert tokens.tolist() == [1, 2, 0]
    assert nll[1] < 1e-6 < nll[0]
    torch.testing.assert_close(nll, -logits.log_softmax(1).gather(1, tokens[:, None])[:, 0])


def test_uniform_logits_never_leave_the_vocabulary():
    tokens = drawn(torch.zeros(1, 5), 300, temperature=1.0, top_p=1.0, seed=11)
    assert set(tokens.tolist()) == {0, 1, 2, 3, 4}


def test_a_padding_row_is_harmless():
    rows = Rows.of(torch.zeros(2, 6, dtype=torch.float64))
    tokens, _ = sample(torch.randn(2, 9), rows, draws=True)
    assert ((tokens >= 0) & (tokens < 9)).all()


def test_a_seeds_draws_are_spread_evenly_and_neighbouring_seeds_differ():
    values = [uniform(seed, n) for seed in range(40) for n in range(50)]
    numbers = torch.tensor(values, dtype=torch.float64)
    assert numbers.min() >= 0
    assert numbers.max() < 1
    assert (numbers.histc(10, 0, 1) - 200).abs().max() < 60
    assert len(set(numbers.tolist())) == 2000
    assert uniform(2**63 - 1, 3) == uniform(2**63 - 1, 3)


def test_looking_at_the_values_changes_no_draw():
    torch.manual_seed(2)
    logits = torch.randn(1, 300) * 3
    for options in ({"temperature": 0.7, "top_p": 0.9}, {"temperature": 1.0}, {"temperature": 0.1}):
        looked = drawn(logits, 200, look=True, seed=4, **options)
        assert looked.tolist() == drawn(logits, 200, look=False, seed=4, **options).tolist()
