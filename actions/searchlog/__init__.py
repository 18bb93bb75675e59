"""What customers searched for and what came of it, for the merchant: counted, never who."""

from actions.searchlog.log import SearchLog
from actions.searchlog.masking import masked

__all__ = ["SearchLog", "masked"]
