"""Opens the encoder that fits the device. Owns the choice, not the encoders."""

from __future__ import annotations

from pathlib import Path

from retrieval.encoder.base import Encoder, EncoderInfo
from retrieval.encoder.export import RECIPE, is_current
from retrieval.encoder.onnx_cpu import OnnxEncoder
from retrieval.errors import EncoderMissing


def encoder_info(model_dir: Path) -> EncoderInfo:
    """What the export in `model_dir` says of itself, without opening it.

    Raises `EncoderMissing` when there is no whole export, or one by an older recipe.
    """
    try:
        info = EncoderInfo.load(model_dir)
    except (OSError, KeyError, ValueError) as error:
        raise EncoderMissing(f"no encoder in {model_dir}; run `make setup`") from error
    if info.recipe != RECIPE or not is_current(model_dir, info):
        raise EncoderMissing(f"the encoder in {model_dir} is stale or not whole; run `make setup`")
    return info


def open_encoder(model_dir: Path, device: str = "cpu", *, threads: int = 1) -> Encoder:
    """ONNX Runtime on `cpu` with that many `threads` a call; torch on any other device, by
    torch's name for it (`cuda`, `cuda:1`; `cpu:0` is torch on the processor).

    Raises `EncoderMissing` as `encoder_info` does, and where torch doesn't find the weights.
    """
    info = encoder_info(model_dir)
    if device == "cpu":
        return OnnxEncoder(model_dir, info, threads)
    from retrieval.encoder.torch_gpu import TorchEncoder  # noqa: PLC0415 - seconds, GPU only

    return TorchEncoder(model_dir, info, device)
