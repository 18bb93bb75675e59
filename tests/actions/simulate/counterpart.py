"""The other side of a scripted customer, for the tests: answers that are laid down beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from actions.config import PROJECT_ROOT
from actions.simulate.customer import ScriptedCustomer
from actions.simulate.heard import Heard
from actions.simulate.speech import Speech, load_words
from actions.simulate.style import STYLES, Style
from actions.simulate.want import Known, Thing, Want

WORDS = load_words(PROJECT_ROOT / "data" / "languages" / "en")
ANN = Known("C1", "Ann Poe", "ann@mail.example", "97301", frozenset({"20001"}))
CALM = Style("calm", digress=0, second_thoughts=0, slips=0, repeats=0)
LAMP = Thing("L", "L-BLK", "Desk Lamp", {"colour": "black", "power": "battery"})
MAINS = Thing("L", "L-MNS", "Desk Lamp", {"colour": "black", "power": "mains"}, telling=("power",))
CANCEL = Want("cancel_order", "20001", reason="no_longer_needed", mark="Desk Lamp")
SWAP = Want(
    "change_items", "20001", swaps=((LAMP, MAINS),), method_id="m1", method_label="gift card"
)


def customer(*wants: Want, style: Style = CALM, known: Known = ANN, seed: int = 1) -> Any:
    rng = Random(seed)
    return ScriptedCustomer(known, wants, style, Speech(WORDS, known, style, rng), rng)


def speech(style: Style = STYLES["plain"], seed: int = 1, known: Known = ANN) -> Speech:
    return Speech(WORDS, known, style, Random(seed))


def card(stage: str, kind: str, text: str = "Well.", **more: Any) -> dict[str, Any]:
    custom: dict[str, Any] = {"type": "service", "stage": stage, "kind": kind, **more}
    return {"text": text, "custom": custom}


def ask(kind: str, asks: str, choices: Mapping[str, str] | None = None) -> dict[str, Any]:
    listed = [{"id": key, "label": label} for key, label in (choices or {}).items()]
    return card("ask", kind, f"{asks}?", asks=asks, choices=listed)


def confirm(kind: str, *values: str, order_id: str = "20001") -> dict[str, Any]:
    rows = [{"label": "", "value": value} for value in values]
    return card("confirm", kind, "Shall I?", asks="yes", summary=rows, order_id=order_id)


def hears(someone: Any, *messages: dict[str, Any]) -> str:
    said = someone.hear(Heard.of(messages))
    assert isinstance(said, str)
    return said
