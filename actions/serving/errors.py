"""Why the device didn't answer.

ServingError
├── Overloaded           the queue is full; says when to come back
├── DeadlineExceeded     the answer would come too late for who asked
├── ShuttingDown         the process is going
├── StepFailed           the step that ran this request raised
└── NotServing           not started yet, or started without this model
"""

from __future__ import annotations

from actions.errors import Unavailable


class ServingError(Unavailable):
    """The root of what `actions.serving` raises."""


class Overloaded(ServingError):
    """The queue is full."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"too much is waiting; try again in {retry_after_s:.1f} s")
        self.retry_after_s = retry_after_s


class DeadlineExceeded(ServingError):
    """The answer would come too late for who asked."""


class ShuttingDown(ServingError):
    """The process is going."""


class StepFailed(ServingError):
    """The step that ran this request raised; `__cause__` is what."""


class NotServing(ServingError):
    """Not started yet, or started without this model."""
