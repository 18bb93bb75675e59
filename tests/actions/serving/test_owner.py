import asyncio
import random
import time

import numpy as np
import pytest

from actions.serving import (
    DeadlineExceeded,
    DeviceOwner,
    Limits,
    NotServing,
    Overloaded,
    Pace,
    Priority,
    ServingError,
    ShuttingDown,
    StepFailed,
)
from llm.engine import BadRequest, Engine, FinishReason, GenerateRequest

CHAT, COPY, INDEX = Priority


@pytest.fixture
async def owner(encoder, engine):
    owner = DeviceOwner(encoder, engine)
    await owner.start()
    yield owner
    encoder.gate.set()
    engine.gate.set()
    await owner.drain(5)


def asked(*tokens, length=8, **options):
    return GenerateRequest(tokens, stop_token=100, max_new_tokens=length, **options)


async def until(condition):
    for _ in range(10_000):
        if condition():
            return
        await asyncio.sleep(0.002)
    raise AssertionError("it never came true")


def counted(owner, **labels):
    return owner.metrics.registry.get_sample_value("storeclerk_requests_total", labels) or 0


async def test_vectors_come_back_a_row_a_text_in_order(owner, encoder):
    texts = [f"text {n}" for n in range(50)]
    parts = await asyncio.gather(*(owner.encode(texts[n : n + 7]) for n in range(0, 50, 7)))
    assert np.array_equal(np.concatenate(parts), np.stack([encoder.vector(t) for t in texts]))
    assert (await owner.encode([])).shape == (0, 384)


async def test_a_long_list_is_cut_into_bounded_batches(encoder):
    owner = DeviceOwner(encoder, pace=Pace(max_batch_tokens=64))
    await owner.start()
    texts = ["eight letters x" * 2 for _ in range(100)]  # 10 tokens each by the estimate
    vectors = await owner.encode(texts, priority=INDEX)
    await owner.drain()
    assert vectors.shape == (100, 384)
    assert {len(batch) for batch in encoder.batches} <= {6, 4}
    assert sum(map(len, encoder.batches)) == 100


async def test_batched_replies_are_those_of_the_engine_alone(owner, tiny_model):
    requests = [asked(*range(1, 2 + n % 7), n + 1) for n in range(20)]
    replies = await asyncio.gather(*(owner.generate(request) for request in requests))
    for request, reply in zip(requests, replies, strict=True):
        alone = Engine(tiny_model, slots=1)
        sequence = alone.add(request)
        while alone.has_work:
            alone.step()
        assert reply.tokens == sequence.completion().tokens


async def test_a_full_queue_rejects_at_once_and_says_when_to_come_back(encoder, engine):
    limits = Limits(texts={CHAT: 2, COPY: 1, INDEX: 1}, replies={CHAT: 2, COPY: 1, INDEX: 1})
    owner = DeviceOwner(encoder, engine, limits=limits)
    await owner.start()
    encoder.gate.clear()
    engine.gate.clear()
    waiting = [asyncio.create_task(owner.encode([f"{n}"])) for n in range(2)]
    waiting += [asyncio.create_task(owner.generate(asked(n + 1))) for n in range(2)]
    waiting += [asyncio.create_task(owner.encode(["a"] * 50, priority=INDEX))]
    await asyncio.sleep(0)
    for call in (
        owner.encode(["x"]),
        owner.generate(asked(5)),
        owner.encode(["y"], priority=INDEX),
    ):
        with pytest.raises(Overloaded) as raised:
            await call
        assert 0 < raised.value.retry_after_s <= 30
    encoder.gate.set()
    engine.gate.set()
    await asyncio.gather(*waiting)
    assert (await owner.encode(["x"])).shape == (1, 384)
    assert counted(owner, kind="encode", priority="chat", end="rejected") == 1
    await owner.drain()


async def test_indexing_never_takes_a_customers_place(encoder, engine):
    limits = Limits(texts={CHAT: 1, COPY: 1, INDEX: 4}, replies={CHAT: 1, COPY: 1, INDEX: 1})
    owner = DeviceOwner(encoder, engine, limits=limits)
    await owner.start()
    encoder.gate.clear()
    index = asyncio.create_task(owner.encode(["a", "b", "c", "d"], priority=INDEX))
    await asyncio.sleep(0)
    chat = asyncio.create_task(owner.encode(["question"]))
    await asyncio.sleep(0)
    encoder.gate.set()
    assert (await chat).shape == (1, 384)
    assert (await index).shape == (4, 384)
    await owner.drain()


async def test_chat_is_encoded_before_what_came_earlier(owner, encoder):
    encoder.gate.clear()
    first = asyncio.create_task(owner.encode(["running"], priority=INDEX))
    await until(encoder.entered.is_set)
    others = [
        asyncio.create_task(owner.encode([word], priority=priority))
        for word, priority in [("index", INDEX), ("copy", COPY), ("chat", CHAT)]
    ]
    await asyncio.sleep(0.01)
    encoder.gate.set()
    await asyncio.gather(first, *others)
    assert encoder.batches == [["running"], ["chat"], ["copy"], ["index"]]


async def test_chat_finds_a_free_slot_though_copy_waits_for_one(encoder, engine):
    owner = DeviceOwner(encoder, engine, pace=Pace(chat_slots=1))
    await owner.start()
    done = []

    async def ask(name, priority, length):
        await owner.generate(asked(1, 2, length=length), priority=priority)
        done.append(name)

    copies = [asyncio.create_task(ask("copy", COPY, 40)) for _ in range(8)]
    await until(lambda: engine.running == 3)
    await ask("chat", CHAT, 3)
    assert done == ["chat"]
    await asyncio.gather(*copies)
    await owner.drain()


async def test_indexing_gets_its_turn_while_customers_never_stop(owner, encoder):
    async def chatter():
        while True:
            await owner.generate(asked(1, 2, 3, length=6))

    customers = [asyncio.create_task(chatter()) for _ in range(6)]
    async with asyncio.timeout(20):
        assert len(await owner.encode(["product"] * 300, priority=INDEX)) == 300
    for customer in customers:
        customer.cancel()
    await asyncio.gather(*customers, return_exceptions=True)


async def test_an_exception_reaches_every_waiter_of_the_batch_and_the_next_is_served(
    owner, encoder
):
    encoder.gate.clear()
    first = asyncio.create_task(owner.encode(["first"]))
    await until(encoder.entered.is_set)
    batch = [asyncio.create_task(owner.encode([t])) for t in ("fine", "poison", "good")]
    await asyncio.sleep(0.01)
    encoder.gate.set()
    assert (await first).shape == (1, 384)
    for failed in await asyncio.gather(*batch, return_exceptions=True):
        assert isinstance(failed, StepFailed)
        assert isinstance(failed.__cause__, ValueError)
    assert (await owner.encode(["fine"])).shape == (1, 384)


async def test_a_lost_row_fails_the_batch_rather_than_shifting_the_others(owner):
    with pytest.raises(StepFailed, match="2 texts gave vectors of shape"):
        await owner.encode(["lost row", "other"])


async def test_an_exception_in_a_step_reaches_every_sequence_and_the_next_is_served(owner, engine):
    wanted = await owner.generate(asked(7, 8))
    engine.gate.clear()
    engine.break_at = {engine.steps + 3}
    batch = [asyncio.create_task(owner.generate(asked(n + 1))) for n in range(4)]
    await asyncio.sleep(0.01)
    engine.gate.set()
    for failed in await asyncio.gather(*batch, return_exceptions=True):
        assert isinstance(failed, StepFailed)
        assert str(failed.__cause__) == "planned"
    assert await owner.generate(asked(7, 8)) == wanted


async def test_what_the_model_cannot_run_is_refused_without_harm_to_others(owner):
    good = asyncio.create_task(owner.generate(asked(1, 2)))
    with pytest.raises(BadRequest):
        await owner.generate(asked(*range(1, 90)))
    assert (await good).finish_reason is FinishReason.LENGTH


async def test_a_passed_deadline_is_answered_without_being_run(owner, encoder):
    with pytest.raises(DeadlineExceeded):
        await owner.encode(["late"], deadline=time.monotonic() - 1)
    encoder.gate.clear()
    first = asyncio.create_task(owner.encode(["first"]))
    await until(encoder.entered.is_set)
    with pytest.raises(DeadlineExceeded):
        await owner.encode(["late"], deadline=time.monotonic() + 0.02)
    encoder.gate.set()
    await first
    await owner.encode(["next"])
    assert encoder.batches == [["first"], ["next"]]


async def test_a_deadline_in_the_middle_of_a_reply_frees_its_slot(owner, engine):
    engine.gate.clear()
    late = asyncio.create_task(
        owner.generate(asked(1, length=60), deadline=time.monotonic() + 0.02)
    )
    with pytest.raises(DeadlineExceeded):
        await late
    engine.gate.set()
    await until(lambda: engine.running == 0 and not engine.has_work)
    assert (await owner.generate(asked(1, 2))).finish_reason is FinishReason.LENGTH


async def test_a_cancelled_request_frees_its_slot_or_is_skipped(owner, engine, encoder):
    engine.gate.clear()
    encoder.gate.clear()
    first = asyncio.create_task(owner.encode(["first"]))  # holds the thread until all have come
    running = asyncio.create_task(owner.generate(asked(1, length=60)))
    other = asyncio.create_task(owner.generate(asked(2, length=30)))
    skipped = asyncio.create_task(owner.encode(["skipped"]))
    await until(encoder.entered.is_set)
    skipped.cancel()
    running.cancel()
    encoder.gate.set()
    engine.gate.set()
    assert len((await other).tokens) <= 30
    await first
    assert [task.cancelled() for task in (running, skipped)] == [True, True]
    await owner.encode(["after"])
    assert "skipped" not in encoder.batches[-1]
    assert not engine.has_work
    assert counted(owner, kind="generate", priority="chat", end="cancelled") == 1


async def test_a_listener_hears_the_reply_grow_and_then_all_of_it(owner):
    heard = []
    reply = await owner.generate(
        asked(1, 2, length=6), listen=lambda tokens, nll: heard.append((tokens, nll))
    )
    assert [len(tokens) for tokens, _ in heard] == [1, 2, 3, 4, 5]
    assert all(reply.tokens[: len(tokens)] == tokens for tokens, _ in heard)
    assert all(reply.nll[: len(nll)] == nll for _, nll in heard)


async def test_a_listener_that_raises_ends_its_own_reply_only(owner):
    other = asyncio.create_task(owner.generate(asked(1, 2)))
    with pytest.raises(ZeroDivisionError):
        await owner.generate(asked(3), listen=lambda *_: 1 / 0)
    assert len((await other).tokens) == 8


async def test_drain_lets_chat_finish_and_fails_the_rest(encoder, engine):
    owner = DeviceOwner(encoder, engine)
    await owner.start()
    assert owner.ready
    engine.gate.clear()
    chat = [asyncio.create_task(owner.generate(asked(n + 1, length=20))) for n in range(3)]
    copy = asyncio.create_task(owner.generate(asked(9), priority=COPY))
    await asyncio.sleep(0.01)
    drained = asyncio.create_task(owner.drain(20))
    await asyncio.sleep(0.01)
    assert not owner.ready
    with pytest.raises(ShuttingDown):
        await owner.generate(asked(4))
    with pytest.raises(ShuttingDown):
        await copy
    engine.gate.set()
    await drained
    assert all(len(reply.tokens) for reply in await asyncio.gather(*chat))
    assert not engine.has_work


async def test_shutdown_in_mid_batch_answers_everybody(encoder, engine):
    owner = DeviceOwner(encoder, engine)
    await owner.start()
    engine.gate.clear()
    replies = [asyncio.create_task(owner.generate(asked(n + 1))) for n in range(9)]
    vectors = [asyncio.create_task(owner.encode([f"{n}"], priority=INDEX)) for n in range(3)]
    await asyncio.sleep(0.01)
    drained = asyncio.create_task(owner.drain(0.05))
    for task in replies + vectors:
        with pytest.raises(ShuttingDown):
            await task
    engine.gate.set()
    await drained
    await owner.drain(0)  # a second call is harmless


async def test_a_dead_thread_leaves_no_waiter_behind(encoder, engine, monkeypatch):
    monkeypatch.setattr("threading.excepthook", lambda _: None)
    owner = DeviceOwner(encoder, engine)
    await owner.start()
    encoder.gate.clear()
    waiting = asyncio.create_task(owner.encode(["x"]))
    await until(encoder.entered.is_set)
    monkeypatch.setattr(owner.metrics, "step", lambda *_: 1 / 0)  # outside what a step may raise
    encoder.gate.set()
    with pytest.raises(StepFailed):
        await waiting
    with pytest.raises(NotServing):
        await owner.encode(["y"])
    await owner.drain(0)


async def test_asking_what_is_not_there_says_so(encoder):
    owner = DeviceOwner(encoder)
    with pytest.raises(NotServing):
        await owner.encode(["not started"])
    await owner.start()
    with pytest.raises(NotServing):
        await owner.generate(asked(1))
    with pytest.raises(NotServing):
        await owner.start()
    await owner.drain()


async def test_waits_batches_and_ends_are_counted(owner):
    await asyncio.gather(owner.encode(["a", "b"]), owner.generate(asked(1, 2)))
    text = owner.metrics.text().decode()
    assert 'storeclerk_batch_size_sum{kind="encode"} 2.0' in text
    assert 'storeclerk_wait_seconds_count{kind="generate",priority="chat"} 1.0' in text
    assert 'storeclerk_queue_depth{kind="encode",priority="chat"} 0.0' in text
    assert counted(owner, kind="encode", priority="chat", end="answered") == 1
    value = owner.metrics.registry.get_sample_value
    assert value("storeclerk_generated_tokens_total") == 8
    assert value("storeclerk_generating") == 0


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_happens_every_waiter_is_answered(encoder, engine, seed):
    """Random work, cancels, deadlines, errors, and a shutdown in the middle of it."""
    rng = random.Random(seed)
    limits = Limits(texts=dict.fromkeys(Priority, 30), replies=dict.fromkeys(Priority, 20))
    owner = DeviceOwner(encoder, engine, limits=limits, pace=Pace(max_batch_tokens=48))
    await owner.start()
    engine.break_at = {5, *(rng.randrange(400) for _ in range(12))}

    async def one():
        await asyncio.sleep(rng.random() * 0.3)
        deadline = time.monotonic() + rng.random() * 0.1 if rng.random() < 0.3 else None
        options = {"priority": rng.choice(list(Priority)), "deadline": deadline}
        if rng.random() < 0.1:
            await owner.attention(rng.choices(range(99), k=rng.choice([3, 40, 70])))
        elif rng.random() < 0.5:
            words = ["poison" if rng.random() < 0.03 else "word " * rng.randint(1, 20)]
            await owner.encode(words * rng.randint(1, 9), **options)
        else:
            prompt = [rng.randint(1, 99) for _ in range(rng.choice([1, 5, 20, 70]))]
            await owner.generate(asked(*prompt, length=rng.randint(1, 30)), **options)

    tasks = [asyncio.create_task(one()) for _ in range(300)]
    for task in rng.sample(tasks, 60):
        asyncio.get_running_loop().call_later(rng.random() * 0.4, task.cancel)
    await asyncio.sleep(0.25)
    await owner.drain(0.1)
    async with asyncio.timeout(20):
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    unexpected = [
        e for e in ended
        if not (e is None or isinstance(e, (ServingError, BadRequest, asyncio.CancelledError)))
    ]  # fmt: skip
    assert unexpected == []
    assert {type(e) for e in ended} > {type(None), StepFailed, BadRequest}
    assert not engine.has_work
    assert not owner._open
    assert all(p.taken(q) == 0 for p in owner._permits.values() for q in Priority)
