"""The least time a step can take on a GPU: every weight and every key is read once. Owns the
bandwidth's measure and the bytes; for `bench generate --device cuda`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llm.engine import Gpt2

BATCHES = (1, 32, 256)
PROMPT, STEPS, WARM_UP = 128, 100, 10
BUFFER_BYTES = 2**30


def floors(model: Gpt2, parameters: int) -> Iterator[dict[str, Any]]:
    """Measured step, floor and their ratio at each batch size. The first steps capture graphs."""
    import torch

    from llm.engine import Engine, GenerateRequest

    bandwidth = _bandwidth()
    width = model.dtype.itemsize
    for batch in BATCHES:
        engine = Engine(model, slots=batch, max_prefill_tokens=batch * PROMPT)
        for number in range(batch):
            prompt = tuple((number * 31 + n) % model.vocabulary for n in range(PROMPT))
            engine.add(GenerateRequest(prompt, -1, STEPS + WARM_UP + 1))
        for _ in range(WARM_UP):
            engine.step()
        torch.cuda.synchronize()
        started = time.perf_counter()
        for _ in range(STEPS):
            engine.step()
        seconds = (time.perf_counter() - started) / STEPS
        context = PROMPT + WARM_UP + STEPS / 2
        keys = 2 * len(model.blocks) * model.width * context * batch
        floor = (parameters + keys) * width / bandwidth
        yield {"batch": batch, "step_us": seconds * 1e6, "floor_us": floor * 1e6,
               "ratio": seconds / floor}  # fmt: skip


def _bandwidth() -> float:
    """Bytes a second of a plain copy on the device: what is read and what is written."""
    import torch

    source = torch.empty(BUFFER_BYTES, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    target.copy_(source)
    torch.cuda.synchronize()
    started = time.perf_counter()
    for _ in range(20):
        target.copy_(source)
    torch.cuda.synchronize()
    return 20 * 2 * BUFFER_BYTES / (time.perf_counter() - started)
