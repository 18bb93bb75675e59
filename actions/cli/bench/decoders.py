"""The decoders that `bench generate` sets beside each other, each behind one method. Owns how each
is called at its best; times nothing. All decode greedily, to the same number of tokens."""

from __future__ import annotations

import copy
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from llm.engine import Engine, GenerateRequest, Gpt2, NumberFormat

INSTALL = "uv pip install --python .venv/bin/python ctranslate2"


ROOM = 128  # tokens of prompt and reply; the workload needs 72


class Missing(Exception):
    """A baseline's package isn't installed; the message says how to."""


class Decoder(Protocol):
    """`run` decodes all requests, `concurrent` at a time, and returns how many tokens it made."""

    def run(self, requests: Sequence[GenerateRequest], concurrent: int) -> int: ...


class Batched(ABC):
    """Decoders that take a batch as a whole: a batch is over when its longest reply is. Replies of
    like length go together, which no server could know; it is what makes them look best."""

    def run(self, requests: Sequence[GenerateRequest], concurrent: int) -> int:
        ordered = sorted(requests, key=lambda request: request.max_new_tokens)
        for start in range(0, len(ordered), concurrent):
            self.serve(ordered[start : start + concurrent])
        return sum(request.max_new_tokens for request in requests)

    @abstractmethod
    def serve(self, batch: Sequence[GenerateRequest]) -> None:
        """Decodes one batch to its end."""


class HuggingFace(Batched):
    """`generate` over a left-padded batch; with one request in it, `generate` one by one."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def serve(self, batch: Sequence[GenerateRequest]) -> None:
        import torch

        longest = max(len(request.prompt_tokens) for request in batch)
        pads = [longest - len(request.prompt_tokens) for request in batch]
        rows = [[0] * pad + list(r.prompt_tokens) for pad, r in zip(pads, batch, strict=True)]
        seen = [[0] * pad + [1] * (longest - pad) for pad in pads]
        device = self._model.device
        with torch.inference_mode():
            self._model.generate(
                torch.tensor(rows, device=device),
                attention_mask=torch.tensor(seen, device=device),
                do_sample=False, eos_token_id=None, pad_token_id=0,
                max_new_tokens=max(request.max_new_tokens for request in batch),
            )  # fmt: skip


class HuggingFaceContinuous:
    """transformers' own continuous batching; each request ends at its own length."""

    def __init__(self, model: Any) -> None:
        self._model = copy.deepcopy(model)  # it changes the attention of the model it is given

    def run(self, requests: Sequence[GenerateRequest], concurrent: int) -> int:
        from transformers import ContinuousBatchingConfig, GenerationConfig

        room = max(len(r.prompt_tokens) + r.max_new_tokens for r in requests)
        settings = ContinuousBatchingConfig(
            page_size=32, num_blocks=concurrent * (room // 32 + 2), use_cuda_graph=False,
            max_batch_tokens=256, max_requests_per_batch=concurrent, use_async_batching=False,
        )  # fmt: skip
        plain = GenerationConfig(do_sample=False, eos_token_id=-1, pad_token_id=0)  # type: ignore[no-untyped-call]
        made = 0
        with self._model.continuous_batching_context_manager(
            generation_config=plain, continuous_batching_config=settings, warmup=False
        ) as manager:
            for request in requests:
                manager.add_request(
                    list(request.prompt_tokens), max_new_tokens=request.max_new_tokens
                )
            for _ in requests:
                made += len(manager.get_result(timeout=300).generated_tokens)
        return made


class CTranslate2(Batched):
    """Converted from the same weights: to int8, or on a GPU to bf16, as ours runs there."""

    def __init__(self, model: Any, threads: int, device: str = "cpu") -> None:
        try:
            import ctranslate2
            from ctranslate2.converters.transformers import GPT2Loader
        except ImportError as error:
            raise Missing(f"CTranslate2 isn't installed: {INSTALL}") from error
        spec = GPT2Loader().get_model_spec(model)
        spec.register_vocabulary([f"t{n}" for n in range(model.config.vocab_size)])
        kept = "int8" if device == "cpu" else "bfloat16"
        spec.config.bos_token = spec.config.eos_token = spec.config.unk_token = "t0"
        with tempfile.TemporaryDirectory() as folder:
            spec.validate()
            spec.optimize(quantization=kept)
            spec.save(folder)
            self._generator = ctranslate2.Generator(
                str(Path(folder)), device=device, compute_type=kept, inter_threads=1,
                intra_threads=threads,
            )  # fmt: skip

    @staticmethod
    def name(device: str) -> str:
        return f"CTranslate2 {'int8' if device == 'cpu' else 'bf16'}"

    def serve(self, batch: Sequence[GenerateRequest]) -> None:
        length = max(request.max_new_tokens for request in batch)
        self._generator.generate_batch(
            [[f"t{token}" for token in request.prompt_tokens] for request in batch],
            max_length=length, min_length=length, include_prompt_in_result=False,
        )  # fmt: skip


class Ours:
    """The slot engine, a slot for each request that runs at a time. An engine is made once, as the
    server does: a cache for all of a model's positions takes longer to fill than a run."""

    def __init__(self, model: Gpt2, threads: int) -> None:
        self._model = model
        self._threads = threads
        self._engines: dict[int, Engine] = {}

    def engine(self, slots: int) -> Engine:
        from llm.engine import Engine

        if slots not in self._engines:
            self._engines[slots] = Engine(
                self._model, slots=slots, max_len=ROOM, threads=self._threads
            )
        return self._engines[slots]

    def run(self, requests: Sequence[GenerateRequest], concurrent: int) -> int:
        engine = self.engine(concurrent)
        sequences = [engine.add(request) for request in requests]
        while engine.has_work:
            engine.step()
        return sum(len(sequence.tokens) for sequence in sequences)


def formats(device: str) -> tuple[list[NumberFormat], list[str]]:
    """The number formats that the device is made for, and of the others why not."""
    import torch

    from llm.engine import NumberFormat, UnsupportedModel

    found, skipped = [NumberFormat.FP32], []
    if device == "cuda" or torch.cpu._is_avx512_bf16_supported():
        found.append(NumberFormat.BF16)
    else:
        skipped.append("ours bf16: this CPU has no instructions for it, fp32 is quicker")
    try:
        found.append(NumberFormat.INT8.on(torch.device(device)))
    except UnsupportedModel as error:
        skipped.append(f"ours int8: {error}")
    return found, skipped
