"""What can be wrong with what is to be evaluated.

EvaluateError
└── BadRow      a line that isn't a reply, or has no request; the message names file and line
"""

from __future__ import annotations

from llm.errors import LlmError


class EvaluateError(LlmError):
    """The root of what `llm.evaluate` raises."""


class BadRow(EvaluateError):
    """A line that isn't a reply, or has no request."""
