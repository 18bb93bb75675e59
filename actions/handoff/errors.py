"""What can't be done with a handoff.

ActionsError
├── NotFound ── NoSuchHandoff      no handoff of that id
├── BadInput ── HandoffClosed      it is over: the assistant has the conversation again
│           └── HandoffTaken       another colleague has it
└── Undelivered                    the desk's side didn't take a letter; it is tried again
"""

from __future__ import annotations

from actions.errors import ActionsError, BadInput, NotFound


class NoSuchHandoff(NotFound):
    """Also one that was removed when its time was over."""


class HandoffClosed(BadInput):
    """Nothing more can be said in it."""


class HandoffTaken(BadInput):
    """By another colleague than the one who asks."""


class Undelivered(ActionsError):
    """The message names the cause, for the log and the merchant."""
