"""The assistant's fixed sentences in one language, from `data/languages/<code>/dialogue.toml`, and
from `service.toml` beside it, which holds those of the service desk.

Owns choosing among wordings; states no fact of a record.
"""

from __future__ import annotations

import re
import tomllib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actions.dialogue.ordinals import Ordinals
from actions.dialogue.words import words_of
from actions.errors import Unavailable

FILE = "dialogue.toml"
DESK_FILE = "service.toml"
REMEMBERED_SENDERS = 10_000
CONTACTS = ("email", "phone")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(slots=True)
class _Said:
    """What one sender heard last, and which wording of each name."""

    sentences: frozenset[str] = frozenset()
    places: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Phrases:
    """`say` gives one sender no sentence twice in a row, whatever it is said for, where there is
    another wording."""

    wordings: Mapping[str, Sequence[str]]
    choices: Mapping[str, str]
    quick_replies: Mapping[str, Sequence[str]]
    text: Mapping[str, str]
    ordinals: Ordinals
    numbers: Mapping[str, int]
    pointing: Mapping[str, Sequence[str]]
    extremes: Mapping[str, Mapping[str, Sequence[str]]]
    marks: Mapping[str, Mapping[str, str]]
    tops: Mapping[str, Mapping[str, Sequence[str]]]
    order_states: Mapping[str, str]
    order_is: Mapping[str, str]
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    reasons: Mapping[str, str]
    because: Mapping[str, str]
    needs: Mapping[str, str]
    shop: Mapping[str, str]
    _last: OrderedDict[str, _Said] = field(default_factory=OrderedDict)

    @classmethod
    def load(cls, folder: Path, shop: Mapping[str, str], base: Path | None = None) -> Phrases:
        """What `folder` leaves out is said as in `base`. `shop` fills {shop}, {email}, {phone}.
        Raises `Unavailable` when neither has the file."""
        own = _read(folder)
        borrowed = _read(base) if base else {}
        if not own and not borrowed:
            raise Unavailable(f"{folder / FILE} is missing: a shop's own language needs it.")

        def section(name: str) -> dict[str, Any]:
            return {**borrowed.get(name, {}), **own.get(name, {})}

        return cls(
            wordings=section("say"),
            choices=section("choices"),
            quick_replies=section("quick_replies"),
            text=section("text"),
            ordinals=Ordinals.of(section("ordinals"), section("pointing")),
            numbers=section("numbers"),
            pointing=section("pointing"),
            extremes=section("extremes"),
            marks=section("marks"),
            tops=section("tops"),
            order_states=section("order_states"),
            order_is=section("order_is"),
            labels=section("labels"),
            kinds=section("kinds"),
            reasons=section("reasons"),
            because=section("because"),
            needs=section("needs"),
            shop=shop,
        )

    def say(self, name: str, sender_id: str, **values: str) -> str:
        options = self._sayable(name)
        said = self._last.setdefault(sender_id, _Said())
        self._last.move_to_end(sender_id)
        first = (said.places.get(name, -1) + 1) % len(options)
        turned = [(first + step) % len(options) for step in range(len(options))]
        texts = {place: options[place].format_map({**self.shop, **values}) for place in turned}
        fresh = (p for p in turned if said.sentences.isdisjoint(_sentences(texts[p])))
        chosen = next(fresh, first)
        said.places[name], said.sentences = chosen, frozenset(_sentences(texts[chosen]))
        while len(self._last) > REMEMBERED_SENDERS:
            self._last.popitem(last=False)
        return texts[chosen]

    def _sayable(self, name: str) -> Sequence[str]:
        """Of the wordings that tell how the shop is reached, those that tell most of what it has;
        a shop without a telephone says nothing of one."""
        told = {key for key in CONTACTS if self.shop.get(key)}
        named = {one: _named(one) for one in self.wordings[name]}
        able = {one: len(keys) for one, keys in named.items() if keys <= told}
        most = max(able.values(), default=0)
        least = min(most, 1) if len(told) == len(CONTACTS) else most
        return [one for one, count in able.items() if count >= least] or self.wordings[name]

    def has(self, name: str, text: str) -> bool:
        """Whether one of the pointing phrases `name` stands in `text`, word for word."""
        said = f" {' '.join(words_of(text))} "
        return any(f" {' '.join(words_of(one))} " in said for one in self.pointing.get(name, ()))

    def begins(self, name: str, text: str) -> bool:
        """Whether `text` begins with one of the pointing phrases `name`."""
        said = f"{' '.join(words_of(text))} "
        return any(said.startswith(f"{' '.join(words_of(one))} ") for one in self.pointing[name])


def _named(wording: str) -> set[str]:
    return {key for key in CONTACTS if f"{{{key}}}" in wording}


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def _read(folder: Path) -> dict[str, Any]:
    """Both files as one; the wordings of the desk stand beside the others."""
    written: dict[str, Any] = {}
    for name in (FILE, DESK_FILE):
        path = folder / name
        if path.exists():
            for section, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
                written.setdefault(section, {}).update(entries)
    return written
