from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from actions.dialogue import Phrases
from actions.dialogue.actions import ACTIONS
from actions.dialogue.fixed import FixedAction
from actions.errors import Unavailable
from actions.stores.change import Change

SHOP = {"shop": "Test & Co", "email": "a@shop.example", "phone": "1"}
NAMED_CONTACT = re.compile(r"a@shop\.example|on 1\.")
FACTS = [
    "about",
    "all",
    "address",
    "amount",
    "because",
    "cart",
    "choices",
    "count",
    "customer",
    "date",
    "days",
    "done",
    "expected",
    "fee",
    "from",
    "items",
    "kind",
    "label",
    "line",
    "lines",
    "means",
    "method",
    "minutes",
    "missing",
    "money",
    "next",
    "next_value",
    "of_all",
    "of_two",
    "opens",
    "order",
    "price",
    "question",
    "reason",
    "reference",
    "said",
    "rest",
    "state",
    "swaps",
    "text",
    "title",
    "titles",
    "total",
    "value",
    "version",
    "why",
    "words",
]
"""What the sentences may name, beside the shop's own name and addresses."""
FOLDER = Path("data/languages/en")
NO_CONTACT = re.compile(r"(?:\b(?:to|on|at|or|and|call)|:)\s*(?:[.;,]|$|or\b)")


def test_same_wording_never_comes_twice_in_a_row() -> None:
    phrases = Phrases.load(FOLDER, SHOP)
    said = [phrases.say("greet", "ann") for _ in range(6)]
    assert all(one != other for one, other in pairwise(said))


def test_no_sentence_comes_twice_in_a_row_whatever_it_is_said_for() -> None:
    phrases = Phrases.load(FOLDER, SHOP)
    phrases.wordings = {
        "one": ["Sorry. I can't.", "No, sadly."],
        "two": ["Sorry. Not that.", "No."],
    }
    said = [phrases.say(name, "ann") for name in ("one", "two", "one", "two", "two")]
    assert said == ["Sorry. I can't.", "No.", "No, sadly.", "Sorry. Not that.", "No."]
    assert phrases.say("one", "bob") == "Sorry. I can't."


def test_everything_that_is_said_has_another_wording() -> None:
    said = tomllib.loads((FOLDER / "dialogue.toml").read_text("utf-8"))["say"]
    assert not [name for name, options in said.items() if len(set(options)) < 2]


def test_every_sentence_fills_from_the_shop() -> None:
    phrases = Phrases.load(FOLDER, SHOP)
    for name, options in phrases.wordings.items():
        for _ in options:
            text = phrases.say(name, "ann", **dict.fromkeys(FACTS, "Fell Jacket"))
            assert "{" not in text, name


def test_every_change_has_its_question_and_its_end() -> None:
    wordings = Phrases.load(FOLDER, SHOP).wordings
    for change in get_args(Change):
        kind = next(one.default for one in fields(change) if one.name == "kind")
        assert {f"confirm/{kind}", f"done/{kind}"} <= set(wordings)


def test_every_fixed_action_has_its_words() -> None:
    phrases = Phrases.load(FOLDER, SHOP)
    fixed = [action for action in ACTIONS if issubclass(action, FixedAction)]
    assert fixed
    for action in fixed:
        assert phrases.wordings[action.intent]


def test_missing_language_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"dialogue\.toml"):
        Phrases.load(tmp_path, SHOP)


@pytest.mark.parametrize("has", [set(), {"email"}, {"phone"}, {"email", "phone"}])
def test_nothing_is_said_of_a_contact_that_the_shop_has_not(has: set[str]) -> None:
    contacts = {"email": "help@shop.example", "phone": "+353 1 555 0199"}
    shop = {key: value if key in has else "" for key, value in contacts.items()}
    phrases = Phrases.load(FOLDER, SHOP | shop)
    assert phrases.wordings["policy_silent"]
    for name, wordings in phrases.wordings.items():
        if not any(f"{{{key}}}" in one for key in contacts for one in wordings):
            continue
        for _ in wordings:
            text = phrases.say(name, "ann", opens="today", minutes="5")
            assert not NO_CONTACT.search(text), text
            assert has or len(phrases.wordings[name]) > 1


def test_a_shop_with_both_tells_of_them() -> None:
    phrases = Phrases.load(FOLDER, SHOP)
    said = {phrases.say("policy_silent", "ann") for _ in range(6)}
    assert len(said) == 3
    assert all(NAMED_CONTACT.search(text) for text in said)


def test_no_name_stands_in_both_files() -> None:
    """The desk's file would take the other's place without a word."""
    said = [
        tomllib.loads((FOLDER / name).read_text("utf-8")).get("say", {})
        for name in ("dialogue.toml", "service.toml")
    ]
    assert said[0].keys() & said[1].keys() == set()
