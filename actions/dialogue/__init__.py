"""The assistant's answers: one file a Rasa action, `services.py` for all that they may use."""

from actions.dialogue.actions import all_actions
from actions.dialogue.offers import Offers
from actions.dialogue.pending import Pending
from actions.dialogue.phrases import Phrases
from actions.dialogue.services import Services
from actions.dialogue.tongue import Tongues

__all__ = ["Offers", "Pending", "Phrases", "Services", "Tongues", "all_actions"]
