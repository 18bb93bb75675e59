"""What the generator looked at when it worded a reply: tokens, attention, shares. Runs no model."""

from llm.explain.explanation import Explanation, explain, explain_template
from llm.explain.over_many import OverMany

__all__ = ["Explanation", "OverMany", "explain", "explain_template"]
