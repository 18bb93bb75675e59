"""The corpus's rules, so that no clause can state a fact of its own, break once it is filled, or
press a customer. Owns no taste: whether a clause sounds right is for a reader."""

from llm.corpus.lint.finding import Finding
from llm.corpus.lint.places import Placed, read_placed
from llm.corpus.lint.run import lint
from llm.corpus.lint.words import LintWords

__all__ = ["Finding", "LintWords", "Placed", "lint", "read_placed"]
