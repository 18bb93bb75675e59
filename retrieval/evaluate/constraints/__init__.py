"""Does search keep its promises? Queries with what a person means, and a judge of its own.

Reads titles, brands, attributes, options and prices itself: it shares nothing with the search's
understanding (`retrieval.query`, `retrieval.filters`), which it judges.
"""

from retrieval.evaluate.constraints.figures import Failure, Figures
from retrieval.evaluate.constraints.run import judge_suite
from retrieval.evaluate.constraints.suite import Case, Suite, read_suite

__all__ = ["Case", "Failure", "Figures", "Suite", "judge_suite", "read_suite"]
