"""A shop's own customers, orders and gift cards, brought in from files or over HTTP."""

from actions.records.checking import Batch, Fault, check
from actions.records.intake import Counts, Intake
from actions.records.source import Raw, read_files

__all__ = ["Batch", "Counts", "Fault", "Intake", "Raw", "check", "read_files"]
