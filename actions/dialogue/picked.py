"""Which choice of an open question the customer's words take. Owns reading such an answer."""

from __future__ import annotations

from actions.dialogue.pending import Choice, Question
from actions.dialogue.phrases import Phrases
from actions.dialogue.reference import chosen_place
from actions.dialogue.words import words_of

FEW_WORDS = 3


def picked(question: Question, text: str, intent: str, phrases: Phrases) -> Choice | None:
    """By its name or place; by a yes, where the question offers something."""
    labels = [choice.label for choice in question.choices]
    place = chosen_place(text, labels, phrases.ordinals, phrases.numbers)
    if place is None and intent == "affirm" and question.offers:
        place = 0
    return None if place is None else question.choices[place]


def sends_on(question: Question, text: str, intent: str, phrases: Phrases) -> bool:
    """Whether a no asks for the next step rather than for nothing: none of the meanings was
    right, or a search isn't wanted. A no to a person ends it."""
    says_no = intent == "deny" or phrases.begins("neither", text)
    return says_no and len(question.choices) > 1


def only_a_person(text: str, phrases: Phrases) -> bool:
    """Whether it is "a person" and hardly more: what the assistant tells customers to say for one
    gets them one, whatever else was asked."""
    return len(words_of(text)) <= FEW_WORDS and phrases.has("person", text)
