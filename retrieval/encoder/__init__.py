"""Sentences to vectors: MiniLM, exported once from the package's weights, served by ONNX."""

from retrieval.encoder.base import Encoder, EncoderInfo, Progress
from retrieval.encoder.export import export_encoder
from retrieval.encoder.open import encoder_info, open_encoder
from retrieval.errors import EncoderMissing

__all__ = [
    "Encoder",
    "EncoderInfo",
    "EncoderMissing",
    "Progress",
    "encoder_info",
    "export_encoder",
    "open_encoder",
]
