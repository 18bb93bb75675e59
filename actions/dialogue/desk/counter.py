"""Where a conversation meets the service desk: what was said goes in, the desk's answer comes out.

Owns the way there and back, off the event loop: the desk (`actions.service`) blocks on a database.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from actions.choosing import variant_meant
from actions.dialogue.answer import Answer
from actions.dialogue.desk.telling import Telling
from actions.dialogue.ended import LEANS_ON_IT, Ended
from actions.dialogue.mood import ANGRY
from actions.dialogue.reference import (
    in_view,
    lookup,
    meant_product,
    named,
    nearly_named,
    pointed_at,
)
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from actions.service import BY_INTENT, Ears, Heard, Outcome
from actions.turns import Part
from retrieval.values import Product, Variant

LEAVES_TAKEN = frozenset({"goodbye", "human"})
"""After these no question is put again, and none is answered: an "ok" to a goodbye is no yes."""
OPEN_STAGES = frozenset({"ask", "confirm"})
OF_A_LIST = frozenset({"refine", "more", "compare", "undo"})
OF_A_THING = frozenset({"details", "why"})
UNCLEAR = "clarify"
BESIDE_ANY_MATTER = frozenset({"policy", "password", "privacy", "bot_challenge", "help", "insult"})
"""Whatever was shown, these are about nothing of it."""
SOOTHED = ("ask", "confirm", "done")


class Counter:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._telling = Telling(services)

    async def hear(self, said: Utterance, intent: str) -> Answer | None:
        """None where it isn't the desk's business."""
        outcomes = await asyncio.to_thread(self._outcomes, said, intent)
        if outcomes or intent not in LEANS_ON_IT:
            self._services.desk_ended.keep(said.sender_id, Ended.of(outcomes))
        if not outcomes:
            return None
        answer = await self._telling.tell(outcomes, said)
        return self._soothed(answer, said) if intent in BY_INTENT else answer

    def _soothed(self, answer: Answer, said: Utterance) -> Answer:
        """A wish that opens in anger is served, with one word of sympathy; a no has its own."""
        first, *rest = answer.parts
        mood = self._services.moods.of(said.sender_id)
        angry = self._ears(said).has("angry", said.text) or mood.heat >= ANGRY
        custom = first.custom or {}
        if (
            not angry
            or custom.get("stage") not in SOOTHED
            or self._services.soothed.of(said.sender_id)
        ):
            return answer
        self._services.soothed.keep(said.sender_id, "said")
        phrases = self._services.phrases[said.language]
        text = f"{phrases.say('sympathy', said.sender_id)} {first.text}"
        lead = f"{text[: len(text) - len(first.text)]}{custom.get('lead', '')}"
        soothed = Part(text, {**custom, "lead": lead}, first.evidence)
        return replace(answer, parts=(soothed, *rest))

    async def asks_policy(self, said: Utterance, intent: str) -> bool:
        """Whether it is a question about what goes to a colleague, for the policies to answer."""
        heard = self._heard
        return await asyncio.to_thread(
            lambda: self._services.clerk.asks_policy(heard(said, intent))
        )

    async def introduce(self, said: Utterance) -> None:
        """For who somebody is, said in any part of a message of several wishes."""
        await asyncio.to_thread(
            lambda: self._services.clerk.introduced(self._heard(said, "inform"))
        )

    async def later(self, said: Utterance, intent: str) -> None:
        """For a second thing that one message wants of the desk."""
        await asyncio.to_thread(self._wait, said, intent)

    async def led_back(self, answer: Answer, said: Utterance, intent: str) -> Answer:
        """With the desk's open question after it, if there is one and it wasn't just put."""
        if intent in LEAVES_TAKEN:
            await asyncio.to_thread(self._services.clerk.set_aside, said.sender_id)
            return answer
        if any(_asks(part) for part in answer.parts):
            return answer
        question = await asyncio.to_thread(self._question, said, intent)
        if question is None:
            return answer
        told = await self._telling.tell((question,), said)
        return replace(answer, parts=(*answer.parts, *told.parts))

    def _outcomes(self, said: Utterance, intent: str) -> tuple[Outcome, ...]:
        return self._services.clerk.hear(self._heard(said, intent))

    def _wait(self, said: Utterance, intent: str) -> None:
        self._services.clerk.later(self._heard(said, intent))

    def _question(self, said: Utterance, intent: str) -> Outcome | None:
        return self._services.clerk.reminder(self._heard(said, intent))

    def _heard(self, said: Utterance, intent: str) -> Heard:
        sure = dict(said.intents).get(intent, 1.0)
        if said.state is None and self._about_nothing(said, intent):
            intent = UNCLEAR
        customer_id = said.turn.customer_id if said.turn else None
        return Heard(
            said.sender_id,
            said.text,
            intent,
            sure,
            said.language,
            self._pointed(said, intent),
            customer_id or "",
        )

    def _about_nothing(self, said: Utterance, intent: str) -> bool:
        """Whether it would be about what was shown, and names nothing else."""
        if intent in OF_A_THING:
            return meant_product(said, self._services) is None
        return intent in OF_A_LIST

    def _pointed(self, said: Utterance, intent: str) -> tuple[str, str] | None:
        """The product and variant in view that the words mean, where that may matter."""
        if intent in BESIDE_ANY_MATTER:
            return None
        in_hand = self._services.clerk.in_hand(said.sender_id)
        about_goods = in_hand is not None and in_hand.kind == "alert_stock"
        if about_goods or intent in ("stock_alert", "inform"):
            found = named(said, self._services) or nearly_named(said, self._services)
        elif intent not in BY_INTENT and intent != "choose":
            return None
        else:
            found = []
        found = found or pointed_at(said, self._services)
        if found:
            return found[0][0].product_id, self._variant(said, *found[0])
        if said.state is None:
            return None
        view = said.state.in_view
        chosen = [pair for pair in view if pair[0] == said.state.selected]
        if said.state.selected and not chosen:  # named, and never in a list
            elsewhere = lookup(self._services, said.state.selected, said.state.version or "")
            return (elsewhere[0].product_id, elsewhere[1].variant_id) if elsewhere else None
        if intent == "stock_alert" and not chosen:
            gone = self._sold_out(said)
            chosen = gone if len(gone) == 1 else []
        only = chosen or (view if len(view) == 1 else ())
        return only[0] if only else None

    def _sold_out(self, said: Utterance) -> list[tuple[str, str]]:
        """What in view can't be had: that alone can come back."""
        seen = in_view(said, self._services)
        return [
            (product.product_id, variant.variant_id)
            for product, variant in seen
            if variant.in_stock is False
        ]

    def _ears(self, said: Utterance) -> Ears:
        ears = self._services.ears
        return ears.get(said.language) or next(iter(ears.values()))

    def _variant(self, said: Utterance, product: Product, shown: Variant) -> str:
        """That which the words name the options of, also where it has sold out; else the one
        shown."""
        meant = variant_meant(said.text, product, None, self._ears(said).words)
        if meant is None:
            sold_out = [one for one in product.variants if one.in_stock is False]
            return (shown if shown in sold_out else (sold_out or [shown])[0]).variant_id
        gone = [one.variant for one in meant.candidates if not one.available]
        fits = [one.variant for one in meant.candidates]
        return (meant.variant or (gone or fits or [shown])[0]).variant_id


def _asks(part: Part) -> bool:
    return (part.custom or {}).get("stage") in OPEN_STAGES
