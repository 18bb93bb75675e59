"""What a message says about a person, an order, a day, an amount and a place."""

from actions.mentions.found import Found
from actions.mentions.mentions import AddressSaid, Amount, Mentions
from actions.mentions.reader import MentionReader

__all__ = ["AddressSaid", "Amount", "Found", "MentionReader", "Mentions"]
