import copy
import random
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import GPT2LMHeadModel

from llm.engine import BadRequest, Engine, FinishReason, GenerateRequest, QueueFull

DEVICES = ["cpu", "cuda"] if torch.cuda.is_available() else ["cpu"]
SHIPPED = Path(__file__).parents[3] / "data" / "models" / "generator"


def prompts(count, vocabulary, seed, longest=40):
    rng = random.Random(seed)
    return [
        tuple(rng.randrange(1, vocabulary) for _ in range(rng.randint(1, longest)))
        for _ in range(count)
    ]


def hf_greedy(model, prompt, stop, limit):
    """What `model.generate` says alone: tokens up to the stop token, and whether it came."""
    ids = torch.tensor([prompt])
    out = model.generate(
        ids, attention_mask=torch.ones_like(ids), do_sample=False, max_new_tokens=limit,
        eos_token_id=stop, pad_token_id=stop,
    )[0, len(prompt):].tolist()  # fmt: skip
    return (out[:-1], True) if out and out[-1] == stop else (out, False)


def run_arriving(engine, requests, seed):
    """Adds the requests a few at a time, at random steps; returns their sequences in order."""
    rng = random.Random(seed)
    pending, sequences = list(requests), []
    while pending or engine.has_work:
        for _ in range(min(len(pending), rng.choice([0, 0, 1, 3, 9]))):
            sequences.append(engine.add(pending.pop(0)))
        engine.step()
    return sequences


def run(engine, *requests):
    sequences = [engine.add(request) for request in requests]
    while engine.has_work:
        engine.step()
    return [sequence.completion() for sequence in sequences]


def check_against_generate(model, stop, limit, longest, count, device="cpu"):
    """`count` prompts and replies of random lengths that arrive at random steps."""
    engine, rng = Engine(copy.deepcopy(model).to(device), slots=16), random.Random(9)
    requests = [
        GenerateRequest(prompt, stop, max_new_tokens=rng.randint(1, limit))
        for prompt in prompts(count, model.config.vocab_size, seed=3, longest=longest)
    ]
    stopped = 0
    for sequence in run_arriving(engine, requests, seed=5):
        asked = sequence.request
        tokens, stop_seen = hf_greedy(model, asked.prompt_tokens, stop, asked.max_new_tokens)
        assert sequence.tokens == tokens
        assert (sequence.finish_reason is FinishReason.STOP) == stop_seen
        stopped += stop_seen
    return stopped


@pytest.mark.parametrize("device", DEVICES)
def test_two_hundred_prompts_arriving_at_random_say_what_generate_says_alone(tiny_gpt2, device):
    model = tiny_gpt2
    stop = hf_greedy(model, (5, 9), 0, 12)[0][6]  # a token this model does write
    stopped = check_against_generate(model, stop, 24, longest=40, count=200, device=device)
    assert 0 < stopped < 200


@pytest.mark.skipif(not (SHIPPED / "model.safetensors").exists(), reason="no shipped weights")
@pytest.mark.parametrize("device", DEVICES)
def test_shipped_weights_say_what_generate_says_alone(device):
    model = GPT2LMHeadModel.from_pretrained(SHIPPED, dtype=torch.float32).eval()
    stop = model.config.eos_token_id
    check_against_generate(model, stop, limit=32, longest=24, count=50, device=device)


def test_batched_greedy_is_alone_for_every_slot_count(tiny_gpt2):
    requests = [GenerateRequest(p, 210, max_new_tokens=10) for p in prompts(20, 211, seed=8)]
    alone = [run(Engine(tiny_gpt2, slots=1), request)[0].tokens for request in requests]
    for slots in (2, 5, 16):
        batched = run(Engine(tiny_gpt2, slots=slots), *requests)
        assert [completion.tokens for completion in batched] == alone


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("temperature", [0.0, 0.9])
def test_padded_to_buckets_it_says_what_it_says_unpadded(tiny_gpt2, temperature, device):
    """What a GPU runs, on a CPU without its graphs: the batch sizes go up, down and through the
    pads."""
    requests = [
        GenerateRequest(p, 17, 30, temperature, 0.95, seed=n)
        for n, p in enumerate(prompts(40, 211, seed=4, longest=60))
    ]
    exact = run_arriving(Engine(tiny_gpt2, slots=11), requests, seed=6)
    there = copy.deepcopy(tiny_gpt2).to(device)
    padded = run_arriving(Engine(there, slots=11, buckets=True), requests, seed=6)
    assert [s.tokens for s in padded] == [s.tokens for s in exact]
    for one, other in zip(padded, exact, strict=True):
        assert one.nll == pytest.approx(other.nll, abs=1e-3)


def test_a_seeded_draw_does_not_depend_on_its_batch(tiny_gpt2):
    requests = [
        GenerateRequest(p, 210, 12, temperature=0.9, top_p=0.95, seed=n)
        for n, p in enumerate(prompts(12, 211, seed=2))
    ]
    alone = [run(Engine(tiny_gpt2), request)[0].tokens for request in requests]
    assert [c.tokens for c in run(Engine(tiny_gpt2, slots=5), *requests)] == alone
    reseeded = replace(requests[0], seed=999)
    assert run(Engine(tiny_gpt2), reseeded)[0].tokens != alone[0]


def test_nll_is_the_models_own_whatever_the_temperature(tiny_gpt2):
    prompt = (4, 8, 15)
    for temperature in (0.0, 1.3):
        request = GenerateRequest(prompt, 210, 8, temperature=temperature, seed=1)
        (completion,) = run(Engine(tiny_gpt2), request)
        text = torch.tensor([[*prompt, *completion.tokens]])
        with torch.inference_mode():
            log_p = tiny_gpt2(text).logits[0].log_softmax(-1)
        wanted = [-log_p[len(prompt) - 1 + n, t].item() for n, t in enumerate(completion.tokens)]
        assert completion.nll == pytest.approx(wanted, abs=1e-3)


def test_the_stop_token_ends_a_reply_and_leaves_only_its_nll(tiny_gpt2):
    free = run(Engine(tiny_gpt2), GenerateRequest((5, 9), 0, 12))[0].tokens
    stop = free[4]
    (completion,) = run(Engine(tiny_gpt2), GenerateRequest((5, 9), stop, 12))
    assert completion.finish_reason is FinishReason.STOP
    assert completion.tokens == free[: free.index(stop)]
    assert len(completion.nll) == len(completion.tokens) + 1


def test_a_reply_ends_where_the_cache_does(tiny_gpt2):
    request = GenerateRequest(tuple(range(1, 31)), 210, max_new_tokens=90)
    (completion,) = run(Engine(tiny_gpt2, max_len=36), request)
    assert completion.finish_reason is FinishReason.LENGTH
    assert list(completion.tokens) == hf_greedy(tiny_gpt2, request.prompt_tokens, 210, 6)[0]


def test_a_full_queue_refuses(tiny_gpt2):
    engine = Engine(tiny_gpt2, slots=1, max_queue=2)
    request = GenerateRequest((1, 2), 210, 5)
    engine.add(request)
    engine.add(request)
    with pytest.raises(QueueFull):
        engine.add(request)
    engine.step()
    engine.add(request)


def test_cancelling_frees_the_slot_and_leaves_the_others_as_they_were(tiny_gpt2):
    requests = [GenerateRequest(p, 210, 14) for p in prompts(6, 211, seed=11)]
    alone = [run(Engine(tiny_gpt2), request)[0].tokens for request in requests]
    engine = Engine(tiny_gpt2, slots=4)
    sequences = [engine.add(request) for request in requests]
    for _ in range(3):
        engine.step()
    engine.cancel(sequences[0])  # runs
    engine.cancel(sequences[5])  # waits
    assert engine.running == 3
    while engine.has_work:
        engine.step()
    for number, sequence in enumerate(sequences):
        completion = sequence.completion()
        if number in (0, 5):
            assert completion.finish_reason is FinishReason.CANCELLED
        else:
            assert completion.tokens == alone[number]
    assert len(sequences[0].tokens) == 3


def test_an_exception_in_a_step_ends_everybody_and_the_engine_serves_on(tiny_gpt2, monkeypatch):
    engine = Engine(tiny_gpt2, slots=2)
    request = GenerateRequest((3, 4), 210, 6)
    wanted = run(Engine(tiny_gpt2), request)[0].tokens
    sequences = [engine.add(request) for _ in range(3)]
    engine.step()
    with monkeypatch.context() as patch:
        patch.setattr(engine._decoder, "next", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            engine.step()
    assert not engine.has_work
    for sequence in sequences:
        with pytest.raises(ZeroDivisionError):
            sequence.completion()
    assert run(engine, request)[0].tokens == wanted


@pytest.mark.parametrize(
    "request_",
    [
        GenerateRequest((), 210),
        GenerateRequest((1,) * 96, 210),
        GenerateRequest((1, 211), 210),
        GenerateRequest((-1,), 210),
        GenerateRequest((1,), 210, max_new_tokens=0),
        GenerateRequest((1,), 210, temperature=-1.0),
        GenerateRequest((1,), 210, top_p=0.0),
        GenerateRequest((1,), 210, top_k=-1),
    ],
)
def test_what_cannot_be_run_is_refused_at_once(tiny_gpt2, request_):
    engine = Engine(tiny_gpt2)
    with pytest.raises(BadRequest):
        engine.add(request_)
    assert not engine.has_work


def test_a_step_leaves_torchs_thread_count_as_it_was(tiny_gpt2):
    before = torch.get_num_threads()
    run(Engine(tiny_gpt2, threads=before + 1), GenerateRequest((1, 2), 210, 2))
    assert torch.get_num_threads() == before
