"""How a matter ends, in words: done, refused, left, or there was nothing to do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from actions.dialogue.desk.confirmation import evidence_of, means_of, rows_of, values_of
from actions.dialogue.desk.wordings import Wordings
from actions.operations import OperationState
from actions.service import Aborted, Done, Locked, Refused
from actions.stores import Customer
from actions.stores.change import CancelOrder, StartReturn
from actions.turns import Part

LATE_DAYS = "delivery_problem.late_days"


def done(end: Done, words: Wordings) -> Part:
    operation, customer = end.operation, end.customer
    if operation.state is not OperationState.DONE:
        text = words.say(f"failed/{operation.failure}", "failed")
        return Part(text, _custom("failed", operation.kind, text, operation.order_id))
    values = values_of(operation, end.matter, customer, end.order, words) | _afterwards(
        end, customer, words
    )
    text = words.say(f"done/{operation.kind}", **values)
    if end.again:
        text = words.say("done_again", done=text)
    custom = _custom("done", operation.kind, text, operation.order_id)
    rows = rows_of(operation, end.matter, customer, end.order, words)
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
    kind, order_id = end.matter.kind, end.matter.order_id
    text = _still_no(end, words) if end.pleaded else _no(end, words)
    custom = _custom("refused", kind, text, order_id)
    if end.instead:
        text = f"{text} {words.say(f'instead_{end.instead}')}"
        custom["quick_replies"] = [words.label("yes_go"), words.label("no_leave")]
    elif end.offers_a_person:
        text = f"{text} {words.say('offer_person')}"
        custom["quick_replies"] = [words.phrases.choices["human"]]
    custom["lead"] = text
    evidence = [
        {"field": rule.key, "value": rule.value, "source": rule.file} for rule in end.verdict.rules
    ]
    return Part(text, custom, evidence)


def _no(end: Refused, words: Wordings) -> str:
    code, kind = f"refused/{end.verdict.refusal}", end.matter.kind
    general = "refused" if end.matter.order_id else "refused_no_order"
    return words.say(f"{code}/{kind}", code, general, **_of_order(end, words))


def _still_no(end: Refused, words: Wordings) -> str:
    """To one who argues: as kind, and as firm."""
    because = words.phrases.because
    reason = because.get(end.verdict.refusal) or because["rules"]
    return words.say("still_refused", because=reason.format(**_of_order(end, words)))


def _of_order(end: Refused, words: Wordings) -> dict[str, str]:
    state = end.order.state.value if end.order else ""
    of_it = {"order": end.matter.order_id, "state": words.phrases.order_is.get(state, state)}
    expected = end.order.expected_to if end.order else None
    days = next((one.value for one in end.verdict.rules if one.key == LATE_DAYS), "")
    if expected is None or not days:
        return of_it
    last = expected + timedelta(days=int(days))
    return of_it | {
        "expected": words.names.day(expected), "from": words.names.day(last), "days": days
    }  # fmt: skip


def aborted(end: Aborted, words: Wordings) -> Part:
    text = words.say("aborted")
    return Part(text, _custom("aborted", end.matter.kind, text, end.matter.order_id))


def locked(end: Locked, words: Wordings) -> Part:
    minutes = max(1, round(end.wait_s / 60))
    text = words.say("locked", minutes=str(minutes))
    return Part(text, _custom("locked", "", text, ""))


def _custom(stage: str, kind: str, lead: str, order_id: str) -> dict[str, Any]:
    return {"type": "service", "stage": stage, "kind": kind, "lead": lead, "order_id": order_id}
