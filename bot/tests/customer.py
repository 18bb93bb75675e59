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
    "refine": "something cheaper please",
    "more": "show me more",
    "why": "why this one?",
    "compare": "compare the first two",
    "details": "is it waterproof?",
    "order_status": "where is order 10234?",
    "policy": "how do I return something?",
    "choose": "the second one",
    "affirm": "yes please",
    "deny": "no thanks",
    "undo": "go back",
    "bot_challenge": "are you a robot?",
    "insult": "you are useless",
    "out_of_scope": "what's the weather like today?",
}
UNCLEAR = "the thing from the other day"


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
