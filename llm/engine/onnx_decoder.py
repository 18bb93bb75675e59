"""Decoding with ONNX Runtime on a CPU: a step is one call of one graph, on memory that stays where
it is. Owns that memory, but for the cache, and which prompts are read together."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Sequences

import numpy as np
import onnxruntime

from llm.engine.decoder import Chosen
from llm.engine.gpt2 import Gpt2
from llm.engine.gpt2_graph import KEYS, NEW_KEYS, NEW_VALUES, VALUES, gpt2_session
from llm.engine.graph import Array
from llm.engine.host_sampler import choose
from llm.engine.kv_cache import KVCache
from llm.engine.sequence import Sequence

PASS_TOKENS = 8  # one more pass over the layers costs as much as so many more tokens in it


class OnnxDecoder:
    """A reply in int8 is the same to the bit whatever its batch: integers add up alike, and all
    else is each row's own."""

    def __init__(self, model: Gpt2, cache: KVCache, threads: int) -> None:
        self._session = gpt2_session(model, threads)
        self._cache = cache.array()
        slots = cache.slots
        self._tokens = np.zeros((slots, 1), np.int64)
        self._positions = np.zeros((slots, 1), np.int64)
        self._last = np.zeros((slots, 1, 1), np.int64)
        self._seen = np.zeros(slots, np.int32)
        self._length = np.zeros((), np.int32)
        self._logits = np.zeros((slots, 1, model.vocabulary), np.float32)
        self._steps: dict[int, onnxruntime.IOBinding] = {}

    def first(self, admitted: Sequences[Sequence], first_slot: int) -> Chosen:
        prompts = [sequence.request.prompt_tokens for sequence in admitted]
        for some in _passes([len(prompt) for prompt in prompts]):
            self._read(prompts[some], first_slot + some.start)
        count = len(admitted)
        return choose(self._logits[first_slot : first_slot + count, 0], admitted)

    def next(self, running: Sequences[Sequence]) -> Chosen:
        count = len(running)
        if count not in self._steps:
            self._steps[count] = self._step(count)
        positions = [sequence.position for sequence in running]
        self._tokens[:count, 0] = [sequence.tokens[-1] for sequence in running]
        self._positions[:count, 0] = self._seen[:count] = positions
        self._length[...] = max(positions) + 1
        self._session.run_with_iobinding(self._steps[count])
        return choose(self._logits[:count, 0], running)

    def _step(self, count: int) -> onnxruntime.IOBinding:
        return self._bound(
            slice(0, count), self._tokens[:count], self._positions[:count], self._last[:count],
            self._seen[:count], self._length,
        )  # fmt: skip

    def _read(self, prompts: Sequences[Sequences[int]], first_slot: int) -> None:
        count, longest = len(prompts), max(map(len, prompts))
        tokens = np.zeros((count, longest), np.int64)
        for row, prompt in enumerate(prompts):
            tokens[row, : len(prompt)] = prompt
        positions = np.tile(np.arange(longest), (count, 1))
        last = np.array([len(prompt) - 1 for prompt in prompts])
        self._session.run_with_iobinding(
            self._bound(
                slice(first_slot, first_slot + count), tokens, positions, last.reshape(-1, 1, 1),
                last.astype(np.int32), np.array(longest, np.int32),
            )
        )  # fmt: skip

    def _bound(
        self, slots: slice, tokens: Array, positions: Array, last: Array, seen: Array, length: Array
    ) -> onnxruntime.IOBinding:
        """A run over `slots`: it reads these arrays and writes cache and logits where they are."""
        binding = self._session.io_binding()
        inputs = {
            "tokens": tokens, "positions": positions, "last": last, "seen": seen, "length": length
        }  # fmt: skip
        for name, value in inputs.items():
            binding.bind_ortvalue_input(name, _value(value))
        for layer, memory in enumerate(self._cache):
            keys, values = _value(memory[0, slots]), _value(memory[1, slots])
            for name, value in ((KEYS, keys), (VALUES, values)):
                binding.bind_ortvalue_input(f"{name}{layer}", value)
            for name, value in ((NEW_KEYS, keys), (NEW_VALUES, values)):
                binding.bind_ortvalue_output(f"{name}{layer}", value)
        binding.bind_ortvalue_output("logits", _value(self._logits[slots]))
        return binding


def _value(array: Array) -> onnxruntime.OrtValue:
    """The array itself, not a copy."""
    return onnxruntime.OrtValue.ortvalue_from_numpy(array)


def _passes(lengths: Sequences[int]) -> Iterator[slice]:
    """Prompts to read at once, `lengths` being sorted: no more padding than a pass is worth."""
    start = 0
    for place in range(1, len(lengths)):
        if (lengths[place] - lengths[place - 1]) * (place - start) > PASS_TOKENS:
            yield slice(start, place)
            start = place
    yield slice(start, len(lengths))
