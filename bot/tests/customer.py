"""A customer who talks with Rasa in this process, and one plain message of each kind."""

from __future__ import annotations

import uuid
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

SAID = {
    "greet": "hello there",
    "goodbye": "bye for now",
    "thanks": "thanks a lot",
    "help": "what can you do?",
    "human": "I'd like to speak to a person",
    "search": "a waterproof jacket under 120, not black",
    "recommend": "what would you suggest for me?",
    "refine": "something cheaper please",
    "more": "show me more",
    "why": "why this one?",
    "compare": "compare the first two",
    "details": "is it waterproof?",
    "order_status": "where is order 10234?",
    "cancel_order": "please cancel my order",
    "return_item": "I'd like to return the jacket",
    "exchange_item": "can you exchange these shoes for a bigger size",
    "change_items": "change the size in my order, it hasn't been sent yet",
    "refund_status": "where is my refund?",
    "change_address": "change the delivery address of my order",
    "change_payment": "I want to change my payment method",
    "stock_alert": "tell me when it's back in stock",
    "invoice": "send me the invoice please",
    "delivery_problem": "my parcel arrived damaged",
    "warranty": "my kettle stopped working after four months",
    "complaint": "I want to make a complaint",
    "cart_add": "add it to my basket",
    "cart_change": "empty my basket",
    "cart_show": "what's in my basket?",
    "gift_card": "how much is on my gift card?",
    "password": "I forgot my password",
    "privacy": "delete my data",
    "abort": "never mind, leave it as it is",
    "resume": "where were we?",
    "inform": "my email is anna.kelly@example.com",
    "policy": "how do I return something?",
    "choose": "the second one",
    "affirm": "yes please",
    "deny": "no thanks",
    "undo": "go back",
    "bot_challenge": "are you a robot?",
    "insult": "you are useless",
    "out_of_scope": "what's the weather like today?",
}
UNCLEAR = "well you know, as usual"


class Customer:
    """One conversation."""

    def __init__(self, agent: Agent) -> None:
        self.agent, self.sender = agent, uuid.uuid4().hex

    async def say(self, text: str, metadata: dict[str, Any] | None = None) -> list[str]:
        channel = CollectingOutputChannel()
        await self.agent.handle_message(
            UserMessage(text, channel, self.sender, input_channel="rest", metadata=metadata)
        )
        return [message["text"] for message in channel.messages]

    async def slot(self) -> Any:
        tracker = await self.agent.tracker_store.retrieve(self.sender)
        return tracker.get_slot("search_state")
