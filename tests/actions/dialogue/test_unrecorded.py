"""Which is the lightest, where nobody has weighed them."""

from __future__ import annotations

import pytest

from actions.dialogue.answer import Answer
from actions.dialogue.measures import Extreme, Known, by_measure
from actions.dialogue.reference import lookup
from actions.dialogue.unrecorded import unrecorded
from actions.dialogue.utterance import Utterance
from retrieval.values import Attribute, Product, Variant
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")

LIGHTEST = Extreme("weight", most=False, said="lightest")


def _stove(name: str, weight: float | None = None) -> Known:
    variant = Variant(name, {})
    told = () if weight is None else (Attribute("weight", weight, "g"),)
    return Product(name, name, (variant,), attributes=told), variant


@pytest.fixture
def said() -> Utterance:
    return Utterance("which is the lightest?", "ann", deadline=0.0)


async def test_of_none_of_them(brisk: Conversation, said: Utterance) -> None:
    seen = [_stove("Ember"), _stove("Cinder")]
    assert "weight" in unrecorded(said, brisk.services, seen, LIGHTEST)


async def test_of_one_alone_its_weight_is_told(brisk: Conversation, said: Utterance) -> None:
    seen = [_stove("Ember", 300.0), _stove("Cinder"), _stove("Ash")]
    told = unrecorded(said, brisk.services, seen, LIGHTEST)
    assert all(word in told for word in ("Ember", "300", "Cinder", "Ash"))


async def test_those_left_out_are_named(brisk: Conversation, said: Utterance) -> None:
    seen = [_stove("Ember", 300.0), _stove("Cinder", 200.0), _stove("Ash")]
    told = unrecorded(said, brisk.services, seen, LIGHTEST)
    assert "Ash" in told
    assert "Ember" not in told


async def test_nothing_is_said_of_what_is_recorded(brisk: Conversation, said: Utterance) -> None:
    seen = [_stove("Ember", 300.0), _stove("Cinder", 200.0)]
    assert unrecorded(said, brisk.services, seen, LIGHTEST) == ""
    assert unrecorded(said, brisk.services, [_stove("Ash")], None) == ""


async def test_a_word_for_many_measures_names_none_of_them(brisk: Conversation) -> None:
    asked = Utterance("which is the biggest?", "ann", deadline=0.0)
    biggest = Extreme("screen", most=True, said="biggest")
    told = unrecorded(asked, brisk.services, [_stove("Ember"), _stove("Ash")], biggest)
    assert "biggest" in told
    assert "screen" not in told


def _in_view(conversation: Conversation) -> list[Known]:
    state = conversation.state
    assert state is not None
    found = (lookup(conversation.services, *pair) for pair in state.shown)
    return [known for known in found if known]


def _custom(answer: Answer) -> dict[str, object]:
    return answer.parts[-1].custom or {}


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("compare", "which is lightest?"),
        ("refine", "the lightest one"),
        ("search", "which is the lightest"),
        ("choose", "I'll take the lightest one"),
    ],
)
async def test_it_is_said_and_what_is_recorded_is_shown(
    brisk: Conversation, intent: str, text: str
) -> None:
    await brisk.say("search", "frying pan")
    assert not by_measure(_in_view(brisk), LIGHTEST)
    answer = await brisk.say(intent, text)
    assert "weight" in answer.parts[-1].text
    assert _custom(answer)["type"] == "compare"
