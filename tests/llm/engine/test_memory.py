"""What is remembered is what the model would say, to the bit."""

import random
from dataclasses import replace

import pytest
import torch

from llm.engine import Engine, FinishReason, GenerateRequest, Gpt2, NumberFormat
from llm.engine.choice import Choice
from llm.engine.memory import Memory
from llm.engine.sequence import Sequence

PROMPTS = ((1, 2, 3), (9, 8), (40, 41, 42, 43))
has_int8 = pytest.mark.skipif(
    NumberFormat.AUTO.on(torch.device("cpu")) is not NumberFormat.INT8,
    reason="no int8 kernels on this CPU",
)


def asked(count, seed, **options):
    """Requests of few prompts: they often begin alike."""
    rng = random.Random(seed)
    usual = {"temperature": 0.4, "top_p": 0.9, "max_new_tokens": 6}
    return [
        GenerateRequest(rng.choice(PROMPTS), 210, seed=rng.randrange(10**9), **(usual | options))
        for _ in range(count)
    ]


def run(engine, requests):
    sequences = [engine.add(request) for request in requests]
    left = set(sequences)
    while engine.has_work:
        left.difference_update(engine.step())
    assert not left  # each came from a step once
    return sequences


def ended(prompt, *choices, seed=0, **options):
    """A sequence as a decoder leaves it."""
    sequence = Sequence(GenerateRequest(prompt, 0, seed=seed, **options), 99)
    for choice in choices:
        sequence.append(*choice.draw(sequence.uniform))
        sequence.choices.append(choice)
    return sequence


def fresh(prompt, seed=0, **options):
    return Sequence(GenerateRequest(prompt, 0, seed=seed, **options), 99)


@has_int8
def test_with_a_memory_a_reply_is_the_one_without_to_the_bit(tiny_gpt2):
    model = Gpt2.from_transformers(tiny_gpt2).cast(NumberFormat.INT8)
    requests = asked(300, seed=4) + asked(40, seed=5, temperature=0.0)
    plain, remembering = Engine(model, slots=7), Engine(model, slots=7, memory=10_000)
    steps, decode = [], remembering._decoder.next
    remembering._decoder.next = lambda running: steps.append(len(running)) or decode(running)
    without = run(plain, requests)
    for start in range(0, len(requests), 10):
        some = slice(start, start + 10)
        for one, other in zip(run(remembering, requests[some]), without[some], strict=True):
            assert (one.tokens, one.nll) == (other.tokens, other.nll)
            assert one.completion() == other.completion()
    drawn = sum(len(sequence.nll) for sequence in without)
    assert sum(steps) < drawn / 2  # or nothing was remembered


def test_a_choice_that_is_not_known_leaves_the_sequence_untouched():
    memory, first = Memory(100), Choice((5, 6), (0.1, 2.0), (0.5, 1.0))
    of_token = {}
    for seed in range(20):
        learned = ended((1,), first, Choice((0,), (0.3,)), seed=seed, temperature=1.0)
        of_token.setdefault(learned.tokens[0], learned)
    assert set(of_token) == {5, 6}
    memory.learn(of_token[5])
    same, other = (fresh((1,), of_token[t].request.seed, temperature=1.0) for t in (5, 6))
    assert memory.recall(same)
    assert (same.tokens, same.nll) == ([5], [0.1, 0.3])
    assert same.finish_reason is FinishReason.STOP
    assert not memory.recall(other)
    assert (other.tokens, other.nll, other.finish_reason) == ([], [], None)
    memory.learn(of_token[6])
    assert memory.recall(other)
    assert other.tokens == [6]


@pytest.mark.parametrize(
    "options", [{"temperature": 0.5}, {"top_p": 0.5}, {"top_k": 3}, {"prompt_tokens": (2,)}]
)
def test_another_way_to_draw_or_another_prompt_is_not_known(options):
    memory = Memory(100)
    memory.learn(ended((1,), Choice((0,), (0.3,))))
    known = fresh((1,)).request
    assert memory.recall(Sequence(known, 99))
    assert not memory.recall(Sequence(replace(known, **options), 99))


def test_a_reply_cut_short_is_known_as_far_as_it_goes():
    memory, sure = Memory(100), [Choice((token,), (0.0,)) for token in (7, 8, 9)]
    memory.learn(ended((1,), *sure, max_new_tokens=3))
    cut, longer = fresh((1,), max_new_tokens=2), fresh((1,), max_new_tokens=4)
    assert memory.recall(cut)
    assert (cut.tokens, cut.finish_reason) == ([7, 8], FinishReason.LENGTH)
    assert not memory.recall(longer)


def test_the_prompt_that_was_asked_for_longest_ago_goes_first():
    memory, stop = Memory(3), Choice((0,), (0.3,))
    for prompt in ((1,), (2,), (3,)):
        memory.learn(ended(prompt, stop))
    assert memory.recall(fresh((1,)))
    memory.learn(ended((4,), stop))
    assert len(memory) == 3
    assert [memory.recall(fresh((n,))) for n in (1, 2, 3, 4)] == [True, False, True, True]


def test_what_is_learned_again_takes_no_more_room():
    memory = Memory(100)
    for _ in range(3):
        memory.learn(ended((1,), Choice((7,), (0.0,)), Choice((0,), (0.3,))))
    assert len(memory) == 2


def test_a_batch_may_hold_known_and_unknown_replies(tiny_gpt2):
    engine = Engine(tiny_gpt2, slots=4, memory=1000)
    (first,) = run(engine, [GenerateRequest((1, 2), 210, 5)])
    again, new = run(engine, [GenerateRequest((1, 2), 210, 5), GenerateRequest((3,), 210, 5)])
    assert again.completion() == first.completion()
    assert len(new.tokens) == 5
    assert not engine.has_work
