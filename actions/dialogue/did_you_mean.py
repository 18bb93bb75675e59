"""The question "did you mean", in words, with its choices. Owns no decision what is offered."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.pending import Question
from actions.dialogue.phrases import Phrases
from actions.dialogue.utterance import Utterance
from actions.turns import Part

SHOWN_CHARS = 60


def asked_again(question: Question, said: Utterance, phrases: Phrases) -> Answer:
    """The open question once more, for who wants to go back to it."""
    words = shortened(question.utterance)
    names = ("clarify_back", "clarify_search" if words else "clarify_human", "clarify_human")
    name = names[min(question.repeated, len(names) - 1)]
    return asked(phrases.say(name, said.sender_id, words=words), question)


def asked(lead: str, question: Question) -> Answer:
    labels = [choice.label for choice in question.choices]
    lines = [f"{number}. {label}" for number, label in enumerate(labels, start=1)]
    custom = {
        "type": "choices",
        "lead": lead,
        "choices": [{"id": one.choice_id, "label": one.label} for one in question.choices],
        "quick_replies": labels,
    }
    return Answer((Part("\n".join([lead, *lines]), custom),))


def shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN_CHARS else plain[: SHOWN_CHARS - 1].rstrip() + "…"
