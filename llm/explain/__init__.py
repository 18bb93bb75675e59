"""What the generator looked at when it worded a reply: tokens, attention, shares. Runs no model."""

from llm.explain.explanation import Explanation, explain, explain_template

__all__ = ["Explanation", "explain", "explain_template"]
