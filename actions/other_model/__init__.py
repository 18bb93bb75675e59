"""Another model by the shop's choice, at an OpenAI-compatible server (`[generator]`)."""

from actions.other_model.client import ChatClient, NoAnswer
from actions.other_model.service import OtherModel

__all__ = ["ChatClient", "NoAnswer", "OtherModel"]
