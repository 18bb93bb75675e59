"""The assistant's fixed sentences in one language, from `data/languages/<code>/dialogue.toml`.

Owns choosing among wordings; states no fact of a record.
"""

from __future__ import annotations

import tomllib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from actions.errors import Unavailable

REMEMBERED_SENDERS = 10_000


@dataclass(slots=True)
class Phrases:
    """`say` never gives one sender the same wording twice in a row where there is another."""

    wordings: Mapping[str, Sequence[str]]
    choices: Mapping[str, str]
    quick_replies: Mapping[str, Sequence[str]]
    text: Mapping[str, str]
    ordinals: Mapping[str, int]
    numbers: Mapping[str, int]
    order_states: Mapping[str, str]
    shop: Mapping[str, str]
    _last: OrderedDict[tuple[str, str], int] = field(default_factory=OrderedDict)

    @classmethod
    def load(cls, folder: Path, shop: Mapping[str, str]) -> Phrases:
        """`shop` fills {shop}, {email}, {phone}. Raises `Unavailable` when the file is missing."""
        path = folder / "dialogue.toml"
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise Unavailable(f"{path} is missing: each language needs one.") from error
        return cls(
            wordings=data.get("say", {}),
            choices=data.get("choices", {}),
            quick_replies=data.get("quick_replies", {}),
            text=data.get("text", {}),
            ordinals=data.get("ordinals", {}),
            numbers=data.get("numbers", {}),
            order_states=data.get("order_states", {}),
            shop=shop,
        )

    def say(self, name: str, sender_id: str, **values: str) -> str:
        options = self.wordings[name]
        key = (sender_id, name)
        chosen = (self._last.get(key, -1) + 1) % len(options)
        self._last[key] = chosen
        self._last.move_to_end(key)
        while len(self._last) > REMEMBERED_SENDERS:
            self._last.popitem(last=False)
        return options[chosen].format_map({**self.shop, **values})
