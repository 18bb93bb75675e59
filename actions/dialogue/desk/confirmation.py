"""What would happen, and what it costs: shown before the customer says yes. Owns no figure: each
comes out of the operation that waits, which is what a yes executes."""

from __future__ import annotations

from typing import Any

from actions.dialogue.desk.wordings import Wordings
from actions.operations import Operation
from actions.service import Confirm, Matter
from actions.stores import Customer, Order
from actions.stores.change import (
    AlertStock,
    CancelOrder,
    Change,
    ChangeItems,
    ChangeOrderAddress,
    ChangePayment,
    ChangeProfileAddress,
    OpenTicket,
    StartExchange,
    StartReturn,
)
from actions.turns import Part

Row = tuple[str, str]


def confirmed(confirm: Confirm, words: Wordings) -> Part:
    operation = confirm.operation
    values = values_of(operation, confirm.matter, confirm.customer, confirm.order, words)
    text = words.say(f"confirm/{operation.kind}", **values)
    ask = words.say(_question(confirm))
    if confirm.back:
        text = words.say("back", kind=words.kind(confirm.matter.kind), question=text)
    rows = rows_of(operation, confirm.matter, confirm.customer, confirm.order, words)
    custom = {
        "type": "service",
        "stage": "confirm",
        "kind": operation.kind,
        "asks": "yes",
        "lead": f"{text} {ask}",
        "order_id": operation.order_id,
        "summary": [{"label": words.label(label), "value": value} for label, value in rows],
        "quick_replies": [words.label("yes_go"), words.label("no_leave")],
    }
    return Part(f"{text} {ask}", custom, evidence_of(operation))


def _question(confirm: Confirm) -> str:
    if confirm.whole:
        return "go_ahead_whole"
    if confirm.unclear:
        return "go_ahead_yes_no"
    return "go_ahead_again" if confirm.again else "go_ahead"


def values_of(
    operation: Operation,
    matter: Matter,
    customer: Customer | None,
    order: Order | None,
    words: Wordings,
) -> dict[str, str]:
    """What the sentences about this operation may name."""
    change, names = operation.change, words.names
    values = {"order": operation.order_id, "items": "", "money": money(operation, customer, words)}
    if order is not None:
        values["items"] = names.whole(order)
        values["total"] = names.money(order.total)
    reason = getattr(change, "reason", "")
    why = words.say("your_reason", reason=words.reason(reason)) if reason else ""
    values["why"] = f" {why}" if why else ""
    match change:
        case StartReturn() if order:
            values["items"] = names.lines(order, change.lines)
        case StartExchange() | ChangeItems() if order:
            values["swaps"] = names.listed(names.swap(order, one) for one in change.swaps)
        case ChangeOrderAddress() | ChangeProfileAddress():
            values["address"] = names.address(change.address)
        case AlertStock():
            values["items"] = names.goods(matter.product_id, matter.variant_id)
        case ChangePayment():
            values["method"] = names.means(customer, change.method_id)
        case OpenTicket():
            values["text"] = change.text
            values["items"] = (
                names.item(order, change.variant_id) if order and change.variant_id else ""
            )
            values["about"] = _about(change, values["items"], words)
    return values


def _about(ticket: OpenTicket, item: str, words: Wordings) -> str:
    if not ticket.order_id:
        return ""
    name = "about_item" if item else "about_order"
    return f" {words.say(name, order=ticket.order_id, items=item)}"


def money(operation: Operation, customer: Customer | None, words: Wordings) -> str:
    """What it costs or brings, in a sentence; empty where no money is concerned."""
    costs, names = operation.costs, words.names
    means = means_of(operation.change, customer, words)
    if costs.refund is not None:
        amount = names.money(costs.refund)
        if costs.fee and costs.fee.amount_minor:
            return words.say(
                "money_refund_fee", amount=amount, means=means, fee=names.money(costs.fee)
            )
        return words.say("money_refund", amount=amount, means=means)
    if costs.to_pay is None:
        return ""
    if not costs.to_pay.amount_minor:
        return words.say("money_even")
    name = "money_to_pay" if costs.to_pay.amount_minor > 0 else "money_gets_back"
    return words.say(name, amount=names.money(abs_money(costs.to_pay)), means=means)


def abs_money(amount: Any) -> Any:
    return type(amount)(abs(amount.amount_minor), amount.currency)


def means_of(change: Change, customer: Customer | None, words: Wordings) -> str:
    method_id = getattr(change, "method_id", "")
    kind = getattr(change, "method", "")
    return words.names.means(customer, method_id, kind)


def rows_of(
    operation: Operation,
    matter: Matter,
    customer: Customer | None,
    order: Order | None,
    words: Wordings,
) -> list[Row]:
    """The same as a table: (label's name, value)."""
    change, names = operation.change, words.names
    rows: list[Row] = [("order", operation.order_id)] if operation.order_id else []
    match change:
        case StartReturn() if order:
            rows.append(("items", names.lines(order, change.lines)))
        case CancelOrder() if order:
            rows.append(("items", names.whole(order)))
        case StartExchange() | ChangeItems() if order:
            rows += [("items", names.swap(order, swap)) for swap in change.swaps]
        case ChangeOrderAddress() | ChangeProfileAddress():
            rows.append(("address", names.address(change.address)))
        case AlertStock() if goods := names.goods(matter.product_id, matter.variant_id):
            rows.append(("items", goods))
        case ChangePayment():
            rows.append(("method", names.means(customer, change.method_id)))
        case OpenTicket():
            if order and change.variant_id:
                rows.append(("items", names.item(order, change.variant_id)))
            rows.append(("text", change.text))
    if getattr(change, "reason", ""):
        rows.append(("reason", words.reason(change.reason)))  # type: ignore[union-attr]
    return rows + _money_rows(operation, customer, words)


def _money_rows(operation: Operation, customer: Customer | None, words: Wordings) -> list[Row]:
    costs, names = operation.costs, words.names
    rows: list[Row] = []
    means = means_of(operation.change, customer, words)
    if costs.refund is not None:
        rows.append(("refund", names.money(costs.refund)))
        if costs.fee and costs.fee.amount_minor:
            rows.append(("fee", names.money(costs.fee)))
        rows.append(("refund_to", means))
    if costs.to_pay is not None:
        back = costs.to_pay.amount_minor < 0
        rows.append(("gets_back" if back else "to_pay", names.money(abs_money(costs.to_pay))))
        rows.append(("refund_to" if back else "method", means))
    return rows


def evidence_of(operation: Operation) -> list[dict[str, Any]]:
    """The rules it was judged by."""
    return [
        {"field": rule.key, "value": rule.value, "source": rule.file} for rule in operation.rules
    ]
