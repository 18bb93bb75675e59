"""The service desk: from a customer's words to what is asked, shown, confirmed and done.

`Clerk` hears a message and answers with outcomes; which words tell them is the dialogue's.
"""

from actions.service.clerk import Clerk
from actions.service.ears import Ears
from actions.service.heard import Heard
from actions.service.kinds import BY_INTENT, KINDS, Kind
from actions.service.matter import Matter
from actions.service.outcome import (
    Aborted,
    Ask,
    Confirm,
    Done,
    Explained,
    Locked,
    Nothing,
    NotTheirs,
    Outcome,
    Refused,
    Told,
    Unoffered,
    Waits,
)

__all__ = [
    "BY_INTENT",
    "KINDS",
    "Aborted",
    "Ask",
    "Clerk",
    "Confirm",
    "Done",
    "Ears",
    "Explained",
    "Heard",
    "Kind",
    "Locked",
    "Matter",
    "NotTheirs",
    "Nothing",
    "Outcome",
    "Refused",
    "Told",
    "Unoffered",
    "Waits",
]
