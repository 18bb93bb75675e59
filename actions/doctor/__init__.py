"""What is installed, running, stale or missing, each with its cure: one file a kind of thing."""

from actions.doctor.check import Check, State
from actions.doctor.configuration import configuration
from actions.doctor.environment import environments
from actions.doctor.feelings import feelings
from actions.doctor.learned import learned
from actions.doctor.models import models
from actions.doctor.running import running

__all__ = [
    "Check",
    "State",
    "configuration",
    "environments",
    "feelings",
    "learned",
    "models",
    "running",
]
