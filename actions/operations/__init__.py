"""What a customer wants done: prepared, confirmed by a yes, executed once, and on record."""

from actions.operations.errors import NoSuchOperation
from actions.operations.operation import Costs, Operation, OperationState
from actions.operations.service import Operations, Prepared

__all__ = ["Costs", "NoSuchOperation", "Operation", "OperationState", "Operations", "Prepared"]
