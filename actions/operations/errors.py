"""NotFound (actions.errors)
└── NoSuchOperation    there is none of that id, or it is another visitor's
"""

from __future__ import annotations

from actions.errors import NotFound


class NoSuchOperation(NotFound):
    pass
