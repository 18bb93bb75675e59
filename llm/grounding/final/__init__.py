"""The verifier of final texts: filled replies, whoever worded them, against the plan's facts."""

from llm.grounding.final.verdict import Judged, Verdict
from llm.grounding.final.verifier import FinalVerifier

__all__ = ["FinalVerifier", "Judged", "Verdict"]
