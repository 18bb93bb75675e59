"""The independent checker of replies: the final text against the records, and nothing else."""

from llm.evaluate.checker import Checker, Verdict, vocabulary
from llm.evaluate.errors import BadRow, EvaluateError
from llm.evaluate.problem import Problem
from llm.evaluate.report import Report, evaluate
from llm.evaluate.rows import read_rows

__all__ = [
    "BadRow",
    "Checker",
    "EvaluateError",
    "Problem",
    "Report",
    "Verdict",
    "evaluate",
    "read_rows",
    "vocabulary",
]
