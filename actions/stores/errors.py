"""Why a store refuses a change. Nothing was changed when one of these is raised.

StoreError
├── NoSuchRecord    the order, customer or item isn't there
├── Stale           the order changed since it was looked at: look and judge again
├── AlreadyOpen     the same was asked for before, and the shop hasn't closed it
└── ShortOfFunds    the means of payment doesn't hold the amount
"""

from __future__ import annotations

from actions.errors import ActionsError


class StoreError(ActionsError):
    """Root of a store's refusals; `code` is kept in the audit."""

    code = "refused"


class NoSuchRecord(StoreError):
    code = "no_such_record"


class Stale(StoreError):
    code = "stale"


class AlreadyOpen(StoreError):
    code = "already_open"


class ShortOfFunds(StoreError):
    code = "short_of_funds"
