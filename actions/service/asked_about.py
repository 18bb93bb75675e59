"""A question about what waits for a yes: it is answered from the very operation, and never changes
what was shown. Owns telling such a question, and what of it is asked."""

from __future__ import annotations

import re

from actions.choosing import items_meant
from actions.choosing.naming import Naming
from actions.operations import Operation
from actions.service.about import About
from actions.service.ears import Ears
from actions.service.goods import named_best
from actions.service.heard import Heard
from actions.service.kinds import BY_INTENT, KINDS
from actions.service.matter import Matter
from actions.service.outcome import Confirm, Explained
from actions.service.reading import Reading
from actions.stores import Order
from actions.stores.change import CancelOrder, ChangeItems, StartExchange, StartReturn

VERY_SURE = 0.8
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
WITH_GOODS = CancelOrder | ChangeItems | StartExchange | StartReturn


def is_question(text: str, ears: Ears) -> bool:
    """Whether all that is said asks. What is only put like a question ("can you make it the blue
    one instead?") is a wish; so is what asks after something else was said."""
    said = [part.strip() for part in SENTENCE.findall(text) if re.search(r"\w", part)]
    return bool(said) and all(_asks(part, ears) for part in said)


def _asks(sentence: str, ears: Ears) -> bool:
    _, said = ears.parted("before_a_question", sentence)
    if ears.opens("no_question", said):
        return False
    if ears.opens("requests", said):
        return not ears.has("alters", said)
    return said.rstrip().endswith("?") or ears.opens("questions", said)


def explained(shown: Confirm, reading: Reading) -> Explained | None:
    """None for a question about something else than what is shown."""
    about = asked_about(reading, shown.order, shown.operation)
    if about is None:
        return None
    goods, rules = goods_asked_about(reading, shown.order), reading.scene.rules.returns
    return Explained(
        shown.matter, shown.operation, shown.customer, shown.order, about, goods,
        rules.refund_days if rules else None,
    )  # fmt: skip


def for_the_policies(heard: Heard, matter: Matter | None, ears: Ears) -> bool:
    """ "Do you need a photo?", while it is told what goes to a colleague: no wish of its own,
    whatever it sounds like."""
    tells = matter is not None and "text" in KINDS[matter.kind].fills
    unsure = heard.intent in BY_INTENT and heard.sureness < VERY_SURE
    return tells and unsure and ears.opens("asks_us", heard.text)


def asked_about(reading: Reading, order: Order | None, operation: Operation) -> About | None:
    """None for a question about anything else than what would be done."""
    ears, text = reading.ears, reading.text
    if ears.has("asks_effect", text):
        return About.EFFECT
    if ears.has("in_general", text):
        return None
    if _says_only(reading, order, "about_it"):
        if ears.has("asks_when", text) and ears.has("asks_money", text):
            return About.WHEN
        if ears.has("asks_money", text):
            return About.MONEY
    if not isinstance(operation.change, WITH_GOODS) or order is None:
        return None
    named = bool(named_best(reading, [order]))
    if ears.has("asks_part", text) or (named and _says_only(reading, order, "asks_whether")):
        return About.PART
    return None


def goods_asked_about(reading: Reading, order: Order | None) -> tuple[str, ...]:
    """The items of the order that the question names, as variants."""
    if order is None or not named_best(reading, [order]):
        return ()
    meant = items_meant(reading.text, order, reading.scene.product, reading.ears.words)
    return tuple(line.variant_id for line in meant.lines) if meant else ()


def _says_only(reading: Reading, order: Order | None, cue: str) -> bool:
    """No word but those of the cue, the order's number and what its items are called."""
    words, terms = reading.ears.words, reading.ears.words.cut(reading.text)
    known = {term.key for said in reading.ears.cues.get(cue, ()) for term in words.cut(said)}
    named: set[int] = set()
    if order is not None:
        known |= {term.key for term in words.cut(order.order_id)}
        mentions = Naming(order, reading.scene.product, words).mentions(terms)
        named = {at for one in mentions for at in range(one.start, one.end)}
    return all(t.breaks or t.key in known or at in named for at, t in enumerate(terms))
