"""How a matter ends, in words: done, refused, left, or there was nothing to do."""

from __future__ import annotations

from typing import Any

from actions.dialogue.desk.confirmation import evidence_of, means_of, rows_of, values_of
from actions.dialogue.desk.wordings import Wordings
from actions.operations import OperationState
from actions.service import Aborted, Done, Locked, Refused
from actions.stores import Customer
from actions.stores.change import CancelOrder, StartReturn
from actions.turns import Part


def done(end: Done, words: Wordings) -> Part:
    operation, customer = end.operation, end.customer
    if operation.state is not OperationState.DONE:
        text = words.say(f"failed/{operation.failure}", "failed")
        return Part(text, _custom("failed", operation.kind, text, operation.order_id))
    values = values_of(operation, customer, end.order, words) | _afterwards(end, customer, words)
    text = words.say(f"done/{operation.kind}", **values)
    if end.again:
        text = words.say("done_again", done=text)
    custom = _custom("done", operation.kind, text, operation.order_id)
    rows = rows_of(operation, customer, end.order, words)
    if operation.receipt:
        rows.append(("reference", operation.receipt.reference))
        custom["state"] = operation.receipt.state
        custom["reference"] = operation.receipt.reference
    custom["summary"] = [{"label": words.label(name), "value": value} for name, value in rows]
    return Part(text, custom, evidence_of(operation))


def _afterwards(end: Done, customer: Customer | None, words: Wordings) -> dict[str, str]:
    operation = end.operation
    change, receipt = operation.change, operation.receipt
    values = {"reference": receipt.reference if receipt else ""}
    if isinstance(change, CancelOrder | StartReturn):
        values["amount"] = words.names.money(change.refund)
        values["means"] = means_of(change, customer, words)
    if end.after is not None:
        values["total"] = words.names.money(end.after.total)
    return values


def refused(end: Refused, words: Wordings) -> Part:
    verdict, kind, order = end.verdict, end.matter.kind, end.order
    code = f"refused/{verdict.refusal}"
    values = {"order": end.matter.order_id, "state": ""}
    if order is not None:
        values["state"] = words.phrases.order_is.get(order.state.value, order.state.value)
    general = "refused" if end.matter.order_id else "refused_no_order"
    text = words.say(f"{code}/{kind}", code, general, **values)
    custom = _custom("refused", kind, text, end.matter.order_id)
    if end.instead:
        text = f"{text} {words.say(f'instead_{end.instead}')}"
        custom["lead"] = text
        custom["quick_replies"] = [words.label("yes_go"), words.label("no_leave")]
    evidence = [
        {"field": rule.key, "value": rule.value, "source": rule.file} for rule in verdict.rules
    ]
    return Part(text, custom, evidence)


def aborted(end: Aborted, words: Wordings) -> Part:
    text = words.say("aborted")
    return Part(text, _custom("aborted", end.matter.kind, text, end.matter.order_id))


def locked(end: Locked, words: Wordings) -> Part:
    minutes = max(1, round(end.wait_s / 60))
    text = words.say("locked", minutes=str(minutes))
    return Part(text, _custom("locked", "", text, ""))


def _custom(stage: str, kind: str, lead: str, order_id: str) -> dict[str, Any]:
    return {"type": "service", "stage": stage, "kind": kind, "lead": lead, "order_id": order_id}
