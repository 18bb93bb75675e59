"""What the engine refuses.

EngineError
├── BadRequest          the request can't be run by this model, now or later
├── QueueFull           no room to wait; later there may be
└── UnsupportedModel    the checkpoint isn't a GPT-2 that the runner knows
"""

from __future__ import annotations

from llm.errors import LlmError


class EngineError(LlmError):
    """The root of what `llm.engine` raises."""


class BadRequest(EngineError):
    """The request can't be run by this model, now or later."""


class QueueFull(EngineError):
    """No room to wait."""


class UnsupportedModel(EngineError):
    """The checkpoint isn't a GPT-2 that the runner knows."""
