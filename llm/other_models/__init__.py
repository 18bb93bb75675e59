"""Plans worded by a language model that isn't ours, behind the same law and the same fallback."""

from llm.other_models.asking import ChatRequest, Message, OtherWords
from llm.other_models.writer import OtherWriter

__all__ = ["ChatRequest", "Message", "OtherWords", "OtherWriter"]
