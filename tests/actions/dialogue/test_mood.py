"""An angry customer is spoken to plainly and offered a person sooner; a calm one never notices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.dialogue import Services, all_actions
from actions.dialogue.mood import Moods, is_shouted
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import voice
from actions.shop import Shop
from llm.plan import Tone
from llm.sentiment import Said
from tests.actions import loaded_words

ANGRY = "This is ridiculous, I've had enough!"
PERSON = "A person, please"


def _feels(text: str) -> Any:
    return loaded_words.sentiment().feelings.feelings([Said(text)])[0]


def _utterance(text: str, sender_id: str = "ann", language: str = "en") -> Utterance:
    return Utterance(text, sender_id, deadline=float("inf"), language=language)


@pytest.fixture
def moods() -> Moods:
    return Moods(_feels)


def _hear(moods: Moods, text: str, **said: Any) -> Any:
    return moods.hear(_utterance(text, **said), loaded_words.ears())


def test_anger_is_heard_and_fades(moods: Moods) -> None:
    assert _hear(moods, ANGRY).is_angry
    assert not _hear(moods, "Where is my order?").is_angry
    assert moods.of("ann").level > _hear(moods, "order 10423").level > 0
    assert not moods.of("bob").is_angry


@pytest.mark.parametrize(
    "text",
    ["It arrived broken.", "My parcel is late.", "Do you have a cheaper one?", "No.",
     "At last it's here, that's brilliant, thank you!", ""],
)  # fmt: skip
def test_a_complaint_told_calmly_is_not_anger(moods: Moods, text: str) -> None:
    for _ in range(5):
        assert not _hear(moods, text).is_angry
    assert not moods.offers("ann")


def test_a_calm_complaint_shouted_is_anger(moods: Moods) -> None:
    assert _hear(moods, "MY PARCEL IS LATE AND IT ARRIVED BROKEN").is_angry
    assert is_shouted("where is it?!")
    assert not is_shouted("USB-C")
    assert not is_shouted("Great!")


def test_a_person_is_offered_to_who_stays_angry_and_once(moods: Moods) -> None:
    _hear(moods, ANGRY)
    assert not moods.offers("ann")
    _hear(moods, "I'm fed up with this.")
    assert moods.offers("ann")
    _hear(moods, ANGRY)
    assert not moods.offers("ann")


def test_complaints_before_it_bring_the_offer_forward(moods: Moods) -> None:
    for text in ("It arrived broken.", "The zip is broken and it doesn't work."):
        _hear(moods, text)
    _hear(moods, ANGRY)
    assert moods.offers("ann")


def test_in_another_language_the_models_words_count_for_nothing(moods: Moods) -> None:
    assert _hear(moods, "It arrived broken.", language="ty").heat == 0
    assert _hear(moods, "It arrived broken.").heat > 0


def test_nobody_angry_is_spoken_to_warmly(services: Services) -> None:
    for tone in Tone:
        told = replace(services, shop=Shop("x", "EUR", tone=tone), moods=Moods(_feels))
        assert voice(_utterance("Show me tents"), told)["tone"] is tone
        told.moods.hear(_utterance(ANGRY), loaded_words.ears())
        said = voice(_utterance(ANGRY), told)["tone"]
        assert said is (Tone.PLAIN if tone is Tone.WARM else tone)


class _Chat:
    """Says things through `run`, as Rasa's webhook does."""

    def __init__(self, services: Services) -> None:
        self.services = replace(services, moods=Moods(_feels))
        self._actions = {action.intent: action for action in all_actions(self.services)}
        self.sender_id = "angry-ann"

    async def say(self, intent: str, text: str) -> list[str]:
        message = {"text": text, "intent_ranking": []}
        tracker = Tracker(self.sender_id, {}, message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        await self._actions[intent].run(dispatcher, tracker, {})
        return [one["text"] for one in dispatcher.messages]


def _offers(texts: list[str]) -> bool:
    return "a person, please" in texts[0]


@pytest.fixture
def chat(services: Services) -> _Chat:
    return _Chat(services)


@pytest.mark.asyncio(loop_scope="session")
async def test_the_offer_comes_before_the_answer_at_the_second_angry_message(chat: _Chat) -> None:
    first = await chat.say("insult", "you are useless")
    assert not _offers(first)
    second = await chat.say("policy", "This is a joke. How long does a refund take?")
    assert _offers(second)
    assert "refund" in " ".join(second)
    assert not _offers(await chat.say("insult", "you are useless"))


@pytest.mark.asyncio(loop_scope="session")
async def test_who_takes_the_offer_gets_a_person(chat: _Chat) -> None:
    chat.sender_id = "angry-bob"
    await chat.say("insult", "you are useless")
    assert _offers(await chat.say("insult", ANGRY))
    handoffs = chat.services.handoffs
    assert handoffs is not None
    assert handoffs.cases.current(chat.sender_id) is None
    await chat.say("clarify", PERSON)
    assert handoffs.cases.current(chat.sender_id) is not None


@pytest.mark.asyncio(loop_scope="session")
async def test_a_calm_customer_is_offered_nobody(chat: _Chat) -> None:
    chat.sender_id = "calm-cara"
    for text in ("How do returns work?", "My parcel is late", "How long does a refund take?"):
        assert not _offers(await chat.say("policy", text))


@pytest.mark.asyncio(loop_scope="session")
async def test_what_is_not_understood_leads_to_a_person_sooner(chat: _Chat) -> None:
    chat.sender_id = "angry-dan"
    calm = await chat.say("clarify", "flurb the wizzle")
    assert "Talk to a person" not in calm[0]
    chat.sender_id = "angry-eve"
    assert "Talk to a person" in (await chat.say("clarify", f"{ANGRY} Flurb the wizzle"))[0]
