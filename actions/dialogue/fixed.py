"""Actions that answer with a fixed sentence: greetings, thanks, help, and what is out of reach."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.utterance import Utterance
from actions.questions import Kind


class FixedAction(ShopAction):
    """Says one of its intent's wordings, with the quick replies kept for it, if any."""

    async def answer(self, said: Utterance) -> Answer:
        replies = self.phrases(said).quick_replies.get(self.intent, ())
        return Answer.words(self.say(self.intent, said), list(replies))


class GreetAction(FixedAction):
    intent = "greet"


class GoodbyeAction(FixedAction):
    intent = "goodbye"


class ThanksAction(FixedAction):
    intent = "thanks"


class HelpAction(FixedAction):
    intent = "help"


class AffirmAction(FixedAction):
    intent = "affirm"


class DenyAction(FixedAction):
    intent = "deny"


class BotChallengeAction(FixedAction):
    intent = "bot_challenge"


class InsultAction(FixedAction):
    intent = "insult"


class OutOfScopeAction(FixedAction):
    intent = "out_of_scope"

    async def answer(self, said: Utterance) -> Answer:
        self.services.unanswered.asked(Kind.OUTSIDE, said.text, said.language)
        return await super().answer(said)


class PasswordAction(FixedAction):
    intent = "password"


class PrivacyAction(FixedAction):
    intent = "privacy"
