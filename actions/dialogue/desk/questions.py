"""What the desk asks for, in words, with the choices there are. Owns no decision what is asked."""

from __future__ import annotations

from typing import Any

from actions.dialogue.desk.wordings import Wordings
from actions.service import KINDS, Ask
from actions.service.outcome import Choice
from actions.turns import Part

STUCK_AFTER = 3
"""Asked so often for the same without an answer, the customer is shown the ways out."""


def asked(ask: Ask, words: Wordings) -> Part:
    question = _question(ask, words)
    labels = [_label(choice, ask, words) for choice in ask.choices]
    lead = _led(ask, question, words)
    lines = [f"{number}. {label}" for number, label in enumerate(labels, start=1)]
    custom = {
        "type": "service",
        "stage": "ask",
        "kind": ask.matter.kind,
        "asks": ask.need,
        "lead": lead,
        "order_id": ask.matter.order_id,
        "choices": [
            {"id": choice.choice_id, "label": label}
            for choice, label in zip(ask.choices, labels, strict=True)
        ],
        "quick_replies": labels,
    }
    return Part("\n".join([lead, *lines]), custom)


def _led(ask: Ask, question: str, words: Wordings) -> str:
    if ask.back:
        return words.say("back", kind=words.kind(ask.matter.kind), question=question)
    if ask.matter.asked_times > STUCK_AFTER:
        return words.say("stuck", question=question)
    if ask.trouble == "not_understood":
        return words.say("not_understood", question=question)
    return question


def _question(ask: Ask, words: Wordings) -> str:
    kind, need = ask.matter.kind, ask.need
    match need:
        case "who":
            return _who(ask, words)
        case "order":
            if not ask.choices:
                return words.say("ask_order_none")
            return words.say(f"ask_order_{ask.trouble}", "ask_order")
        case "to":
            return _to(ask, words)
        case "address" if any(_parts(ask)) and ask.trouble != "same_address":
            return words.say("ask_address_part", missing=_missing(ask, words))
    names = [f"ask_{need}_{ask.trouble}", f"ask_{need}/{kind}", f"ask_{need}"]
    if ask.matter.asked_times > 1:
        names.insert(0, f"ask_{need}_again/{kind}")
    return words.say(*names, order=ask.matter.order_id)


def _who(ask: Ask, words: Wordings) -> str:
    claim = ask.matter.claim
    if ask.trouble == "no_match":
        return words.say("no_match")
    if ask.matter.asked_times > 1 and not (claim.name or claim.postcode):
        if claim.order_id and "order" not in ask.without:
            return words.say("ask_who_again_order", order=claim.order_id)
        if "order" not in ask.without and not claim.email:
            return words.say("ask_who_again")
    if claim.email and "order" not in ask.without:
        return words.say("ask_who_has_email")
    if claim.order_id and "order" not in ask.without:
        return words.say("ask_who_order", order=claim.order_id)
    if claim.name:
        return words.say("ask_who_name", customer=claim.name.split()[0].capitalize())
    if claim.postcode:
        return words.say("ask_who_postcode")
    if "order" in ask.without:
        return words.say("ask_who_email")
    return words.say("ask_who" if KINDS[ask.matter.kind].about_order else "ask_who_any")


def _to(ask: Ask, words: Wordings) -> str:
    open_one = ask.matter.open_swap
    title = words.names.item(ask.order, open_one) if ask.order else open_one
    if not ask.choices:
        return words.say("ask_to_none", title=title)
    return words.say(f"ask_to_{ask.trouble}", "ask_to", title=title)


def _parts(ask: Ask) -> tuple[str, ...]:
    draft = ask.matter.address
    return (draft.street, draft.city, draft.postcode, draft.country)


def _missing(ask: Ask, words: Wordings) -> str:
    names = ("street", "city", "postcode", "country")
    missing = [words.label(n) for n, part in zip(names, _parts(ask), strict=True) if not part]
    return words.names.listed(missing)


def _label(choice: Choice, ask: Ask, words: Wordings) -> str:
    named: dict[str, Any] = {
        "order": _order_label,
        "item": lambda c, a, w: w.names.item(a.order, c.choice_id) if a.order else c.choice_id,
        "variant": _variant_label,
        "reason": lambda c, _a, w: w.reason(c.choice_id),
        "method": _method_label,
        "kind": lambda c, _a, w: w.label(
            "to_order" if c.choice_id == "change_order_address" else "to_profile"
        ),
    }
    return str(named[choice.kind](choice, ask, words))


def _order_label(choice: Choice, ask: Ask, words: Wordings) -> str:
    order = next((one for one in ask.orders if one.order_id == choice.choice_id), None)
    if order is None:
        return choice.choice_id
    items = words.names.whole(order)
    day = words.names.day(order.placed.date())
    return words.label("order_choice").format(order=order.order_id, date=day, items=items)


def _variant_label(choice: Choice, ask: Ask, words: Wordings) -> str:
    open_one = ask.matter.open_swap
    item = ask.order.item(open_one) if ask.order else None
    if item is None:
        return choice.choice_id
    options = words.names.options(item.product_id, choice.choice_id)
    product = words.names.product(item.product_id)
    variants = product.variants if product else ()
    price = next((v.price for v in variants if v.variant_id == choice.choice_id), None)
    return f"{options}, {words.names.money(price)}" if price else options


def _method_label(choice: Choice, ask: Ask, _words: Wordings) -> str:
    method = ask.customer.method(choice.choice_id) if ask.customer else None
    return (method.label or method.kind) if method else choice.choice_id
