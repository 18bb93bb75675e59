"""Reads a message into a matter: each part of it that the words set, and nothing they don't.

Owns which words set which part; what a part may be is its kind's (`kinds.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from actions.choosing import (
    method_meant,
    reason_answered,
    reason_meant,
    variant_meant,
    yes_or_no,
)
from actions.choosing.covering import covered
from actions.mentions import Mentions
from actions.service.goods import is_named, named_best, names_only_goods, says_what, with_lines
from actions.service.heard import AT_THE_DESK
from actions.service.kinds import KINDS
from actions.service.matter import Matter
from actions.service.profile_too import profile_too
from actions.service.reading import Reading, picks, place_among
from actions.service.reasons import reasons_of
from actions.service.story import turned, with_text
from actions.service.swapping import with_swaps
from actions.stores.spelling import folded_code

OTHER = "other"
CODE = re.compile(r"(?<![\w-])(?:(?=\w*\d)\w{2,}|(?=[\w-]*[\dA-Z]{2})\w+(?:-\w+)+)(?![\w-])")
LEAVING = {"abort", "resume"}
SAYS_WHAT_IS_WRONG = {"delivery_problem", "warranty", "complaint", "insult"}
"""What an answer to "why?" is easily taken for."""


def filled(matter: Matter, reading: Reading) -> Matter:
    """With all that the message sets. Raises `TooManyGuesses`."""
    matter = turned(matter, reading)
    kind = KINDS[matter.kind]
    asked = matter
    matter = _who(matter, reading)
    if kind.about_order or matter.kind in ("change_address", "complaint"):
        matter = _order(matter, reading)
    if asked.asked == "order" and picks(asked, reading):
        return matter  # "the second one" was an order, and is no item of it
    for part, fill in _PARTS.items():
        if part in kind.fills:
            matter = fill(matter, reading)
    return matter


def _who(matter: Matter, reading: Reading) -> Matter:
    said, claim = reading.mentions, matter.claim
    if reading.scene.who is not None:
        return matter
    name = _first(said.names, claim.name)
    order_ids, postcodes = _told_apart(said, wants_order=not (name or claim.order_id))
    if matter.asked != "who" and said.address and said.address.street:
        to = folded_code(said.address.postcode)  # where something is to go says nothing of who asks
        postcodes = tuple(one for one in postcodes if to and folded_code(one) != to)
    return replace(
        matter,
        claim=replace(
            claim,
            email=_first(said.emails, claim.email),
            postcode=_first(postcodes, claim.postcode),
            name=name,
            order_id=_first(order_ids, claim.order_id),
        ),
    )


def _told_apart(said: Mentions, wants_order: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Order numbers and postcodes: what could be either is the one that is still wanted, or the one
    of which nothing else can be."""
    either = {folded_code(one) for one in said.order_ids}
    either &= {folded_code(one) for one in said.postcodes}
    if not either:
        return said.order_ids, said.postcodes
    sure = [one for one in said.postcodes if folded_code(one) not in either]
    if sure:
        return said.order_ids, tuple(sure)
    orders = tuple(o for o in said.order_ids if wants_order or folded_code(o) not in either)
    return orders, tuple(
        p for p in said.postcodes if not (wants_order and folded_code(p) in either)
    )


def _first(said: tuple[str, ...], before: str) -> str:
    return said[0] if said else before


def _order(matter: Matter, reading: Reading) -> Matter:
    """By its number, its place among those offered, or what was in it."""
    scene = reading.scene
    if scene.who is None:
        return matter
    for said in reading.mentions.order_ids:
        order_id = scene.spelled(said, guess=not reading.again)
        if order_id:
            return _of_order(matter, order_id)
        if not matter.order_id and folded_code(said) != folded_code(matter.claim.postcode):
            matter = replace(matter, strange_order=True)
    if matter.order_id and matter.asked in ("yes", "items", "to"):
        return _another_order(matter, reading)
    if matter.order_id or matter.asked != "order":
        return matter
    place = _by_age(matter, reading)
    place = place_among(reading, len(matter.offered)) if place is None else place
    if place is not None:
        return _of_order(matter, matter.offered[place])
    offered = [order for order in scene.orders if order.order_id in matter.offered]
    known = named_best(reading, offered) or named_best(reading, scene.orders)
    return _of_order(matter, known[0].order_id) if len(known) == 1 else matter


def _by_age(matter: Matter, reading: Reading) -> int | None:
    """The newest is offered first."""
    if not matter.offered:
        return None
    if reading.ears.has("latest", reading.text):
        return 0
    return len(matter.offered) - 1 if reading.ears.has("oldest", reading.text) else None


def _another_order(matter: Matter, reading: Reading) -> Matter:
    """What is named isn't in the order that was shown, but in another: that one was meant."""
    current = reading.scene.order(matter.order_id)
    if current is None or is_named(reading, current):
        return matter
    others = [one for one in reading.scene.orders if one.order_id != current.order_id]
    named = [one for one in named_best(reading, others) if says_what(reading, one)]
    if len(named) > 1:  # in which of them is to be asked; what was said of the first is over
        heard = matter.heard[-1:]
        return replace(matter, order_id="", lines=(), swaps=(), operation_id="", heard=heard)
    return _of_order(matter, named[0].order_id) if named else matter


def _of_order(matter: Matter, order_id: str) -> Matter:
    """What was chosen in another order isn't in this one."""
    matter = replace(matter, strange_order=False)
    if order_id == matter.order_id:
        return matter
    if not matter.order_id:
        return replace(matter, order_id=order_id)
    return replace(matter, order_id=order_id, lines=(), swaps=(), operation_id="")


def _reason(matter: Matter, reading: Reading) -> Matter:
    allowed = reasons_of(matter.kind, reading.scene.rules)
    if matter.asked == "reason" and matter.offered:
        place = place_among(reading, len(matter.offered))
        if place is not None:
            return replace(matter, reason=matter.offered[place])
    told = reason_answered if matter.asked == "reason" else reason_meant
    reason = told(reading.text, allowed, reading.ears.words)
    if reason == OTHER and matter.asked != "reason":
        return matter  # "I want something else" says no reason
    if reason is None and _unlisted(matter, reading, allowed):
        reason = OTHER
    return replace(matter, reason=reason) if reason else matter


def _unlisted(matter: Matter, reading: Reading, allowed: tuple[str, ...]) -> bool:
    """A reason in words of one's own, where the rules take any."""
    return (
        matter.asked == "reason"
        and OTHER in allowed
        and not names_only_goods(matter, reading, reading.text)
        and not _wonders(reading)
        and not _says_nothing(reading)
        and reading.heard.intent in (AT_THE_DESK - LEAVING) | SAYS_WHAT_IS_WRONG
    )


def _wonders(reading: Reading) -> bool:
    return reading.text.rstrip().endswith("?") or reading.ears.begins("wonders", reading.text)


def _says_nothing(reading: Reading) -> bool:
    """A yes, a no or "all of it" is no answer to "why?"."""
    words = reading.ears.words
    terms = [term for term in words.cut(reading.text) if not term.breaks]
    everything = covered(terms, words.phrases("items", "all"))
    return everything or yes_or_no(reading.text, words) is not None


def _means(matter: Matter, reading: Reading) -> Matter:
    customer = reading.scene.customer
    if customer is None:
        return matter
    if matter.asked == "method" and matter.offered:
        place = place_among(reading, len(matter.offered))
        if place is not None:
            return replace(matter, method_id=matter.offered[place])
    order = reading.scene.order(matter.order_id)
    paid = order.payments[0].method_id if order and order.payments else ""
    # "Another one" is another way to pay only where that is spoken of.
    about_paying = matter.asked == "method" or matter.kind == "change_payment"
    methods, current = customer.payment_methods, customer.method(paid) if about_paying else None
    meant = method_meant(reading.text, methods, reading.ears.words, current)
    if meant is None:
        return matter
    if meant.original:
        return replace(matter, method_id=paid) if paid else matter
    return replace(matter, method_id=meant.method.method_id) if meant.method else matter


def _address(matter: Matter, reading: Reading) -> Matter:
    if _turns_to_profile(matter, reading):
        matter = replace(matter, kind="change_profile_address", order_id="")
    said = reading.mentions.address
    if said is None or (reading.heard.digresses and not (said.street or said.postcode)):
        return matter  # "do you ship to Norway?" moves nobody there
    draft = matter.address.merged(said)
    if not draft.country:
        draft = replace(draft, country=_country(matter, reading))
    return replace(matter, address=draft)


def _turns_to_profile(matter: Matter, reading: Reading) -> bool:
    ears, text = reading.ears, reading.text
    of_order = matter.kind == "change_order_address" and not reading.again
    meant = ears.has("profile", text) and not ears.has("parcel", text)
    return of_order and meant and not profile_too(matter, reading)


def _country(matter: Matter, reading: Reading) -> str:
    """Who names none stays in the one they are in; it is shown before anything is done."""
    order = reading.scene.order(matter.order_id)
    customer = reading.scene.customer
    known = (order and order.address) or (customer and customer.address)
    return known.country if known else ""


def _which_address(matter: Matter, reading: Reading) -> Matter:
    """Of an order or of the profile: then it is a matter of that kind."""
    if reading.ears.has("profile", reading.text):
        return replace(matter, kind="change_profile_address")
    asked = matter.asked == "which_address" and place_among(reading, 2)
    if asked is not False and asked is not None:
        kinds = ("change_order_address", "change_profile_address")
        return replace(matter, kind=kinds[asked])
    spoken_of = bool(reading.scene.recent) and reading.ears.has("it", reading.text)
    of_order = matter.order_id or reading.mentions.order_ids or spoken_of
    if of_order or reading.ears.has("parcel", reading.text):
        return replace(matter, kind="change_order_address")
    return matter


def _unopened(matter: Matter, reading: Reading) -> Matter:
    if reading.ears.has("unopened", reading.text):
        return replace(matter, unopened=True)
    if reading.ears.has("opened", reading.text):
        return replace(matter, unopened=False)
    if matter.asked != "unopened":
        return matter
    said = yes_or_no(reading.text, reading.ears.words)
    return matter if said is None else replace(matter, unopened=said)


def _product(matter: Matter, reading: Reading) -> Matter:
    pointed = reading.heard.pointed
    if pointed is not None:
        return replace(matter, product_id=pointed[0], variant_id=pointed[1])
    product = reading.scene.product(matter.product_id) if matter.product_id else None
    current = product.variant(matter.variant_id) if product else None
    if product is None or current is None or reading.first or reading.again:
        return matter
    meant = variant_meant(reading.text, product, current, reading.ears.words)
    gone = [one.variant for one in meant.candidates if not one.available] if meant else []
    wanted = (meant.variant if meant else None) or next(iter(gone), None)
    return replace(matter, variant_id=wanted.variant_id) if wanted else matter


def _code(matter: Matter, reading: Reading) -> Matter:
    said = reading.mentions.gift_cards
    if not said and matter.asked == "code":  # one of another form is looked up all the same
        said = tuple(one[0].upper() for one in CODE.finditer(reading.text))
    return replace(matter, code=_first(said, matter.code))


_PARTS: dict[str, Callable[[Matter, Reading], Matter]] = {
    "which_address": _which_address,
    "lines": with_lines,
    "swaps": with_swaps,
    "reason": _reason,
    "method": _means,
    "address": _address,
    "text": with_text,
    "unopened": _unopened,
    "product": _product,
    "code": _code,
}
