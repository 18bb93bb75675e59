"""What the service desk decided, told to a customer: words, cards, evidence."""

from actions.dialogue.desk.counter import Counter

__all__ = ["Counter"]
