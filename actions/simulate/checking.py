"""Whether what the assistant shows before a yes is what the customer wants. Owns no words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from actions.simulate.heard import Card
from actions.simulate.want import Thing, Want
from actions.stores import Address

WORD = re.compile(r"\w+")
ARROW = "→"

TICKETS = ("complaint", "delivery_problem", "warranty_claim")
ADDRESSES = ("change_order_address", "change_profile_address")
UMBRELLAS = {"open_ticket": TICKETS, "change_address": ADDRESSES}
"""Kinds that a card may name in place of a narrower one."""
SWAPPED = {"start_exchange", "change_items"}


class Wrong(StrEnum):
    """What of a summary isn't as the customer wants it."""

    KIND = "kind"
    ORDER = "order"
    THINGS = "things"
    SWAPS = "swaps"
    ADDRESS = "address"
    METHOD = "method"
    TEXT = "text"


def refuses(card: Card, want: Want) -> bool:
    """Whether the card is a no to that want: whether goods are to be changed before they leave or
    exchanged after they came is the shop's distinction, and no customer's."""
    alike = {card.kind, want.kind} <= SWAPPED
    return card.stage == "refused" and (alike or is_about(card, want))


def is_about(card: Card, want: Want) -> bool:
    """Whether the card belongs to that want, as far as its kind tells."""
    return card.kind == want.kind or want.kind in UMBRELLAS.get(card.kind, ())


def answerable(card: Card, want: Want) -> bool:
    """Whether a question can be answered for that want, whatever the assistant takes it to be: a
    customer hears the question, not the kind."""
    if is_about(card, want):
        return True
    having = {
        "who": True,
        "code": True,
        "order": bool(want.order_id),
        "items": bool(want.about()),
        "to": bool(want.swaps),
        "reason": bool(want.reason),
        "method": bool(want.method_label),
        "address": want.address is not None,
        "text": bool(want.text),
    }
    return having.get(card.asks, False)


def wrong_with(card: Card, want: Want) -> Wrong | None:
    """The first thing that is amiss; None where all is as it should be."""
    shown = card.summary.casefold()
    if not is_about(card, want):
        return Wrong.KIND
    if want.order_id and card.order_id != want.order_id:
        return Wrong.ORDER
    if want.text and not _tells(shown, want.text):
        return Wrong.TEXT
    if want.things and not all(_shows(shown, thing) for thing in want.things):
        return Wrong.THINGS
    if not all(_shows(_instead(shown), after, with_title=False) for _, after in want.swaps):
        return Wrong.SWAPS
    if not all(_shows(shown, before) for before, _ in want.swaps):
        return Wrong.SWAPS
    if want.about() and not want.text and _shows_more(shown, want):
        return Wrong.THINGS if want.things else Wrong.SWAPS
    if want.address and not _is_address(card.summary, want.address):
        return Wrong.ADDRESS
    if want.method_label and want.method_label.casefold() not in shown:
        return Wrong.METHOD
    return None


def _is_address(summary: str, wanted: Address) -> bool:
    """Every part of it, and nothing beside but the country's name after it."""
    parts = (wanted.street, wanted.extra, wanted.city, wanted.region, wanted.postcode)
    rows = [row for row in summary.splitlines() if wanted.street.casefold() in row.casefold()]
    if not rows or not _all_in(rows[0].casefold(), [part for part in parts if part]):
        return False
    told = rows[0].split(": ", 1)[-1].casefold()
    upto = told.rfind(wanted.postcode.casefold()) + len(wanted.postcode)
    words = set(WORD.findall(told[:upto])) - set(WORD.findall(" ".join(parts).casefold()))
    return not words


def _instead(shown: str) -> str:
    """What is to come: behind the arrow, in rows that have one."""
    return "\n".join(row.split(ARROW, 1)[-1] for row in shown.splitlines())


def _tells(shown: str, text: str) -> bool:
    """Most of the words, for they may be typed with slips."""
    words = [word.strip(".,;:!?").casefold() for word in text.split()]
    return sum(word in shown for word in words) * 2 > len(words)


def _shows_more(shown: str, want: Want) -> bool:
    """Something else of the order. A name that is part of a wanted one can't be told."""
    titles = " ".join(thing.title.casefold() for thing in want.about())
    strange = [one.casefold() for one in want.others if one.casefold() not in titles]
    return any(one in shown for one in strange)


def _shows(shown: str, thing: Thing, *, with_title: bool = True) -> bool:
    values = thing.told().values()
    return _all_in(shown, [*values, *([thing.title] if with_title else [])])


def _all_in(shown: str, parts: Iterable[str]) -> bool:
    """As words of their own: a size M stands in no navy."""
    return all(
        re.search(rf"(?<![\w'.]){re.escape(part.casefold())}(?![\w'])", shown) for part in parts
    )
