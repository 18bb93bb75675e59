"""The shop's policies: read from Markdown, found by question, quoted by the sentence."""

from retrieval.passages.asked import Asked
from retrieval.passages.passages import Passages
from retrieval.passages.policy_file import PolicyFile, policy_files, read_policy
from retrieval.passages.sentences import Sentence

__all__ = ["Asked", "Passages", "PolicyFile", "Sentence", "policy_files", "read_policy"]
