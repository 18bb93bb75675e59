"""What a look-up found, told: an order's way, a refund, a gift card's balance."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from actions.dialogue.desk.of_order import of_order, promised
from actions.dialogue.desk.order_card import order_card, order_facts
from actions.dialogue.desk.wordings import Wordings
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import asked, voice
from actions.service import Told
from actions.stores import GiftCard, Order
from actions.turns import Part
from llm.planning import plan_order


async def told(end: Told, said: Utterance, services: Services, words: Wordings) -> Part:
    if end.card is not None:
        return _card(end.card, words)
    if end.order is None:
        return Part(words.say("ask_order_none"))
    if end.facet is not None:
        return _order_part(of_order(end.order, end, words), end.order, words)
    if end.matter.kind == "refund_status" and end.order.refund is None and end.order.returns:
        return _order_part(promised(end.order, end, words), end.order, words)
    if end.matter.kind == "refund_status" and end.order.refund is None:
        return _order_part(words.say("refund_none", order=end.order.order_id), end.order, words)
    today = datetime.now(ZoneInfo(services.shop.time_zone)).date()
    plan = plan_order(
        order_facts(end.order),
        order_id=end.order.order_id,
        query=said.text,
        today=today,
        **voice(said, services),
    )
    reply = await services.replies.reply(plan, **asked(said))
    part = _order_part(reply.text, end.order, words)
    return Part(part.text, part.custom, list(reply.evidence))


def _order_part(text: str, order: Order, words: Wordings) -> Part:
    custom = {
        "type": "order",
        "lead": text,
        "order": order_card(order, words),
        "quick_replies": list(words.phrases.quick_replies.get("order", ())),
    }
    return Part(text, custom)


def _card(card: GiftCard, words: Wordings) -> Part:
    amount = words.names.money(card.balance)
    if card.expires is None:
        return Part(words.say("gift_card", amount=amount))
    return Part(words.say("gift_card_until", amount=amount, date=words.names.day(card.expires)))
