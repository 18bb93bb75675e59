"""A language is a folder: ten made-up words are understood and answered in the chat."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.config import PROJECT_ROOT, load_config
from actions.dialogue import Tongues, all_actions
from actions.metrics import Metrics
from actions.opening import open_services
from actions.turns import Turns

WORDS = """
[price]
under = ["mip"]
currencies = { EUR = ["oyro"] }
[negation]
words = ["nuk"]
[colour]
same = { zwa = "black" }
[colours]
black = []
[stop]
words = ["ha", "tarn"]
"""
TEMPLATES = """
[[clauses]]
task = "search"
text = ["ho {name} po {price}."]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project with one language more."""
    for name in ("shop.toml", "var"):
        (tmp_path / name).symlink_to(PROJECT_ROOT / name)
    (tmp_path / "data").mkdir()
    for path in (PROJECT_ROOT / "data").iterdir():
        if path.name != "languages":
            (tmp_path / "data" / path.name).symlink_to(path)
    languages = tmp_path / "data" / "languages"
    (languages / "ty").mkdir(parents=True)
    (languages / "en").symlink_to(PROJECT_ROOT / "data" / "languages" / "en")
    (languages / "ty" / "query.toml").write_text(WORDS, encoding="utf-8")
    (languages / "ty" / "templates.toml").write_text(TEMPLATES, encoding="utf-8")
    return tmp_path


def test_language_is_told_by_its_words(root: Path) -> None:
    tongues = Tongues.load(root / "data" / "languages", root / "data" / "nlu", "en")
    assert tongues.of("ha jacket mip 120 oyro, nuk zwa") == "ty"
    assert tongues.of("a jacket under 120, not black") == "en"
    assert tongues.of("") == tongues.of("qwxzzv") == "en"
    assert tongues.trained("en")
    assert not tongues.trained("ty")


async def test_toy_language_is_understood_and_answered(
    root: Path, index_dir: Path, tmp_path: Path
) -> None:
    environ = dict(os.environ) | {
        "STORECLERK_INDEX": str(index_dir),
        "STORECLERK_DATABASE": f"sqlite:///{tmp_path / 'shop.db'}",
    }
    message: dict[str, Any] = {"text": "ha jacket mip 120 oyro nuk zwa", "intent_ranking": []}
    tracker = Tracker("ann", {}, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    async with open_services(load_config(root, environ), Metrics(), Turns()) as services:
        actions = {action.intent: action for action in all_actions(services)}
        (slot,) = await actions["clarify"].run(dispatcher, tracker, {})
    lead = dispatcher.messages[0]["text"].splitlines()[0]
    assert lead.startswith("ho ")
    assert " po €" in lead
    state = slot["value"]
    fields = {c["field"]: c for c in state["understood"]["constraints"]}
    assert fields["price"]["high"] == 120
    assert "black" in fields["colour"]["values"]
    assert state["ids"]
