"""Decoding with torch: one table in, one table out. Owns the shapes that are run: exact ones on a
CPU, padded and few on a GPU, where a graph holds each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Sequence as Sequences
from contextlib import contextmanager

import torch
from torch import Tensor

from llm.engine.decoder import Chosen
from llm.engine.rows import COLUMNS, Rows, table_of
from llm.engine.runner import Runner
from llm.engine.sampler import sample
from llm.engine.sequence import Sequence

BATCHES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
SHORTEST = 64
WARM_UPS = 2


class TorchDecoder:
    """As many rows as run and as many positions as the longest has: no padding. `threads` are
    torch's during a step."""

    def __init__(self, runner: Runner, threads: int) -> None:
        self._runner = runner
        self._threads = threads

    def first(self, admitted: Sequences[Sequence], first_slot: int) -> Chosen:
        with torch_threads(self._threads), torch.inference_mode():
            prompts = [sequence.request.prompt_tokens for sequence in admitted]
            logits = self._runner.prefill(prompts, first_slot)
            rows = Rows.of(table_of(admitted).to(self._runner.device))
            return _on_host(*sample(logits, rows, draws=any(s.draws for s in admitted), look=True))

    def next(self, running: Sequences[Sequence]) -> Chosen:
        with torch_threads(self._threads), torch.inference_mode():
            return self._next(running)

    def _next(self, running: Sequences[Sequence]) -> Chosen:
        rows = Rows.of(table_of(running).to(self._runner.device))
        length = max(sequence.position for sequence in running) + 1
        logits = self._runner.decode(rows.tokens, rows.positions, length)
        return _on_host(*sample(logits, rows, draws=any(s.draws for s in running), look=True))


class BucketDecoder(TorchDecoder):
    """Batches and lengths are rounded up to a few sizes, inputs and outputs stay where they are.
    With `graphs` each pair of sizes is captured once and replayed (CUDA only): a step is then one
    copy in, one launch, one copy out. Padding rows write to slots that are free: position 0, which
    a newcomer's prompt overwrites."""

    def __init__(
        self, runner: Runner, threads: int, *, slots: int, max_len: int, graphs: bool
    ) -> None:
        super().__init__(runner, threads)
        self._max_len = max_len
        self._host = torch.zeros(slots, COLUMNS, dtype=torch.float64, pin_memory=graphs)
        self._inputs = torch.zeros(slots, COLUMNS, dtype=torch.float64, device=runner.device)
        self._outputs = torch.zeros(slots, 2, dtype=torch.float64, device=runner.device)
        self._graphs: dict[tuple[int, int, bool], torch.cuda.CUDAGraph] | None = (
            {} if graphs else None
        )

    def _next(self, running: Sequences[Sequence]) -> Chosen:
        count = len(running)
        size = at_least(count, BATCHES)
        length = self._length(max(sequence.position for sequence in running) + 1)
        host = self._host[:size]
        host[:count] = table_of(running)
        host[count:] = 0
        self._inputs[:size].copy_(host, non_blocking=True)
        self._run(size, length, any(sequence.draws for sequence in running))
        tokens, nll = self._outputs[:count].cpu().t()
        return _on_host(tokens.long(), nll)

    def _length(self, wanted: int) -> int:
        length = SHORTEST
        while length < wanted:
            length *= 2
        return min(length, self._max_len)

    def _run(self, size: int, length: int, draws: bool) -> None:
        def step() -> None:
            rows = Rows.of(self._inputs[:size])
            logits = self._runner.decode(rows.tokens, rows.positions, length)
            tokens, nll = sample(logits, rows, draws=draws)
            self._outputs[:size].copy_(torch.stack([tokens.double(), nll.double()], dim=1))

        if self._graphs is None:
            step()
            return
        key = (size, length, draws)
        if key not in self._graphs:
            self._graphs[key] = _capture(step)
        self._graphs[key].replay()


@contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """The number is the whole process's, and others compute beside us: put it back."""
    before = torch.get_num_threads()
    if before == count:
        yield
        return
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def at_least(count: int, sizes: Sequences[int]) -> int:
    """The smallest of `sizes` that holds `count`, or `count` where none does."""
    return next((size for size in sizes if size >= count), count)


def _on_host(tokens: Tensor, nll: Tensor) -> Chosen:
    return Chosen(tokens.tolist(), nll.tolist())


def _capture(step: Callable[[], None]) -> torch.cuda.CUDAGraph:
    """The warm-up runs write what the step itself will write: the same keys to the same places."""
    side = torch.cuda.Stream()  # type: ignore[no-untyped-call]
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(WARM_UPS):
            step()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph
