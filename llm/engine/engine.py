"""Continuous batching: a new request joins the running batch at the next step, a finished one
leaves. Owns the steps; no threads, no clock, no text. One thread at a time may use it."""

from __future__ import annotations

from collections.abc import Sequence as Tokens
from typing import Any

import torch
from torch import Tensor

from llm.engine.decoder import Decoder
from llm.engine.errors import BadRequest
from llm.engine.gpt2 import Gpt2
from llm.engine.gpt2_graph import HEAD_MULTIPLE
from llm.engine.kv_cache import KVCache
from llm.engine.memory import Memory
from llm.engine.onnx_decoder import OnnxDecoder
from llm.engine.request import FinishReason, GenerateRequest
from llm.engine.runner import Runner
from llm.engine.scheduler import Scheduler
from llm.engine.sequence import Sequence
from llm.engine.torch_decoder import (
    BATCHES,
    BucketDecoder,
    TorchDecoder,
    at_least,
    torch_threads,
)


class Engine:
    """`model` is a `Gpt2` or transformers' `GPT2LMHeadModel`. `max_len` counts prompt and reply
    together (default: all of the model's positions); `threads` are torch's during a step.
    `buckets` pads what is run to a few fixed shapes (default: on a GPU, where graphs hold them).
    `memory` is how many choices are kept, so that a reply known all the way needs no step of the
    model (`Memory`; 0: none)."""

    def __init__(
        self,
        model: Gpt2 | Any,
        slots: int = 16,
        max_len: int | None = None,
        max_queue: int = 1024,
        *,
        max_prefill_tokens: int = 2048,
        threads: int = 1,
        buckets: bool | None = None,
        memory: int = 0,
    ) -> None:
        gpt2 = model if isinstance(model, Gpt2) else Gpt2.from_transformers(model)
        self.max_len = min(max_len or gpt2.positions, gpt2.positions)
        self.slots = slots
        self._vocabulary = gpt2.vocabulary
        self._threads = threads
        padded = gpt2.device.type == "cuda" if buckets is None else buckets
        cache = KVCache(
            layers=len(gpt2.blocks),
            slots=at_least(slots, BATCHES) if padded else slots,
            heads=gpt2.heads,
            max_len=self.max_len,
            head_width=gpt2.width // gpt2.heads,
            dtype=gpt2.dtype,
            device=gpt2.device,
        )
        self._runner = Runner(gpt2, cache)
        self._decoder = _decoder(gpt2, cache, self._runner, threads, padded=padded)
        self._scheduler = Scheduler(
            cache, slots=slots, max_queue=max_queue, max_prefill_tokens=max_prefill_tokens
        )
        self._memory = Memory(memory) if memory else None
        self._recalled: list[Sequence] = []

    @property
    def has_work(self) -> bool:
        return bool(self._scheduler.waiting or self._scheduler.running or self._recalled)

    @property
    def running(self) -> int:
        return len(self._scheduler.running)

    @property
    def waiting(self) -> int:
        return len(self._scheduler.waiting)

    def add(self, request: GenerateRequest) -> Sequence:
        """Raises `BadRequest`, or `QueueFull` when `max_queue` requests wait already. One that is
        remembered is done at once; `step` returns it like the others."""
        self._check(request)
        sequence = Sequence(request, self.max_len)
        if self._memory is not None and self._memory.recall(sequence):
            self._recalled.append(sequence)
        else:
            self._scheduler.add(sequence)
        return sequence

    def step(self) -> list[Sequence]:
        """One token for each running sequence; returns those that are finished.

        After an exception nobody is left inside: every sequence carries it as its `error`."""
        recalled, self._recalled = self._recalled, []
        if not self.has_work:
            return recalled
        try:
            self._advance()
        except Exception as error:
            self.abort_all(error)
            raise
        return [*recalled, *self._learned(self._scheduler.release())]

    def attention(self, tokens: Tokens[int]) -> Tensor:
        """What each head of each layer looks at in a text: (layers, H, T, T) float32, a row sums
        to 1. The running sequences don't notice. Raises `BadRequest`."""
        self._check_tokens(tokens, self.max_len)
        with torch_threads(self._threads), torch.inference_mode():
            return self._runner.attention(tokens).float().cpu()

    def cancel(self, sequence: Sequence) -> None:
        """Frees its slot or its place in the line. One that is done already stays as it is."""
        if self._scheduler.remove(sequence):
            sequence.finish_reason = FinishReason.CANCELLED

    def abort_all(self, error: BaseException) -> list[Sequence]:
        """Ends all that wait or run with `error`; the engine is empty and fit for new work."""
        gone = self._scheduler.clear()
        for sequence in gone:
            sequence.error = error
        return gone

    def _advance(self) -> None:
        running = list(self._scheduler.running)
        admitted = self._scheduler.admit()
        chosen = []
        if running:
            chosen.append((running, self._decoder.next(running)))
        if admitted:
            chosen.append((admitted, self._decoder.first(admitted, len(running))))
        for sequences, (tokens, nlls, choices) in chosen:
            for sequence, token, nll in zip(sequences, tokens, nlls, strict=True):
                sequence.append(token, nll)
            for sequence, choice in zip(sequences, choices or (), strict=False):
                sequence.choices.append(choice)

    def _learned(self, finished: list[Sequence]) -> list[Sequence]:
        if self._memory is not None:
            for sequence in finished:
                if sequence.choices:
                    self._memory.learn(sequence)
        return finished

    def _check(self, request: GenerateRequest) -> None:
        self._check_tokens(request.prompt_tokens, self.max_len - 1)
        if request.max_new_tokens < 1 or request.temperature < 0 or not 0 < request.top_p <= 1:
            raise BadRequest("max_new_tokens >= 1, temperature >= 0 and 0 < top_p <= 1 are needed")
        if request.top_k < 0:
            raise BadRequest("top_k >= 0 is needed; 0 is none")

    def _check_tokens(self, tokens: Tokens[int], most: int) -> None:
        if not 1 <= len(tokens) <= most:
            raise BadRequest(f"1 to {most} tokens can be run, not {len(tokens)}")
        if min(tokens) < 0 or max(tokens) >= self._vocabulary:
            raise BadRequest(f"tokens lie between 0 and {self._vocabulary - 1}")


def _decoder(model: Gpt2, cache: KVCache, runner: Runner, threads: int, *, padded: bool) -> Decoder:
    graphs = model.device.type == "cuda"
    if padded:
        return BucketDecoder(
            runner, threads, slots=cache.slots, max_len=cache.max_len, graphs=graphs
        )
    head_width = model.width // model.heads
    if graphs or model.dtype is not torch.float32 or head_width % HEAD_MULTIPLE:
        return TorchDecoder(runner, threads)
    return OnnxDecoder(model, cache, threads)
