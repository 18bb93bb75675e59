"""A yes or a no answers what was asked, or isn't sent. Owns that one check of a plan."""

from __future__ import annotations

from llm.plan import Plan, Task

_LEADS = frozenset({"yes", "no"})
_CATALOGUE, _ATTRIBUTE = "catalog:", "attributes."


def answer_fault(plan: Plan) -> str | None:
    """What is wrong with a yes or a no about a product's attribute; None for any other plan, and
    where that attribute is what was asked for."""
    if plan.task is not Task.QA or plan.ask not in _LEADS:
        return None
    told = {
        fact.field.removeprefix(_ATTRIBUTE)
        for fact in plan.facts
        if fact.source.startswith(_CATALOGUE) and fact.field.startswith(_ATTRIBUTE)
    }
    return None if told <= {plan.answers} else f"a {plan.ask} to something else than was asked"
