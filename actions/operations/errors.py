"""NotFound (actions.errors)
├── NoSuchOperation    there is none of that id, or it is another visitor's
└── NoSuchRequest      there is none of that reference
NotAllowed (actions.errors)
└── RequestClosed      somebody has closed it already
"""

from __future__ import annotations

from actions.errors import NotAllowed, NotFound


class NoSuchOperation(NotFound):
    pass


class NoSuchRequest(NotFound):
    pass


class RequestClosed(NotAllowed):
    pass
