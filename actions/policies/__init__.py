"""The shop's rules as data, and the judge who goes by them."""

from actions.policies.errors import RulesError
from actions.policies.judge import Judge
from actions.policies.reading import load_rules
from actions.policies.rules import Rules
from actions.policies.verdict import RuleUsed, Verdict

__all__ = ["Judge", "RuleUsed", "Rules", "RulesError", "Verdict", "load_rules"]
