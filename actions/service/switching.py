"""When a message is about another matter than the one in hand. Owns the telling apart."""

from __future__ import annotations

from actions.choosing import reason_meant
from actions.service.ears import Ears
from actions.service.heard import Heard
from actions.service.kinds import BY_INTENT, KINDS
from actions.service.matter import Matter
from actions.service.reading import Reading
from actions.service.reasons import reasons_of
from actions.service.sent import sent_to
from actions.service.story import adds_more
from actions.stores.spelling import folded_code

SURE_OF_ANOTHER = 0.6
"""How sure Rasa must be that another kind is wanted, while one is in hand."""

VERY_SURE = 0.8
CERTAIN = 0.9
PLAIN_WISHES = frozenset(
    {
        "cancel_order",
        "return_item",
        "exchange_item",
        "change_items",
        "change_address",
        "change_payment",
        "invoice",
        "stock_alert",
        "gift_card",
        "order_status",
    }
)
"""What nobody says who only tells what happened, if it is said as a wish."""
IN_OWN_WORDS = frozenset({"reason", "text", "method", "unopened"})
"""Questions whose answers sound like wishes ("it came broken"): they are read as answers first."""
TOLD_OF_AN_ORDER = frozenset({"yes", "items", "to", "reason", "method", "text"})
"""Questions in which the customer sees which order was understood."""
WITH_MONEY = frozenset({"cancel_order", "start_return", "start_exchange", "change_items"})
OTHER = "other"
SAYS_WHAT_IS_WRONG = frozenset({"delivery_problem", "warranty", "complaint", "insult"})
HARDLY_ANSWERED_SO = frozenset(
    {"who", "order", "product", "code", "yes", "instead", "which_address"}
)
_PROBLEM, _SWAPS, WRONG_ITEM = "delivery_problem", ("start_exchange", "change_items"), "wrong_item"


def switches(matter: Matter, reading: Reading) -> bool:
    """Whether a message of another kind is taken for that before it is read as an answer."""
    heard, ears = reading.heard, reading.ears
    if matter.asked != "text" and sent_to(reading):
        return True
    if matter.asked in IN_OWN_WORDS:
        wishes = heard.intent in PLAIN_WISHES and ears.has("wants", heard.text)
        return wishes and heard.sureness >= CERTAIN and not _answers_why(matter, reading)
    return matter.asked in HARDLY_ANSWERED_SO or heard.sureness >= VERY_SURE


def _answers_why(matter: Matter, reading: Reading) -> bool:
    """ "I want another size", to "why do you want to return it?"."""
    if matter.asked == "text":
        return False
    allowed = reasons_of(matter.kind, reading.scene.rules)
    reason = reason_meant(reading.text, allowed, reading.ears.words)
    return matter.asked != "reason" or reason not in (None, OTHER)


def other_kind(matter: Matter, reading: Reading) -> str:
    """Empty where the message is, or may be, about the matter in hand."""
    heard = reading.heard
    if (sent := sent_to(reading)) and not _same(sent, matter.kind):
        return sent
    corrects = corrects_order(matter, reading) or gives_another_reason(matter, reading)
    told = corrects or adds_more(matter, reading)
    kind = "" if told else opened_by(reading, BY_INTENT.get(heard.intent, ""))
    if not kind or heard.sureness < SURE_OF_ANOTHER or _same(kind, matter.kind):
        return ""
    if kind == "change_payment" and "method" in KINDS[matter.kind].fills:
        return ""  # how this one is paid
    return kind


def opened_by(reading: Reading, kind: str) -> str:
    """The kind that a message opens, which was taken for `kind`. Who says where they live to show
    who they are is easily taken for somebody who moves."""
    said = reading.mentions
    tells_who = bool(said.names or said.emails or said.order_ids or said.postcodes)
    street = said.address is not None and bool(said.address.street)
    moves = street or reading.ears.has("moves", reading.text)
    unsure = 0 < reading.heard.sureness < SURE_OF_ANOTHER
    only_who = kind == "change_address" and (tells_who or unsure) and not moves
    if only_who:
        kind = ""
    return sent_to(reading) or (_PROBLEM if kind in _SWAPS and _sent_wrong(reading) else kind)


def _sent_wrong(reading: Reading) -> bool:
    """Another colour was sent than was ordered, and no other is asked for: the shop's own slip,
    which no last day for exchanges is about."""
    allowed = reasons_of(_PROBLEM, reading.scene.rules)
    said = reading.ears.has("sent_wrong", reading.text) and WRONG_ITEM in allowed
    wishes = reading.ears.has("wants", reading.text) or reading.ears.has("swaps", reading.text)
    return (
        said
        and not wishes
        and reason_meant(reading.text, allowed, reading.ears.words) == WRONG_ITEM
    )


def half_a_yes(matter: Matter, heard: Heard, ears: Ears) -> bool:
    """ "Yes, how many times more?" is no other matter, and not clear enough to act on."""
    return (
        matter.asked == "yes"
        and heard.intent in ("out_of_scope", "insult", "help")
        and ears.begins("yes", heard.text)
    )


def gives_another_reason(matter: Matter, reading: Reading) -> bool:
    """ "It's broken", to a return that is shown with another reason, is no claim of its own."""
    if matter.asked != "yes" or "reason" not in KINDS[matter.kind].fills:
        return False
    allowed = reasons_of(matter.kind, reading.scene.rules)
    reason = reason_meant(reading.text, allowed, reading.ears.words)
    told = reason is not None and reason not in (matter.reason, OTHER)
    return told and reading.heard.intent in SAYS_WHAT_IS_WRONG


def asks_what_is_shown(matter: Matter, reading: Reading) -> bool:
    """ "What happens with the money?", of what is shown with just that; or the order's own number
    and hardly a word beside it, which says which one is meant and asks nothing of it."""
    said = {folded_code(one) for one in reading.mentions.order_ids}
    waits = matter.asked == "yes" and matter.kind in WITH_MONEY
    if waits and reading.heard.intent == "refund_status" and not said:
        return True
    return reading.bare and said == {folded_code(matter.order_id)}


def corrects_order(matter: Matter, reading: Reading) -> bool:
    """`No, 10023`: a number that sounds like a question after an order says which one is meant. The
    order that is shown already isn't put right by its own number."""
    about_order = KINDS[matter.kind].about_order or matter.kind == "complaint"
    said = {folded_code(one) for one in reading.mentions.order_ids}
    if not about_order or not said - {folded_code(matter.order_id)}:
        return False
    ears, text = reading.ears, reading.text
    return matter.asked in TOLD_OF_AN_ORDER and (
        ears.begins("no", text) or ears.has("corrects", text)
    )


def only_another_order(before: Matter, after: Matter) -> bool:
    """Nothing that was asked for was answered: another order was named, for something else."""
    named = after.order_id != before.order_id
    parts = ("reason", "method_id", "address", "text", "unopened", "code", "asked", "kind")
    return named and all(getattr(before, part) == getattr(after, part) for part in parts)


def _same(kind: str, matter_kind: str) -> bool:
    """The words for an exchange and for another item in an order are taken for each other, and an
    address is an address."""
    groups = (
        {"start_exchange", "change_items"},
        {"change_address", "change_order_address", "change_profile_address"},
        {"delivery_problem", "complaint"},
        {"order_status", "refund_status"},
    )
    return kind == matter_kind or any({kind, matter_kind} <= group for group in groups)
