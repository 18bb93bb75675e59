"""What isn't understood: two meanings, then a search, then a person; and no sentence twice."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from actions.config import PROJECT_ROOT
from actions.dialogue import Pending, Services
from actions.dialogue.answer import Answer
from actions.questions import QuestionLog
from actions.stores.engine import open_engine
from actions.stores.migrate import migrate
from actions.stores.questions import QuestionTable
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")

GIBBERISH = ["flurb dask onvil", "gresk", "wompit zzt", "arf arf", "plonk di ook", "hrm brrt", "qx"]
RANKED = (("nlu_fallback", 0.6), ("refine", 0.4), ("policy", 0.3), ("greet", 0.2), ("human", 0.1))


def custom(answer: Answer) -> dict[str, Any]:
    (part,) = answer.parts
    assert part.custom is not None
    return part.custom


def labels(answer: Answer) -> list[str]:
    return [choice["label"] for choice in custom(answer)["choices"]]


def sentences(answer: Answer) -> set[str]:
    (part,) = answer.parts
    said = [str((part.custom or {}).get("lead", part.text))]
    return {one for text in said for one in re.split(r"(?<=[.!?])\s+", text)}


async def test_first_the_two_likeliest_meanings_are_asked_about(brisk: Conversation) -> None:
    brisk._said = replace(brisk._said, intents=RANKED)
    asked = await brisk.say("clarify", GIBBERISH[0])
    # Nothing was shown that could be changed, and a greeting is nothing to offer.
    assert labels(asked) == ["Delivery, returns and other rules", "Talk to a person"]
    assert "1. Delivery, returns and other rules" in asked.parts[0].text


async def test_then_a_search_for_the_words_and_then_a_person(brisk: Conversation) -> None:
    await brisk.say("clarify", GIBBERISH[0])
    searching = await brisk.say("clarify", GIBBERISH[2])
    assert f"“{GIBBERISH[2]}”" in searching.parts[0].text
    assert labels(searching) == ["Yes, search for it", "Talk to a person"]
    person = await brisk.say("clarify", GIBBERISH[4])
    assert labels(person) == ["Talk to a person"]
    handed = await brisk.say("affirm", "yes please")
    assert custom(handed)["type"] == "handoff"


async def test_a_yes_searches_for_the_words(brisk: Conversation) -> None:
    await brisk.say("clarify", "flurb dask onvil")
    await brisk.say("clarify", "something to keep the kettle thing hot on a hike zzt")
    found = await brisk.say("affirm", "yes")
    assert found.state
    assert "kettle" in found.state.understood.query


async def test_a_no_goes_on_to_the_next_step_with_the_same_words(brisk: Conversation) -> None:
    await brisk.say("clarify", GIBBERISH[0])
    searching = await brisk.say("deny", "no")
    assert f"“{GIBBERISH[0]}”" in searching.parts[0].text
    person = await brisk.say("clarify", "none of these")
    assert labels(person) == ["Talk to a person"]
    ended = await brisk.say("deny", "no")
    assert "choices" not in (ended.parts[0].custom or {})


async def test_a_bare_what_doesnt_replace_the_words_before_it(brisk: Conversation) -> None:
    await brisk.say("clarify", GIBBERISH[0])
    searching = await brisk.say("clarify", "what?")
    assert f"“{GIBBERISH[0]}”" in searching.parts[0].text


async def test_another_matter_ends_the_question(brisk: Conversation) -> None:
    await brisk.say("clarify", GIBBERISH[0])
    await brisk.say("thanks", "thank you")
    again = await brisk.say("clarify", GIBBERISH[2])
    assert len(labels(again)) == 2
    assert "search for it" not in labels(again)[0]


@pytest.mark.parametrize(
    "heard",
    [
        ["clarify"] * 7,
        ["out_of_scope"] * 7,
        ["clarify", "out_of_scope"] * 3 + ["clarify"],
        ["deny", "affirm", "deny", "affirm", "deny", "deny", "deny"],
        ["undo", "more", "undo", "compare", "undo", "undo", "help"],
    ],
)
async def test_gibberish_is_never_answered_by_the_same_sentence_twice_in_a_row(
    brisk: Conversation, heard: list[str]
) -> None:
    answers = [await brisk.say(intent, text) for intent, text in zip(heard, GIBBERISH, strict=True)]
    said = [sentences(answer) for answer in answers]
    assert all(one.isdisjoint(other) for one, other in pairwise(said)), said


async def test_the_open_question_survives_a_restart(
    services: Services, brisk: Conversation
) -> None:
    asked = await brisk.say("clarify", GIBBERISH[0])
    engine = open_engine(str(services.store.engine.url))
    restarted = Conversation(replace(services, pending=Pending(engine)), deadline=0.0)
    restarted._said = replace(restarted._said, sender_id=brisk.sender_id)
    assert labels(asked)[1] == "Check an order"
    (told,) = (await restarted.say("choose", "2")).parts
    assert "order" in told.text
    assert restarted.services.pending.get(brisk.sender_id) is None
    engine.dispose()


async def test_back_to_the_question_asks_the_same_once_more(brisk: Conversation) -> None:
    asked = await brisk.say("clarify", GIBBERISH[0])
    again = await brisk.say("resume", "back to what I asked")
    assert labels(again) == labels(asked)
    assert f"“{GIBBERISH[0]}”" in again.parts[0].text
    (told,) = (await brisk.say("choose", "2")).parts
    assert "order" in told.text


async def test_back_to_an_offered_search_offers_it_once_more(brisk: Conversation) -> None:
    await brisk.say("clarify", GIBBERISH[0])
    offered = await brisk.say("deny", "no")
    again = await brisk.say("resume", "where were we?")
    assert labels(again) == labels(offered)
    assert f"“{GIBBERISH[0]}”" in again.parts[0].text


async def test_a_long_message_is_offered_in_short(brisk: Conversation) -> None:
    await brisk.say("clarify", GIBBERISH[0])
    searching = await brisk.say("clarify", "flurb dask {onvil} " * 60)
    assert len(searching.parts[0].text) < 250
    assert "{onvil}" in searching.parts[0].text


async def test_every_meaning_has_a_name_of_its_own() -> None:
    file = PROJECT_ROOT / "data" / "languages" / "en" / "dialogue.toml"
    names = tomllib.loads(file.read_text("utf-8"))["choices"]
    assert len(set(names.values())) == len(names)
    service = (
        "cancel_order return_item exchange_item change_items refund_status change_address"
        " change_payment stock_alert invoice delivery_problem warranty complaint cart_add"
        " cart_change cart_show gift_card password"
    )
    assert set(service.split()) <= set(names)


async def test_what_got_no_answer_is_counted_once_each(brisk: Conversation, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'questions.db'}")  # the shop's counts others', too
    migrate(engine)
    log = QuestionLog(QuestionTable(engine), 30)
    counting = Conversation(replace(brisk.services, unanswered=log))
    await counting.say("clarify", GIBBERISH[0])
    await counting.say("deny", "no")
    await counting.say("out_of_scope", "sing me a song")
    await counting.say("policy", "do you hire out tents by the day")
    told = {one["question"]: (one["kind"], one["times"]) for one in log.listed("", None, 10)}
    assert told == {
        GIBBERISH[0]: ("unclear", 1),
        "sing me a song": ("outside", 1),
        "do you hire out tents by the day": ("policy", 1),
    }
    engine.dispose()


async def test_a_yes_to_which_of_two_is_asked_which(brisk: Conversation) -> None:
    asked = await brisk.say("clarify", GIBBERISH[0])
    assert labels(await brisk.say("affirm", "yes")) == labels(asked)


async def test_a_long_no_to_nothing_is_more_than_a_no(brisk: Conversation) -> None:
    said = await brisk.say("deny", "that's not what I asked, when do I get it")
    assert len(labels(said)) == 2
    assert "choices" not in ((await brisk.say("thanks", "thanks")).parts[0].custom or {})
    assert (await brisk.say("deny", "no thanks")).parts[0].custom is None


async def test_why_asked_of_the_desk_is_about_no_product(brisk: Conversation) -> None:
    await brisk.say("cancel_order", "cancel my order")
    for intent, text in (("details", "why not"), ("why", "why"), ("more", "how many more times")):
        (part,) = (await brisk.say(intent, text)).parts
        assert (part.custom or {})["asks"] == "who"


async def test_a_place_among_nothing_searches_for_no_place(brisk: Conversation) -> None:
    for intent, text in (("search", "the second one"), ("choose", "the first")):
        (part,) = (await brisk.say(intent, text)).parts
        assert part.custom is None
    (kit,) = (await brisk.say("search", "first aid kit")).parts
    assert (kit.custom or {})["type"] == "products"
