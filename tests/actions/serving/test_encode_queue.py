import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.serving.encode_queue import EncodeQueue, estimate_tokens
from actions.serving.entry import EncodeEntry
from actions.serving.priority import Priority


class Settled:
    """Stands where a future would: the queue never looks at it."""


def entry(texts, priority=Priority.CHAT):
    return EncodeEntry(
        future=Settled(), priority=priority, queued_at=0.0,
        texts=tuple(texts), tokens=tuple(map(estimate_tokens, texts)),
    )  # fmt: skip


@given(st.lists(st.lists(st.text(max_size=60), min_size=1, max_size=9), min_size=1, max_size=9))
def test_every_text_is_batched_once_in_order_and_no_batch_is_too_large(lists):
    queue, bound = EncodeQueue(40), 40
    entries = [entry(texts) for texts in lists]
    for one in entries:
        queue.push(one)
    seen, results, row = [], {}, 0.0
    while queue.urgency is not None:
        batch = queue.next_batch()
        assert batch.tokens <= bound or len(batch.texts) == 1
        seen += batch.texts
        vectors = np.arange(row, row + len(batch.texts))[:, None]
        row += len(batch.texts)
        for outcome in queue.finish(batch, vectors):
            results[outcome.entry] = outcome.result
    assert seen == [text for texts in lists for text in texts]
    assert [len(results[one]) for one in entries] == [len(texts) for texts in lists]
    assert np.concatenate([results[one] for one in entries]).ravel().tolist() == list(
        range(len(seen))
    )


def test_a_batch_never_mixes_priorities():
    queue = EncodeQueue(1000)
    queue.push(entry(["a", "b"], Priority.INDEX))
    queue.push(entry(["c"], Priority.CHAT))
    assert queue.next_batch().texts == ["c"]
    assert queue.next_batch().texts == ["a", "b"]


def test_a_long_text_costs_its_neighbours_nothing():
    queue = EncodeQueue(100)
    queue.push(entry(["x" * 200, *["jacket"] * 10]))
    batch = queue.next_batch()
    assert len(batch.texts) == 11
    assert batch.tokens == sum(map(estimate_tokens, batch.texts))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("", 2, 2), ("waterproof jacket", 5, 8), ("防水外套", 6, 6), ("x" * 9999, 256, 256)],
)
def test_token_estimates_are_near_and_bounded(text, low, high):
    assert low <= estimate_tokens(text) <= high
