"""From records to a plan: which facts a reply states, with the evidence for each."""

from llm.planning.asking import AskWords
from llm.planning.clarify import plan_clarify
from llm.planning.compare import plan_compare
from llm.planning.nothing import plan_nothing
from llm.planning.order import OrderFacts, OrderState, plan_order
from llm.planning.policy import plan_policy
from llm.planning.qa import plan_qa
from llm.planning.search import plan_search
from llm.planning.why import plan_card, plan_why

__all__ = [
    "AskWords",
    "OrderFacts",
    "OrderState",
    "plan_card",
    "plan_clarify",
    "plan_compare",
    "plan_nothing",
    "plan_order",
    "plan_policy",
    "plan_qa",
    "plan_search",
    "plan_why",
]
