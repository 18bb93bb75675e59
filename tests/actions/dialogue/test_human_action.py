"""Asking for a person: what is promised, and what the colleague is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from actions.config import PROJECT_ROOT
from actions.dialogue import Services, human
from actions.dialogue.human import HumanAction
from actions.handoff.opening import open_handoffs
from actions.handoff.wording import Wording
from actions.settings import HandoffSettings
from actions.shop import Hours
from actions.stores.engine import open_engine
from actions.stores.migrate import migrate
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")
WEEKDAYS = Hours(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-18:00"))
ENGLISH = PROJECT_ROOT / "data" / "languages" / "en"


class Desks:
    def __init__(self, services: Services, folder: Path) -> None:
        self.services, self.folder = services, folder
        self.opened: list[Any] = []

    async def talk(self, hours: Hours = WEEKDAYS, **told: Any) -> Conversation:
        """A conversation with a shop that has such a desk."""
        engine = open_engine(f"sqlite:///{self.folder / 'desk.db'}")
        migrate(engine)
        settings = HandoffSettings(**({"to": "console"} | told))
        opening = open_handoffs(settings, engine, Wording.load(ENGLISH), {"KEY": "k"})
        handoffs = await opening.__aenter__()
        self.opened.append((opening, engine))
        shop = replace(self.services.shop, hours=hours)
        return Conversation(replace(self.services, handoffs=handoffs, shop=shop))

    async def close(self) -> None:
        for opening, engine in self.opened:
            await opening.__aexit__(None, None, None)
            engine.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def desks(services: Services, tmp_path: Path) -> AsyncIterator[Desks]:
    made = Desks(services, tmp_path)
    yield made
    await made.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    def at(day: int, hour: int) -> None:
        """November 2026: the 23rd is a Monday."""
        moment = datetime(2026, 11, day, hour, tzinfo=ZoneInfo("Europe/Dublin"))
        monkeypatch.setattr(human, "now_in", lambda _: moment)

    return at


async def promised(conversation: Conversation, text: str = "a person please") -> str:
    (part,) = (await conversation.say("human", text)).parts
    return part.text


async def test_in_opening_hours_a_colleague_is_promised_here(desks: Desks, clock: Any) -> None:
    clock(24, 11)
    conversation = await desks.talk()
    (part,) = (await conversation.say("human", "a person please")).parts
    assert "colleague" in part.text
    assert "here" in part.text
    assert conversation.services.shop.contact.phone in part.text
    assert part.custom is not None
    assert (part.custom["type"], part.custom["state"], part.custom["open_now"]) == (
        "handoff",
        "waiting",
        True,
    )


async def test_outside_them_it_says_when_and_that_it_is_noted(desks: Desks, clock: Any) -> None:
    clock(27, 19)  # Friday evening
    conversation = await desks.talk()
    text = await promised(conversation)
    assert "on Monday at 09:00" in text
    assert "right here" not in text
    assert conversation.services.shop.contact.email in text
    handoffs = conversation.services.handoffs
    assert handoffs is not None
    assert handoffs.cases.current(conversation.sender_id) is not None


async def test_a_shop_without_hours_promises_no_time(desks: Desks, clock: Any) -> None:
    clock(24, 11)
    assert "can't say when" in await promised(await desks.talk(Hours()))


async def test_asking_again_promises_nothing_new(desks: Desks, clock: Any) -> None:
    clock(24, 11)
    conversation = await desks.talk()
    first = await promised(conversation)
    again = [await promised(conversation) for _ in range(2)]
    assert all("already" in text or "is with our people" in text for text in again)
    assert len({first, *again}) == 3


async def test_a_silent_assistant_offers_no_help_meanwhile(desks: Desks, clock: Any) -> None:
    clock(24, 11)
    going_on = await promised(await desks.talk())
    assert "still here" in going_on or "go on with me" in going_on
    silent = await desks.talk(while_waiting="silence")
    assert silent.services.handoffs is not None
    await silent.services.handoffs.erase(silent.sender_id)
    text = await promised(silent)
    assert "still here" not in text
    assert "go on with me" not in text


async def test_a_desk_that_can_not_be_reached_is_told_of(desks: Desks, clock: Any) -> None:
    clock(24, 11)
    conversation = await desks.talk(to="webhook", url="http://127.0.0.1:9/", secret_env="KEY")
    text = await promised(conversation)
    assert "can't reach our desk" in text
    assert "nobody has it yet" in text


async def test_without_a_desk_it_tells_how_to_reach_one(services: Services, clock: Any) -> None:
    clock(24, 11)
    conversation = Conversation(replace(services, handoffs=None))
    (part,) = (await conversation.say("human", "a person please")).parts
    assert services.shop.contact.phone in part.text
    assert "here" not in part.text.replace("there", "")
    assert part.custom is not None
    assert part.custom["state"] == "none"


async def test_the_colleague_is_told_what_it_is_about(desks: Desks, clock: Any) -> None:
    clock(24, 11)
    conversation = await desks.talk()
    shown = (await conversation.say("search", "a waterproof jacket under 120")).parts[0].custom
    order = conversation.services.store.order("10234")
    buyer = conversation.services.store.customer(order.customer_id) if order else None
    assert buyer is not None
    await conversation.say("order_status", f"where is 10234? {buyer.email}")
    await conversation.say("human", "I want to talk to somebody")
    handoffs = conversation.services.handoffs
    assert handoffs is not None
    handoff = handoffs.cases.current(conversation.sender_id)
    assert handoff is not None
    assert shown is not None
    lines = handoff.summary.splitlines()
    assert lines[0] == "Said: I want to talk to somebody"
    assert any("a waterproof jacket under 120" in line for line in lines)
    first = shown["hits"][0]
    assert any(f"{first['title']} ({first['product_id']})" in line for line in lines)
    assert "Order: 10234" in lines
    assert handoff.told["order"] == "10234"
    assert [first["product_id"], first["variant_id"]] in handoff.told["shown"]


async def test_another_action_hands_over_with_its_own_reason(desks: Desks, clock: Any) -> None:
    clock(24, 11)
    conversation = await desks.talk()
    action = conversation.actions["human"]
    assert isinstance(action, HumanAction)
    evidence = [{"field": "state", "value": "delivered", "source": "order 10234"}]
    said = conversation._said
    await action.hand_over(said, "refused_by_rule", ["Wanted to cancel order 10234."], evidence)
    handoffs = conversation.services.handoffs
    assert handoffs is not None
    handoff = handoffs.cases.current(conversation.sender_id)
    assert handoff is not None
    assert (handoff.reason, list(handoff.evidence)) == ("refused_by_rule", evidence)
    assert handoff.summary.endswith("Wanted to cancel order 10234.")


@pytest.mark.parametrize("text", ["fine. person.", "a human", "real person please"])
async def test_the_word_gets_one_whatever_it_was_taken_for(
    desks: Desks, clock: Any, text: str
) -> None:
    clock(24, 11)
    conversation = await desks.talk()
    await conversation.say("cancel_order", "cancel my order")
    (part,) = (await conversation.say("inform", text)).parts
    assert (part.custom or {})["type"] == "handoff"
    (other,) = (await conversation.say("search", "a tent for one person and a dog")).parts
    assert (other.custom or {})["type"] == "products"
