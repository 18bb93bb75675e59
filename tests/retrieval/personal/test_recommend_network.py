"""The network, what it is fed, its losses, and real training of a few steps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from retrieval.personal.recommend.attention import Attention
from retrieval.personal.recommend.held_out import HeldOut, Questions, leave_one_out
from retrieval.personal.recommend.items import Items, Rows, number_items
from retrieval.personal.recommend.losses import binary_loss, product_kind, softmax_loss
from retrieval.personal.recommend.network import Network, Size
from retrieval.personal.recommend.packing import pack
from retrieval.personal.recommend.ranking import hit_rate, ranks
from retrieval.personal.recommend.training import Trained, Training, train
from tests.retrieval.personal.walkers import traits, walks

SMALL = Size(width=16, layers=1, heads=2, length=8, dropout=0.1)
QUICK = Training(rate=0.01, batch=32, epochs=6, every=2)


@pytest.fixture(name="items", scope="module")
def _items() -> Items:
    return number_items(walks(160, 3).values(), traits(), seed=1)


@pytest.fixture(name="held", scope="module")
def _held(items: Items) -> HeldOut:
    return leave_one_out([items.rows(history) for history in walks(160, 3).values()])


def learned(items: Items, held: HeldOut, seed: int = 1) -> tuple[Network, Trained]:
    torch.manual_seed(seed)
    network = Network(items, SMALL)
    told = train(network, held.train, held.valid, softmax_loss, QUICK, seed=seed)
    return network, told


def test_packed_histories_keep_their_order_their_ages_and_to_themselves() -> None:
    packed = pack([np.array([1, 2, 3]), np.array([9]), np.array([4, 5]), np.arange(10, 20)], 4)
    assert packed.items.shape == (2, 4)
    assert packed.items[0].tolist() == [15, 16, 17, 18]  # the newest of the long one
    assert packed.goals[0].tolist() == [16, 17, 18, 19]
    assert packed.items[1].tolist() == [1, 2, 4, 0]
    assert packed.ages[1].tolist() == [1, 0, 0, 0]
    assert packed.goals[1, :3].tolist() == [2, 3, 5]
    assert packed.real.tolist() == [[True] * 4, [True, True, True, False]]
    sees = packed.sees[1, 0].int().tolist()
    assert sees == [[1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]


def test_a_history_is_answered_the_same_packed_with_others_and_alone(items: Items) -> None:
    torch.manual_seed(2)
    network = Network(items, SMALL).eval()
    histories = [np.array([1, 2, 3, 4]), np.array([5, 6]), np.array([7, 8, 9])]
    packed = pack(histories, SMALL.length)
    with torch.no_grad():
        table = network.table()
        told = network(table, packed.items, packed.ages, packed.sees)
        last = told[packed.real & (packed.ages == 0)] @ table.T
        alone = Attention(network).scores([history[:-1] for history in histories])
        apart = [Attention(network).scores([history[:-1]]) for history in histories]
    torch.testing.assert_close(last, alone[[0, 2, 1]])  # packed longest first
    torch.testing.assert_close(torch.cat(apart), alone)


def test_an_item_is_its_vector_and_the_mean_of_its_attributes(items: Items) -> None:
    network = Network(items, SMALL)
    assert network.attribute is not None
    row = 4
    mine = items.attributes[items.offsets[row] : items.offsets[row + 1]]
    expected = network.item.weight[row] + network.attribute.weight[mine.tolist()].mean(0)
    torch.testing.assert_close(network.table()[row], expected)
    assert Network(items, replace(SMALL, attributes=False)).attribute is None


def test_no_history_is_no_opinion(items: Items) -> None:
    network = Network(items, SMALL).eval()
    scores = Attention(network).scores([np.array([], np.int64), np.array([1])])
    assert not scores[0].any()
    assert scores[1].any()


def test_softmax_loss_and_its_gradients_are_pytorchs(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(3)
    goals = torch.randint(30, (700,))
    sides = []
    for loss in (softmax_loss, lambda a, t, g: functional.cross_entropy(a @ t.T, g)):
        torch.manual_seed(4)
        told = torch.randn(700, 8, requires_grad=True)
        table = torch.randn(30, 8, requires_grad=True)
        value = loss(told, table, goals)
        (2 * value).backward()
        sides.append((value.detach(), told.grad, table.grad))
    close = {"atol": 1e-6, "rtol": 1e-4}
    if product_kind(torch.device("cpu")) is torch.bfloat16:
        close = {"atol": 2e-3, "rtol": 3e-2}
    for ours, theirs in zip(*sides, strict=True):
        torch.testing.assert_close(ours, theirs, **close)


def test_softmax_loss_without_quick_products_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.personal.recommend.losses.product_kind", lambda _: torch.float32)
    told, table, goals = torch.randn(300, 8), torch.randn(40, 8), torch.randint(40, (300,))
    expected = functional.cross_entropy(told @ table.T, goals)
    torch.testing.assert_close(softmax_loss(told, table, goals), expected)


def test_binary_loss_is_small_where_right_is_high_and_the_rest_low() -> None:
    table = torch.eye(6) * 10
    goals = torch.tensor([0, 1, 2])
    right = binary_loss(2 * table[goals] - 10, table, goals)
    wrong = binary_loss(10 - 2 * table[goals], table, goals)
    assert right < 0.1 < 5 < wrong


def test_a_few_steps_teach_what_comes_next(items: Items, held: HeldOut) -> None:
    network, told = learned(items, held)
    assert told.valid > 0.6
    assert told.epoch in [epoch for epoch, _ in told.curve]
    assert told.valid == max(value for _, value in told.curve)
    assert not network.training
    found = hit_rate(ranks(Attention(network), held.test), 10).mean()
    assert found > 0.9


def test_the_same_seed_gives_the_same_weights_and_another_others(
    items: Items, held: HeldOut
) -> None:
    one, again, other = (learned(items, held, seed)[0].item.weight for seed in (1, 1, 2))
    assert torch.equal(one, again)
    assert not torch.equal(one, other)


def test_training_leaves_the_callers_random_numbers_alone(items: Items, held: HeldOut) -> None:
    torch.manual_seed(9)
    expected = torch.rand(3)
    torch.manual_seed(9)
    network = Network(items, SMALL)
    torch.manual_seed(9)
    train(network, held.train, held.valid, softmax_loss, replace(QUICK, epochs=1), seed=1)
    assert torch.equal(torch.rand(3), expected)


def test_it_stops_where_it_gets_no_better_and_keeps_the_best(items: Items, held: HeldOut) -> None:
    network = Network(items, SMALL)
    still = replace(QUICK, rate=0.0, epochs=50, every=1, patience=2)
    told = train(network, held.train, held.valid, softmax_loss, still, seed=1)
    assert told.epoch == 1
    assert [epoch for epoch, _ in told.curve] == [1, 2, 3]


def test_where_nobody_validates_the_last_epoch_counts(items: Items, held: HeldOut) -> None:
    nobody = Questions((), np.array([], np.int64))
    network = Network(items, SMALL)
    told = train(network, held.train, nobody, softmax_loss, replace(QUICK, epochs=3), seed=1)
    assert told.epoch == 3


def test_nothing_to_learn_from_is_no_error(items: Items) -> None:
    network = Network(items, SMALL)
    singles: list[Rows] = [np.array([1])]
    valid = Questions((np.array([1]),), np.array([2]))
    assert train(network, singles, valid, softmax_loss, QUICK, seed=1).epoch == 0


def test_steps_are_told(items: Items, held: HeldOut) -> None:
    seen: list[tuple[int, int]] = []
    train(
        Network(items, SMALL),
        held.train,
        held.valid,
        softmax_loss,
        replace(QUICK, epochs=2),
        seed=1,
        watch=lambda done, total, _: seen.append((done, total)),
    )
    steps = -(-sum(len(h) > 1 for h in held.train) // QUICK.batch)
    assert seen == [(n, 2 * steps) for n in range(1, 2 * steps + 1)]
