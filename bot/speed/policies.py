"""Policies that have nothing to say aren't asked. Each reads the whole conversation for its answer:
the memory of stories even where none was learned, the rules a second time for words that a rule
might name. Owns no rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

_own_recollection = MemoizationPolicy.predict_action_probabilities
_own_find = RulePolicy._find_action_from_rules


def mended() -> dict[str, Callable[..., Any]]:
    return {
        "MemoizationPolicy.predict_action_probabilities": _own_recollection,
        "RulePolicy._find_action_from_rules": _own_find,
    }


def apply() -> None:
    MemoizationPolicy.predict_action_probabilities = recollection
    RulePolicy._find_action_from_rules = find_action_from_rules


def recollection(
    policy: MemoizationPolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    rule_only_data: dict[str, Any] | None = None,
    **others: Any,
) -> PolicyPrediction:
    """AugmentedMemoizationPolicy inherits it: an empty memory recalls nothing there either."""
    if policy.lookup:
        return _own_recollection(policy, tracker, domain, rule_only_data, **others)
    return policy._prediction(policy._default_predictions(domain))


def find_action_from_rules(
    policy: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool,
) -> tuple[str | None, str | None, bool]:
    words_alone = use_text_for_last_user_input and not tracker.active_loop_name
    if words_alone and not may_go_by_words(policy):
        return None, None, False
    return _own_find(policy, tracker, domain, use_text_for_last_user_input)


def may_go_by_words(policy: RulePolicy) -> bool:
    """Whether a rule may hold for a message whose intent isn't looked at: one that doesn't ask for
    an intent after the customer spoke. Found once a policy."""
    known: bool | None = getattr(policy, "_may_go_by_words", None)
    if known is None:
        last = (policy._rule_key_to_state(key)[-1] for key in policy.lookup[RULES])
        known = policy._may_go_by_words = any(map(_is_without_intent, last))
    return known


def _is_without_intent(state: dict[str, Any]) -> bool:
    before = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    return before in (None, ACTION_LISTEN_NAME) and not state.get(USER, {}).get(INTENT)
