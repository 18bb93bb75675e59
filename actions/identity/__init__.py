"""Who a visitor is: what they say, what is believed of it, and how often they may be wrong."""

from actions.identity.claim import Claim
from actions.identity.desk import Desk, Who
from actions.identity.errors import TooManyGuesses

__all__ = ["Claim", "Desk", "TooManyGuesses", "Who"]
