"""Decoding with continuous batching: GPT-2 over preallocated slots. Sync; one thread uses it."""

from llm.engine.engine import Engine
from llm.engine.errors import BadRequest, EngineError, QueueFull, UnsupportedModel
from llm.engine.gpt2 import Gpt2
from llm.engine.projection import NumberFormat
from llm.engine.request import Completion, FinishReason, GenerateRequest
from llm.engine.sequence import Sequence

__all__ = [
    "BadRequest",
    "Completion",
    "Engine",
    "EngineError",
    "FinishReason",
    "GenerateRequest",
    "Gpt2",
    "NumberFormat",
    "QueueFull",
    "Sequence",
    "UnsupportedModel",
]
