"""A linear layer in one of the number formats that a device is quick in. Owns the formats and how
weights are turned into them; the fp32 one is exact, the others are not."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

import torch
from torch import Tensor

from llm.engine.errors import UnsupportedModel

TINY = 1e-6


class NumberFormat(StrEnum):
    """`auto` is the quickest that keeps replies as they are: int8 on a CPU that has the kernels,
    bf16 on a GPU."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"
    INT8 = "int8"

    def on(self, device: torch.device) -> NumberFormat:
        """What `auto` means on `device`. Raises `UnsupportedModel` for int8 without kernels."""
        int8 = device.type == "cpu" and "fbgemm" in torch.backends.quantized.supported_engines
        if self is NumberFormat.INT8 and not int8:
            raise UnsupportedModel("int8 needs an x86 CPU: choose fp32 or bf16")
        if self is not NumberFormat.AUTO:
            return self
        if device.type == "cuda":
            return NumberFormat.BF16
        return NumberFormat.INT8 if int8 else NumberFormat.FP32


class Projection(Protocol):
    """A linear layer, whatever its weights are stored as."""

    @property
    def bias(self) -> Tensor | None: ...  # (out,)

    def __call__(self, x: Tensor) -> Tensor: ...  # (N, in) -> (N, out)


@dataclass(frozen=True, slots=True)
class Dense:
    """A projection as the checkpoint stores it (`Conv1D`: the transpose of `nn.Linear`)."""

    weight: Tensor  # (in, out)
    bias: Tensor | None = None  # (out,)

    def __call__(self, x: Tensor) -> Tensor:
        return x @ self.weight if self.bias is None else torch.addmm(self.bias, x, self.weight)

    def cast(self, number_format: NumberFormat) -> Projection:
        """The same layer in another format."""
        if number_format is NumberFormat.INT8:
            return Int8(self.weight, self.bias)
        dtype = torch.bfloat16 if number_format is NumberFormat.BF16 else torch.float32
        return Dense(self.weight.to(dtype), None if self.bias is None else self.bias.to(dtype))


class Int8:
    """Weights in int8 with a scale for each column, inputs rounded with a scale for each row: so a
    row's result depends on no other row of its batch, as it would with one scale for all (torch's
    `linear_dynamic`, ONNX Runtime's `DynamicQuantizeMatMul`). Called, it runs on fbgemm's kernels;
    `gpt2_graph` says the same in ONNX Runtime's operators.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        weight = weight.float()
        scale = weight.abs().amax(0).clamp_min(TINY) / 127  # (out,)
        self.weight = (weight / scale).round().to(torch.int8)  # (in, out)
        self.scale = scale
        self.bias = bias if bias is None else bias.float()
        # Without VNNI two products are added in 16 bits: inputs of 8 bits would overflow there,
        # which costs three times the error; 7 bits can't.
        self.levels = 127 if torch.cpu._is_vnni_supported() else 63

    @cached_property
    def _packed(self) -> Any:
        """Once it is called for the first time: a graph has no use for it."""
        return _pack(self.weight.t().contiguous(), self.scale)

    def __call__(self, x: Tensor) -> Tensor:
        peak = x.abs().amax(1, True).clamp_min_(TINY)  # (N, 1)
        y = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(
            x / peak, 1 / self.levels, self.levels + 1, self._packed
        )
        return y.mul_(peak) if self.bias is None else torch.addcmul(self.bias, y, peak)


def _pack(weight: Tensor, scale: Tensor) -> Any:
    """`weight` (out, in) int8. The engine is a setting of the whole process: put it back."""
    before = torch.backends.quantized.engine
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # quantised tensors will leave torch one day
        zeros = torch.zeros(len(scale), dtype=torch.long)
        quantised = torch._make_per_channel_quantized_tensor(weight, scale.double(), zeros, 0)
    torch.backends.quantized.engine = "fbgemm"
    try:
        return torch.ops.quantized.linear_prepack(quantised, None)
    finally:
        torch.backends.quantized.engine = before
