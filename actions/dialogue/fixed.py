"""Actions that answer with a fixed sentence: goodbyes, thanks, help, and what is out of reach."""

from __future__ import annotations

import asyncio

from actions.choosing import ChoosingWords, yes_or_no
from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.ended import Ended
from actions.dialogue.utterance import Utterance
from actions.questions import Kind

FEW_WORDS = 6


class FixedAction(ShopAction):
    """Says one of its intent's wordings, with the quick replies kept for it, if any."""

    async def answer(self, said: Utterance) -> Answer:
        replies = self.phrases(said).quick_replies.get(self.intent, ())
        return Answer.words(self.say(self.intent, said), list(replies))


class GoodbyeAction(FixedAction):
    intent = "goodbye"


class ThanksAction(FixedAction):
    """Thanks for nothing are no thanks."""

    intent = "thanks"

    async def answer(self, said: Utterance) -> Answer:
        if self.phrases(said).has("no_thanks", said.text):
            return Answer.words(self.say("thanks_for_nothing", said))
        return await super().answer(said)


class HelpAction(FixedAction):
    intent = "help"


class AnswerAction(FixedAction):
    """To nothing that was asked: said in so many words, it was more than a yes or a no."""

    async def answer(self, said: Utterance) -> Answer:
        if len(said.words) > FEW_WORDS and yes_or_no(said.text, self._words(said)) is None:
            return await self.by_intent["clarify"].answer(said)
        return await super().answer(said)

    def _words(self, said: Utterance) -> ChoosingWords:
        ears = self.services.ears
        return (ears.get(said.language) or next(iter(ears.values()))).words


class AffirmAction(AnswerAction):
    """ "Shall I ask a colleague?" was no question that waits, but a yes to it is one."""

    intent = "affirm"

    async def answer(self, said: Utterance) -> Answer:
        ended = self.services.desk_ended
        if ended.of(said.sender_id) is not Ended.PERSON_OFFERED:
            return await super().answer(said)
        ended.keep(said.sender_id, Ended.OPEN)
        return await self.by_intent["human"].answer(said)


class DenyAction(AnswerAction):
    intent = "deny"


class BotChallengeAction(FixedAction):
    intent = "bot_challenge"


class InsultAction(FixedAction):
    """In the middle of something the desk's question follows, so that none is asked here."""

    intent = "insult"

    async def answer(self, said: Utterance) -> Answer:
        in_hand = await asyncio.to_thread(self.services.clerk.in_hand, said.sender_id)
        asks = in_hand is not None and not in_hand.aside
        return Answer.words(self.say("insult_beside", said)) if asks else await super().answer(said)


class OutOfScopeAction(FixedAction):
    intent = "out_of_scope"

    async def answer(self, said: Utterance) -> Answer:
        self.services.unanswered.asked(Kind.OUTSIDE, said.text, said.language)
        return await super().answer(said)


class PasswordAction(FixedAction):
    intent = "password"


class PrivacyAction(FixedAction):
    intent = "privacy"
