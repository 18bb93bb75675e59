"""From records to a plan: which facts a reply states, with the evidence for each."""

from llm.planning.asked import telling_sentence
from llm.planning.asking import AskWords
from llm.planning.chat import plan_apology, plan_chat
from llm.planning.clarify import plan_clarify
from llm.planning.compare import plan_compare
from llm.planning.description import plan_description
from llm.planning.email import plan_email
from llm.planning.handoff import plan_handoff
from llm.planning.listing import LISTING_LIMITS, plan_listing
from llm.planning.nothing import plan_nothing
from llm.planning.occasion import Occasion
from llm.planning.order import OrderFacts, OrderState, plan_order
from llm.planning.policy import plan_policy
from llm.planning.qa import may_be_quoted, plan_qa
from llm.planning.recommend import Recommendation, plan_recommend
from llm.planning.returned import ReturnFacts, plan_return
from llm.planning.search import plan_search
from llm.planning.search_ad import plan_search_ad
from llm.planning.social import plan_social
from llm.planning.why import plan_card, plan_why

__all__ = [
    "LISTING_LIMITS",
    "AskWords",
    "Occasion",
    "OrderFacts",
    "OrderState",
    "Recommendation",
    "ReturnFacts",
    "may_be_quoted",
    "plan_apology",
    "plan_card",
    "plan_chat",
    "plan_clarify",
    "plan_compare",
    "plan_description",
    "plan_email",
    "plan_handoff",
    "plan_listing",
    "plan_nothing",
    "plan_order",
    "plan_policy",
    "plan_qa",
    "plan_recommend",
    "plan_return",
    "plan_search",
    "plan_search_ad",
    "plan_social",
    "plan_why",
    "telling_sentence",
]
