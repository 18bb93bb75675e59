"""The table of actions: one an intent, plus `clarify` for what no intent is sure of."""

from __future__ import annotations

from actions.dialogue.at_the_desk import DESK_ACTIONS
from actions.dialogue.base import ShopAction
from actions.dialogue.cart import CartAddAction, CartChangeAction, CartShowAction
from actions.dialogue.choose import ChooseAction
from actions.dialogue.clarify import ClarifyAction
from actions.dialogue.compare import CompareAction
from actions.dialogue.details import DetailsAction
from actions.dialogue.fixed import (
    AffirmAction,
    BotChallengeAction,
    DenyAction,
    GoodbyeAction,
    HelpAction,
    InsultAction,
    OutOfScopeAction,
    PasswordAction,
    PrivacyAction,
    ThanksAction,
)
from actions.dialogue.greet import GreetAction
from actions.dialogue.human import HumanAction
from actions.dialogue.more import MoreAction
from actions.dialogue.policy import PolicyAction
from actions.dialogue.recommend import RecommendAction
from actions.dialogue.refine import RefineAction
from actions.dialogue.search import SearchAction
from actions.dialogue.services import Services
from actions.dialogue.undo import UndoAction
from actions.dialogue.why import WhyAction

ACTIONS: tuple[type[ShopAction], ...] = (
    GreetAction,
    GoodbyeAction,
    ThanksAction,
    HelpAction,
    HumanAction,
    SearchAction,
    RefineAction,
    MoreAction,
    WhyAction,
    CompareAction,
    DetailsAction,
    PolicyAction,
    ChooseAction,
    AffirmAction,
    DenyAction,
    UndoAction,
    BotChallengeAction,
    InsultAction,
    OutOfScopeAction,
    ClarifyAction,
    CartAddAction,
    CartChangeAction,
    CartShowAction,
    PasswordAction,
    PrivacyAction,
    RecommendAction,
    *DESK_ACTIONS,
)


def all_actions(services: Services) -> list[ShopAction]:
    """Each action once, knowing the others by intent."""
    actions = [action(services) for action in ACTIONS]
    by_intent = {action.intent: action for action in actions}
    for action in actions:
        action.by_intent = by_intent
    return actions
