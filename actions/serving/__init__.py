"""The device and its queues: one thread runs both models, everyone else awaits."""

from actions.serving.device import Pace
from actions.serving.errors import (
    DeadlineExceeded,
    NotServing,
    Overloaded,
    ServingError,
    ShuttingDown,
    StepFailed,
)
from actions.serving.owner import DeviceOwner, Limits
from actions.serving.priority import Priority

__all__ = [
    "DeadlineExceeded",
    "DeviceOwner",
    "Limits",
    "NotServing",
    "Overloaded",
    "Pace",
    "Priority",
    "ServingError",
    "ShuttingDown",
    "StepFailed",
]
